public import Basics
public import Bindings
internal import Text
public import XML

/// A message as WCF's MTOM encoder writes it (System.ServiceModel.Channels.MtomMessageEncoder, XmlMtomWriter; W3C MTOM
/// section 3): the envelope, and its large binary contents as parts beside it.
///
/// What is binary cannot be seen in an envelope without its schema: the content of an element counts as such when it is
/// nothing but base64 of at least the threshold. A reader that puts it back gets the same text.
public struct XOPPackage: Sendable, Hashable {
  /// The HTTP body.
  public var bytes: [UInt8]
  /// How many parts stand beside the envelope.
  public var partCount: Int
  /// How many bytes they have.
  public var partBytes: Int

  /// - Parameters:
  ///   - envelope: well-formed, in UTF-8.
  ///   - encoding: in which the envelope's part is written.
  ///   - boundary: of RFC 2046 section 5.1.1, in none of the parts.
  ///   - ticks: distinguishes the ids of this message, as WCF does: 100 ns since the year 1.
  /// - Throws: `XOPError` when the envelope has includes of its own.
  public init(
    _ envelope: [UInt8], plan: MTOMPlan, encoding: TextEncoding, boundary: String, ticks: Int64
  ) throws(XOPError) {
    let contents = try XOPContents(of: envelope, threshold: plan.writeThreshold)
    let ids = contents.all.indices.map { "http://tempuri.org/\($0 + 1)/\(ticks)" }
    var body = Array("\r\n--\(boundary)\r\n".utf8)
    body += Self.headers(
      id: MTOMPlan.startID, transferEncoding: plan.rootTransferEncoding, contentType: plan.rootContentType)
    body += EnvelopeBuilder.encoded(Self.envelope(envelope, contents, ids), as: encoding)
    for (content, id) in zip(contents.all, ids) {
      body += Array("\r\n--\(boundary)\r\n".utf8)
      body += Self.headers(id: id, transferEncoding: "binary", contentType: "application/octet-stream")
      body += content.bytes
    }
    bytes = body + Array("\r\n--\(boundary)--\r\n".utf8)
    partCount = contents.all.count
    partBytes = contents.all.reduce(0) { $0 + $1.bytes.count }
  }

  /// A boundary that nothing contains, as WCF makes them (System.ServiceModel.Channels.MimeGlobals.MimeBoundaryGenerator).
  public static func boundary(random: (_ count: Int) -> [UInt8]) -> String {
    "uuid:\(UniqueID.uuid(random))+id=1"
  }

  private static func envelope(_ envelope: [UInt8], _ contents: XOPContents, _ ids: [String]) -> [UInt8] {
    var result: [UInt8] = []
    var position = 0
    for (content, id) in zip(contents.all, ids) {
      result += envelope[position..<content.range.lowerBound]
      result += "<xop:Include href=\"cid:\(id)\" xmlns:xop=\"\(XOPInclusions.name.namespace ?? "")\"/>".utf8
      position = content.range.upperBound
    }
    return result + envelope[position...]
  }

  private static func headers(id: String, transferEncoding: String, contentType: String) -> [UInt8] {
    Array(
      ("Content-ID: <\(id)>\r\nContent-Transfer-Encoding: \(transferEncoding)\r\n"
        + "Content-Type: \(contentType)\r\n\r\n").utf8)
  }
}

/// Why an envelope cannot become an MTOM message.
public enum XOPError: Remediable, Hashable {
  case malformed(XMLProblem)
  /// XOP section 3: what is packaged holds no include.
  case hasInclude(reference: String)

  public var code: String {
    switch self {
    case .malformed(let problem): problem.code
    case .hasInclude: "mtom-include-in-envelope"
    }
  }

  public var summary: String {
    switch self {
    case .malformed(let problem): "The envelope cannot be sent: \(problem.summary)"
    case .hasInclude: "The envelope holds an xop:Include, but the part that it includes cannot be given."
    }
  }

  public var values: [String] {
    switch self {
    case .malformed(let problem): problem.values
    case .hasInclude(let reference): ["href: \(String(reference.prefix(200)).neutralised)"]
    }
  }

  public var remedy: String {
    switch self {
    case .malformed(let problem): problem.remedy
    case .hasInclude: "Write the content itself as base64 in its place: the encoder makes a part of it."
    }
  }
}
