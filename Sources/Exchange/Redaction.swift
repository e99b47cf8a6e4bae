public import Handshake

extension [HTTPHeader] {
  /// The headers with the value of every credential hidden, as they may stand in a report.
  public var redacted: [HTTPHeader] {
    map { Self.secretNames.contains($0.name.lowercased()) ? HTTPHeader($0.name, "••••") : $0 }
  }

  static var secretNames: Set<String> { ["authorization", "proxy-authorization", "cookie"] }
}
