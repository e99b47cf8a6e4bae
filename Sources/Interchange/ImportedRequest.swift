public import Bindings
public import Handshake

/// A SOAP request as another program keeps it, in this program's words. Texts may hold `{{name}}`.
public struct ImportedRequest: Sendable, Hashable {
  /// Names of the folders it lies in, the outermost first.
  public var folders: [String]
  public var name: String
  public var url: String
  /// Nil sends none, the empty text an empty one.
  public var action: String?
  public var version: MessageVersion
  /// Charset of the message where it is not UTF-8.
  public var encoding: String?
  public var usesMTOM = false
  public var isOneWay = false
  /// Without those that the binding makes of action, version and encoding.
  public var headers: [HTTPHeader] = []
  public var envelope: [UInt8]
  /// Name for the client certificate; which file it is only a person knows.
  public var identity: String?
  public var user: String?
  /// How the user is authenticated in HTTP; nil when it was not said.
  public var credential: HTTPClientCredentialType?
  public var connection = ConnectionChoice()
  /// Lines as a request file has them: `status = 200`, `xpath //m:Total = "10"`.
  public var assertions: [String] = []
  /// Of the prefixes in them.
  public var namespaces: [String: String] = [:]

  public init(
    folders: [String] = [], name: String, url: String, action: String? = nil, version: MessageVersion = .soap11,
    envelope: [UInt8]
  ) {
    self.folders = folders
    self.name = name
    self.url = url
    self.action = action
    self.version = version
    self.envelope = envelope
  }

  /// `Folder/Name`, for reports.
  public var title: String { (folders + [name]).joined(separator: "/") }
}
