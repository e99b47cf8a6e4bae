/// An HTTP answer by which a server refuses a client certificate, or its absence, after a handshake that succeeded.
public struct FrontEndRefusal: Sendable, Hashable {
  public enum Reason: Sendable, Hashable {
    /// It wanted a certificate and has none.
    case certificateMissing
    /// It has one and does not accept it, without saying why.
    case certificateRefused
    case certificateUntrusted, certificateRevoked, certificateExpired
    /// The certificate is good and belongs to nobody the server knows.
    case certificateNotMapped
    /// It can ask only after the handshake, and this connection does not allow that.
    case cannotAsk
  }

  public var reason: Reason
  /// Whose words these are: `nginx`, `IIS`, `Apache httpd`, `the server`.
  public var server: String
  public var status: Int
  /// The words that gave it away, as in the answer.
  public var words: String
}

extension FrontEndRefusal {
  /// Nil when the answer is none of the known ones.
  public init?(_ http: Evidence.HTTPEvidence) {
    let text = String(decoding: http.bodyStart, as: UTF8.self).lowercased()
    guard
      let entry = Self.table.first(where: { $0.statuses.contains(http.status) && text.contains($0.words.lowercased()) })
    else { return nil }
    let words = entry.words.isEmpty ? "\(http.status)" : entry.words
    self.init(reason: entry.reason, server: entry.server, status: http.status, words: words)
  }

  private struct Entry {
    var statuses: Set<Int>
    var words: String
    var reason: Reason
    var server: String
  }

  private static let table: [Entry] = [
    Entry(
      statuses: [400, 496], words: "No required SSL certificate was sent", reason: .certificateMissing, server: "nginx"),
    Entry(statuses: [400, 495], words: "The SSL certificate error", reason: .certificateRefused, server: "nginx"),
    Entry(
      statuses: [403], words: "Cannot perform Post-Handshake Authentication", reason: .cannotAsk,
      server: "Apache httpd"),
    Entry(statuses: [403], words: "403.7", reason: .certificateMissing, server: "IIS"),
    Entry(statuses: [403], words: "403.12", reason: .certificateNotMapped, server: "IIS"),
    Entry(statuses: [403], words: "403.13", reason: .certificateRevoked, server: "IIS"),
    Entry(statuses: [403], words: "403.16", reason: .certificateUntrusted, server: "IIS"),
    Entry(statuses: [403], words: "403.17", reason: .certificateExpired, server: "IIS"),
    Entry(
      statuses: [403], words: "client certificate required", reason: .certificateMissing, server: "the server"),
    Entry(statuses: [496], words: "", reason: .certificateMissing, server: "the server"),
    Entry(statuses: [495], words: "", reason: .certificateRefused, server: "the server"),
  ]
}
