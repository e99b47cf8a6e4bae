internal import Certificates
internal import Handshake
internal import TLS
internal import XML

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
    let name = call.operation
    switch name.namespace == LabService.namespace ? name.local : "" {
    case "Echo": self = .echo(text: call.parameters["text", default: ""])
    case "Add": self = .add(try call.integer("a"), try call.integer("b"))
    case "Fail": self = .fail(reason: call.parameters["reason", default: "Failing was asked for."])
    case "Large": self = .large(bytes: try call.integer("bytes", in: 0...Self.largeLimit))
    case "Slow": self = .slow(milliseconds: try call.integer("milliseconds", in: 0...Self.slowLimit))
    case "WhoAmI": self = .whoAmI
    default:
      let known = Self.names.joined(separator: ", ")
      throw .sender("There is no operation \(name); the namespace \(LabService.namespace) has \(known).")
    }
  }

  func answer(peer: TLSServerPeer?) throws(SOAPProblem) -> SOAPAnswer {
    switch self {
    case .echo(let text): return .body(Self.result("Echo", "<text>\(text.escaped(inAttribute: false))</text>"))
    case .add(let first, let second):
      let (sum, overflow) = first.addingReportingOverflow(second)
      if overflow { throw .sender("The sum of \(first) and \(second) does not fit 64 bits.") }
      return .body(Self.result("Add", "<sum>\(sum)</sum>"))
    case .fail(let reason):
      let detail = "<l:failure xmlns:l=\"\(LabService.namespace)\"><l:asked>true</l:asked></l:failure>"
      throw SOAPProblem(code: .receiver, reason: reason, detail: detail)
    case .large(let bytes): return .large(bytes: bytes)
    case .slow(let milliseconds):
      return .slow(milliseconds: milliseconds, body: Self.result("Slow", "<waited>\(milliseconds)</waited>"))
    case .whoAmI: return .body(Self.result("WhoAmI", Self.describe(peer)))
    }
  }

  static func result(_ name: String, _ content: String) -> String {
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
    return fields.map { "<\($0.0)>\($0.1.escaped(inAttribute: false))</\($0.0)>" }.joined()
  }
}
