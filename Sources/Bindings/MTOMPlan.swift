/// How the parts of an MTOM message are written (System.ServiceModel.Channels.MtomMessageEncoder, XmlMtomWriter; W3C
/// SOAP Message Transmission Optimization Mechanism section 3).
public struct MTOMPlan: Sendable, Hashable {
  /// Binary content of at least this many bytes becomes a part of its own.
  public var writeThreshold: Int
  /// Bounds what a WCF client buffers of an answer's parts, in bytes.
  public var maxBufferSize: Int
  /// Media type of the envelope inside: `text/xml`.
  public var startInfo: String
  public var charset: String

  /// Stands where the boundary comes when the message is written.
  public static let openBoundary = "…"
  /// Content-ID of the envelope's part, without its angle brackets.
  public static let startID = "http://tempuri.org/0"

  init(_ element: MTOMMessageEncodingBindingElement) {
    writeThreshold = element.writeThreshold
    maxBufferSize = element.maxBufferSize
    startInfo = element.messageVersion.mediaType
    charset = element.writeEncoding.charset
  }

  /// The HTTP header's value.
  ///
  /// - Parameter quotedAction: for SOAP 1.2 without addressing, in its quotes.
  public func contentType(boundary: String, quotedAction: String?) -> String {
    "multipart/related; type=\"application/xop+xml\";start=\"<\(Self.startID)>\";boundary=\"\(boundary)\";"
      + "start-info=\"\(startInfo)\"" + (quotedAction.map { "; action=\($0)" } ?? "")
  }

  /// The Content-Type of the envelope's part.
  public var rootContentType: String { "application/xop+xml;charset=\(charset);type=\"\(startInfo)\"" }

  /// The Content-Transfer-Encoding of the envelope's part.
  public var rootTransferEncoding: String { charset == TextEncoding.utf8.charset ? "8bit" : "binary" }
}
