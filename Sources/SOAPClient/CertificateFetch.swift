internal import Basics
public import Certificates
public import Exchange
internal import Handshake
internal import TLS
internal import Transport

/// Gets certificates from where others keep them: out of a server's handshake, or from the address that a certificate
/// names for its issuer's. Runs only when asked, and never shows a client certificate.
public struct CertificateFetch: Sendable {
  /// A certificate that was asked for, and where it came from.
  public struct Fetched: Sendable, Equatable {
    public var certificate: CertificateFacts
    public var url: String
  }

  /// An answer longer than this is no certificate.
  public static let maximumByteCount = 1 << 20
  static let maximumRedirects = 3
  static let maximumAddresses = 5
  /// Authorities above one certificate.
  static let maximumDepth = 5

  private let transport = Transport()
  private let route: Route
  private let limits: Limits

  public init(
    route: Route = Route(),
    limits: Limits = Limits(
      connectSeconds: 10, totalSeconds: 20, idleSeconds: 10, responseBytes: CertificateFetch.maximumByteCount)
  ) {
    self.route = route
    self.limits = limits
  }

  // MARK: A server's chain

  /// The chain that a server sends, leaf first. One HEAD request; where the chain is not trusted, the connection ends
  /// before it.
  public func serverChain(
    of url: String, trust: TrustReference
  ) async throws(CertificateFetchError) -> [CertificateFacts] {
    let address: HTTPAddress
    let serverTrust: ServerTrust
    do throws(Refusal) {
      address = try HTTPAddress(url)
      serverTrust = try await onOwnThread {
        Result { () throws(Refusal) in try TrustPreparation(reference: trust, reading: FileReading()).load() }
      }.get()
    } catch {
      throw .refused(error)
    }
    guard address.scheme == "https" else { throw .notHTTPS(url: url.withoutCredentials) }
    let request = TransferRequest(url: url, method: "HEAD", trust: serverTrust, route: route, limits: limits)
    var builder = TranscriptBuilder(reader: .openSSL)
    let end = await outcome(of: request) { builder.add($0) }.outcome
    guard !builder.transcript.serverChain.isEmpty else {
      throw .noChain(url: url.withoutCredentials, reason: Self.words(end))
    }
    return builder.transcript.serverChain
  }

  // MARK: Issuers by AIA

  /// The authorities above a certificate, nearest first, each from the address (authority information access, caIssuers,
  /// RFC 5280 section 4.2.2.1) that the one below names, up to a self-signed root or the first that names none.
  ///
  /// - Throws: when not even the first can be had.
  public func issuers(of certificate: CertificateFacts) async throws(CertificateFetchError) -> [Fetched] {
    var found = [try await issuer(of: certificate)]
    while found.count < Self.maximumDepth, let last = found.last?.certificate, !last.isSelfIssued,
      let next = try? await issuer(of: last), !found.contains(where: { $0.certificate == next.certificate })
    {
      found.append(next)
    }
    return found
  }

  private func issuer(of certificate: CertificateFacts) async throws(CertificateFetchError) -> Fetched {
    guard !certificate.issuerURLs.isEmpty else { throw .noAddress(certificate: certificate.subject.shortName) }
    var firstError: CertificateFetchError?
    for url in certificate.issuerURLs.prefix(Self.maximumAddresses) {
      do throws(CertificateFetchError) {
        return Fetched(certificate: try await issuer(of: certificate, at: url), url: url)
      } catch {
        firstError = firstError ?? error
      }
    }
    throw firstError ?? .noAddress(certificate: certificate.subject.shortName)
  }

  private func issuer(
    of certificate: CertificateFacts, at url: String
  ) async throws(CertificateFetchError) -> CertificateFacts {
    let bytes = try await download(url)
    let candidates: [CertificateChain.Candidate]
    do throws(IdentityError) {
      candidates = try CertificateFile.candidates(
        IdentityFile(bytes: bytes, label: url), origin: .intermediates(path: url))
    } catch {
      throw .notACertificate(url: url, reason: error.summary)
    }
    let reader = CertificateReader.openSSL
    let issuer = candidates.map(\.certificate).first {
      $0.subject == certificate.issuer && reader.isSigned(certificate, $0)
    }
    guard let issuer else {
      throw .notTheIssuer(
        url: url, wanted: certificate.issuer.shortName, found: candidates.map(\.certificate.subject.shortName))
    }
    return issuer
  }

  private func download(_ url: String) async throws(CertificateFetchError) -> [UInt8] {
    var url = url
    for _ in 0...Self.maximumRedirects {
      guard let address = try? HTTPAddress(url), ["http", "https"].contains(address.scheme) else {
        throw .notHTTP(url: url)
      }
      let request = TransferRequest(url: url, method: "GET", route: route, limits: limits)
      let answer = await outcome(of: request) { _ in }
      guard answer.outcome.ending == .answered else { throw .failed(url: url, reason: Self.words(answer.outcome)) }
      switch answer.status {
      case 200: return answer.body
      case 301, 302, 303, 307, 308:
        guard let location = answer.headers.value(of: "location") else {
          throw .status(url: url, status: answer.status)
        }
        url = Self.resolved(location, from: url)
      default: throw .status(url: url, status: answer.status)
      }
    }
    throw .failed(url: url, reason: "more than \(Self.maximumRedirects) redirects")
  }

  /// A location that is a whole address, or a path on the same host; anything else stays as it is and is refused.
  private static func resolved(_ location: String, from url: String) -> String {
    guard location.hasPrefix("/"), !location.hasPrefix("//"), let start = url.firstRange(of: "://") else {
      return location
    }
    let authority = url[start.upperBound...].prefix { !"/?#".contains($0) }
    return url[..<start.upperBound] + authority + location
  }

  // MARK: One exchange

  private struct Answer {
    var status = 0
    var headers: [HTTPHeader] = []
    var body: [UInt8] = []
    var outcome = TransferOutcome(ending: .cancelled)
  }

  private func outcome(of request: TransferRequest, _ record: (TraceRecord) -> Void) async -> Answer {
    var answer = Answer()
    let transfer = transport.start(request)
    for await event in transfer.events {
      switch event {
      case .records(let entries): for entry in entries { record(entry) }
      case .head(let status, let headers): (answer.status, answer.headers) = (status, headers)
      case .body(let bytes): answer.body += bytes
      case .bodySent, .captured: break
      case .finished(let outcome): answer.outcome = outcome
      }
    }
    return answer
  }

  private static func words(_ outcome: TransferOutcome) -> String {
    switch outcome.ending {
    case .answered: "the answer came without a handshake"
    case .failed(_, _, let message): message.neutralised
    case .cancelled: "it was cancelled"
    case .limit(let name, let value): "the \(name) limit of \(value) was reached"
    }
  }
}
