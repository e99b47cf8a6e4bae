internal import Basics
public import Bindings
public import Handshake

/// One HTTP request that carries a SOAP message, as curl, HAR, Postman and scripts have it. No secret is in it.
public struct HTTPCall: Sendable, Hashable {
  /// Names of the folders it lies in, the outermost first.
  public var folders: [String]
  public var name: String
  public var method = "POST"
  public var url: String
  /// Content-Type and SOAPAction among them; not those that the transport makes.
  public var headers: [HTTPHeader]
  /// As it goes over the wire.
  public var body: [UInt8]
  /// Whether a client certificate is shown.
  public var usesCertificate = false
  /// Who holds it, as the source named it: a file, or an identity.
  public var certificate: String?
  public var user: String?
  /// How the user is authenticated in HTTP; nil when it was not said.
  public var credential: HTTPClientCredentialType?
  public var connection = ConnectionChoice()
  /// File of the service's description, relative to the collection's folder; nil where it has none.
  public var description: String?

  public init(
    folders: [String] = [], name: String, url: String, headers: [HTTPHeader] = [], body: [UInt8] = []
  ) {
    self.folders = folders
    self.name = name
    self.url = url
    self.headers = headers
    self.body = body
  }

  /// `Folder/Name`, for reports.
  public var title: String { (folders + [name]).joined(separator: "/") }

  /// Whether a variable in double braces is left in it.
  public var hasPlaceholders: Bool {
    url.contains("{{") || headers.contains { $0.value.contains("{{") } || body.firstPlace(of: "{{") != nil
  }

  /// `:id` as a part of the path stands for its value.
  ///
  /// - Returns: false when the path has no such part, or the value is empty.
  mutating func fill(pathVariable name: String, with value: String) -> Bool {
    let end = url.firstIndex { $0 == "?" || $0 == "#" } ?? url.endIndex
    var parts = url[..<end].split(separator: "/", omittingEmptySubsequences: false).map { String($0) }
    guard !value.isEmpty, let place = parts.firstIndex(of: ":" + name) else { return false }
    parts[place] = value
    url = parts.joined(separator: "/") + url[end...]
    return true
  }

  func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}
