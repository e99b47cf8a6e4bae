extension HandshakeNode {
  /// As a session file says it: `finding 0`, `server 1`. Nil for what is not kept.
  var word: String? {
    switch self {
    case .finding(let index): "finding \(index)"
    case .rung(let index): "rung \(index)"
    case .message(let index): "message \(index)"
    case .records: "records 0"
    case .record(let index): "record \(index)"
    case .certificate(let isServer, let depth): "\(isServer ? "server" : "client") \(depth)"
    case .field, .equalRows, .comparison: nil
    }
  }

  init?(word: String) {
    let parts = word.split(separator: " ")
    guard parts.count == 2, let index = Int(parts[1]), index >= 0 else { return nil }
    switch parts[0] {
    case "finding": self = .finding(index)
    case "rung": self = .rung(index)
    case "message": self = .message(index)
    case "records": self = .records
    case "record": self = .record(index)
    case "server": self = .certificate(isServer: true, depth: index)
    case "client": self = .certificate(isServer: false, depth: index)
    default: return nil
    }
  }
}
