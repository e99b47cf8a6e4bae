internal import Certificates
internal import Handshake
internal import TLS

/// The operations of `urn:signet:lab`.
enum SOAPOperation {
  case echo(text: String)
  case add(Int, Int)
  case fail(reason: String)
  case large(bytes: Int)
  case slow(milliseconds: Int)
  case whoAmI

  static let names = ["Echo", "Add", "Fail", "Large", "Slow", "WhoAmI"]
  static let largeLimit = 67_108_864
  static let slowLimit = 60_000

  init(_ call: SOAPCall) throws(SOAPProblem) {
    switch (call.namespace, call.name) {
    case (LabService.namespace, "Echo"): self = .echo(text: call.parameters["text"] ?? "")
    case (LabService.namespace, "Add"): self = .add(try call.integer("a"), try call.integer("b"))
    case (LabService.namespace, "Fail"): self = .fail(reason: call.parameters["reason"] ?? "Failing was asked for.")
    case (LabService.namespace, "Large"): self = .large(bytes: try call.integer("bytes", in: 0...Self.largeLimit))
    case (LabService.namespace, "Slow"):
      self = .slow(milliseconds: try call.integer("milliseconds", in: 0...Self.slowLimit))
    case (LabService.namespace, "WhoAmI"): self = .whoAmI
    default:
      throw .sender(
        "There is no operation {\(call.namespace)}\(call.name); {\(LabService.namespace)} has "
          + Self.names.joined(separator: ", ") + ".")
    }
  }

  func answer(peer: TLSServerPeer?) throws(SOAPProblem) -> SOAPAnswer {
    switch self {
    case .echo(let text): return .body(result("Echo", "<text>\(escapedXML(text))</text>"))
    case .add(let first, let second):
      let (sum, overflow) = first.addingReportingOverflow(second)
      if overflow { throw .sender("The sum of \(first) and \(second) does not fit 64 bits.") }
      return .body(result("Add", "<sum>\(sum)</sum>"))
    case .fail(let reason):
      let detail = "<l:failure xmlns:l=\"\(LabService.namespace)\"><l:asked>true</l:asked></l:failure>"
      throw SOAPProblem(code: .receiver, reason: reason, detail: detail)
    case .large(let bytes):
      let parts = result("Large", "<data>|</data>").split(separator: "|").map(String.init)
      return .large(start: parts[0], fillerCount: bytes, end: parts[1])
    case .slow(let milliseconds):
      return .slow(milliseconds: milliseconds, body: result("Slow", "<waited>\(milliseconds)</waited>"))
    case .whoAmI: return .body(result("WhoAmI", Self.describe(peer)))
    }
  }

  private func result(_ name: String, _ content: String) -> String {
    "<\(name)Response xmlns=\"\(LabService.namespace)\">\(content)</\(name)Response>"
  }

  private static func describe(_ peer: TLSServerPeer?) -> String {
    guard let der = peer?.authenticated, let facts = CertificateReader.openSSL.facts(der) else {
      return "<certificate>none</certificate>"
    }
    let fields = [
      ("subject", facts.subject.description), ("issuer", facts.issuer.description), ("serial", facts.serial),
      ("chainLength", String(peer?.certificates?.count ?? 0)), ("tlsVersion", peer?.version?.description ?? ""),
    ]
    return fields.map { "<\($0.0)>\(escapedXML($0.1))</\($0.0)>" }.joined()
  }
}
