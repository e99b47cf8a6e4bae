internal import Handshake

/// A document that a Lab server gives to a GET, in the place of what would stand there.
public struct LabDocument: Sendable, Hashable {
  /// As it stands on the request line, query included: `/service?wsdl`.
  public var target: String
  public var status: Int
  public var contentType: String
  public var bytes: [UInt8]
  /// Where the client is sent on to (the header `Location`); nil for nowhere.
  public var location: String?

  public init(_ target: String, _ text: String, contentType: String = "text/xml; charset=utf-8") {
    self.target = target
    self.contentType = contentType
    bytes = Array(text.utf8)
    status = 200
  }

  /// - Parameter location: a URL, or relative to the target's.
  public init(_ target: String, movedTo location: String, status: Int = 302) {
    self.init(target, "", contentType: "text/plain")
    self.location = location
    self.status = status
  }

  var response: HTTPResponse {
    HTTPResponse(
      status: status, contentType: contentType, body: .init(start: bytes),
      headers: location.map { [.init("Location", $0)] } ?? [])
  }
}
