internal import Basics
internal import Bindings
internal import Handshake

// What writers ask of a call.
extension HTTPCall {
  /// The message as text; nil when it is no UTF-8, or holds what a text cannot hold.
  var bodyText: String? {
    guard let text = String(validating: body, as: UTF8.self), !text.unicodeScalars.contains("\0") else { return nil }
    return text
  }

  var isTLS: Bool { !url.lowercased().hasPrefix("http:") }

  /// Title as a comment or a name of one line.
  var line: String { title.neutralised }

  /// In the order in which they are sent, Content-Type among them.
  var pairs: [(name: String, value: String)] { headers.map { ($0.name, $0.value) } }

  var version: EnvelopeVersion {
    MediaType(header("Content-Type") ?? "").name == EnvelopeVersion.soap12.mediaType ? .soap12 : .soap11
  }

  /// Nil sends none.
  var action: String? {
    header("SOAPAction").map(\.unquoted) ?? MediaType(header("Content-Type") ?? "").parameter("action")
  }

  /// What scripts for any language leave to where they run.
  var routeOmissions: [String] {
    var omissions: [String] = []
    if !connection.resolve.isEmpty {
      omissions.append("\(line): resolve \(connection.resolve.joined(separator: ", "))")
    }
    if connection.proxyURL != nil { omissions.append("\(line): the proxy") }
    if connection.minimum != nil || connection.maximum != nil {
      omissions.append("\(line): the limits of TLS versions")
    }
    if connection.ciphers != nil || connection.curves != nil { omissions.append("\(line): ciphers and curves") }
    if !connection.revocationLists.isEmpty { omissions.append("\(line): revocation lists") }
    return omissions.map(\.neutralised)
  }
}
