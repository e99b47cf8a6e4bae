internal import Basics
internal import Certificates
internal import Glibc
internal import Handshake
internal import SOAP
internal import TLS

/// Makes a service's answers what a scenario wants them to be. Safe on any thread.
public struct AnswerChanger: Sendable {
  let change: AnswerChange
  /// Who signs.
  let signer: MintedIdentity

  /// The answer with the change in it; what is no envelope stays as it is.
  func changed(_ response: HTTPResponse) -> HTTPResponse {
    let type = response.headers.first { $0.name == "Content-Type" }?.value ?? ""
    guard let version = SOAPVersion(contentType: type), response.body.unitCount == 0 else { return response }
    var changed = response
    do throws(MessageSecurityError) {
      switch change {
      case .expiredTimestamp: changed.body.start = try secured(response.body.start, MessageSecurity(), hoursAgo: 1)
      case .changedAfterSigning:
        let signing = MessageSecurity(signature: .init(parts: [.timestamp, .body]))
        changed.body.start = Self.spaced(try secured(response.body.start, signing))
      case .otherRelation: changed.body.start = Self.related(response.body.start)
      }
    } catch {
      return SOAPAnswer.fault(SOAPProblem(code: .receiver, reason: error.summary)).response(version)
    }
    return changed
  }

  private func secured(
    _ envelope: [UInt8], _ security: MessageSecurity, hoursAgo: Int64 = 0
  ) throws(MessageSecurityError) -> [UInt8] {
    let now = Timestamp(secondsSinceEpoch: Int64(time(nil)) - hoursAgo * 3600)
    let means = MessageSecurityMeans(now: now, random: Self.random, cryptography: .openSSL)
    return try security.secure(envelope, as: MessageCredentials(signer: signer.messageSigner), with: means).bytes
  }

  private static func random(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8.random(in: 0...255) } }

  /// A space at the end of the Body, as something on the way adds it that formats XML.
  private static func spaced(_ envelope: [UInt8]) -> [UInt8] { inserting(" ", before: "</s:Body>", in: envelope) }

  private static func related(_ envelope: [UInt8]) -> [UInt8] {
    let headers =
      "<s:Header xmlns:a=\"http://www.w3.org/2005/08/addressing\"><a:Action>urn:signet:lab/Answer</a:Action>"
      + "<a:RelatesTo>urn:uuid:00000000-0000-0000-0000-000000000000</a:RelatesTo></s:Header>"
    return inserting(headers, before: "<s:Body", in: envelope)
  }

  /// The Lab writes both texts once in every envelope.
  private static func inserting(_ text: String, before place: String, in envelope: [UInt8]) -> [UInt8] {
    guard let index = envelope.firstPlace(of: place)?.lowerBound else { return envelope }
    return Array(envelope[..<index]) + Array(text.utf8) + envelope[index...]
  }
}
