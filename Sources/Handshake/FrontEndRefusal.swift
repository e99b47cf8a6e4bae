/// An HTTP answer by which a server refuses a client certificate, or its absence, after a handshake that succeeded.
public struct FrontEndRefusal: Sendable, Hashable {
  public enum Reason: Sendable, Hashable {
    /// It wanted a certificate and has none.
    case certificateMissing
    /// It has one and does not accept it, without saying why.
    case certificateRefused
    case certificateUntrusted, certificateExpired
    /// It could not see that the certificate is not revoked: it is, or its status could not be had.
    case revocationUnclear
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
    let entries = Self.table.filter { $0.statuses.contains(http.status) }
    guard !entries.isEmpty else { return nil }
    let text = http.text.lowercased()
    guard let entry = entries.first(where: { text.contains($0.words.lowercased()) }) else { return nil }
    let words = entry.words.isEmpty ? "\(http.status)" : entry.words
    let server = HTTPProduct(http)?.name ?? entry.server
    self.init(reason: entry.reason, server: server, status: http.status, words: words)
  }

  /// A bare 401 or 403, where our own check of the certificate says why it would come.
  init?(bare http: Evidence.HTTPEvidence, _ reason: Reason) {
    guard http.status == 403 || http.status == 401 && http.header("www-authenticate") == nil else { return nil }
    let server = HTTPProduct(http)?.name ?? "the server"
    self.init(reason: reason, server: server, status: http.status, words: http.status == 403 ? "Forbidden" : "401")
  }

  private struct Entry {
    var statuses: Set<Int>
    var words: String
    var reason: Reason
    var server: String

    init(_ statuses: Set<Int>, _ words: String, _ reason: Reason, _ server: String = "the server") {
      self.statuses = statuses
      self.words = words
      self.reason = reason
      self.server = server
    }
  }

  private static let table: [Entry] = [
    Entry([400, 401, 403, 496], "No required SSL certificate was sent", .certificateMissing, "nginx"),
    Entry([400, 403, 495], "The SSL certificate error", .certificateRefused, "nginx"),
    Entry([403], "Cannot perform Post-Handshake Authentication", .cannotAsk, "Apache httpd"),
    Entry([403], "403.7", .certificateMissing, "IIS"),
    Entry([403], "403.12", .certificateNotMapped, "IIS"),
    Entry([403], "403.13", .revocationUnclear, "IIS"),
    Entry([403], "403.16", .certificateUntrusted, "IIS"),
    Entry([403], "403.17", .certificateExpired, "IIS"),
    Entry([403], "(SSL) client certificate that the Web server recognizes", .certificateMissing, "IIS"),
    Entry([400, 401, 403], "client certificate required", .certificateMissing),
    Entry([400, 401, 403], "client certificate is required", .certificateMissing),
    Entry([400, 401, 403], "SSL client certificate needed", .certificateMissing, "NetScaler"),
    Entry([400, 401, 403], "No client certificate chain in this request", .certificateMissing, "Tomcat"),
    Entry([401, 403], "Client-Cert required", .certificateMissing, "Jetty"),
    Entry([401], "No required TLS certificate was sent", .certificateMissing, "Kong"),
    Entry([401], "TLS certificate failed verification", .certificateRefused, "Kong"),
    Entry([401, 403], "Invalid client certificate", .certificateRefused),
    Entry([496], "", .certificateMissing),
    Entry([495], "", .certificateRefused),
  ]
}
