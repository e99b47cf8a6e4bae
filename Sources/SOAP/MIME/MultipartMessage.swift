internal import Basics
internal import XML

/// A multipart message taken apart: the envelope with the parts that it includes put back in their places, and all parts
/// as they came (MTOM with XOP, and SOAP with Attachments; RFC 2387).
public struct MultipartMessage: Sendable, Hashable {
  public struct Attachment: Sendable, Hashable {
    public var part: MIMEPart
    /// Whether its content stands in `envelope` too, as base64.
    public var isInEnvelope: Bool
  }

  /// The part with the envelope, as it came; nil when no part could be read.
  public var root: MIMEPart?
  /// The other parts, in their order.
  public var attachments: [Attachment] = []
  /// The root's bytes, with the included parts as base64 where the includes stood; empty without a root.
  public var envelope: [UInt8] = []
  public var problems: [MIMEProblem] = []

  /// The envelope with everything in it is not made larger than this.
  static let maximumEnvelopeBytes = 64 * 1024 * 1024
  /// An envelope may include a part, or what is none, any number of times: each is said once, and no more than this.
  static let maximumProblems = 64

  /// Never fails: what cannot be read is among the problems.
  ///
  /// - Parameters:
  ///   - contentType: a multipart one.
  ///   - written: the header as it came, for the problems.
  public init(body: [UInt8], contentType: ContentType, written: String = "") {
    var (body, contentType) = (body, contentType)
    if contentType["boundary"]?.isEmpty != false {
      guard let inner = Self.headersInBody(body) else {
        problems.append(.noBoundary)
        return
      }
      (body, contentType) = inner
      problems.append(.headersInBody)
    }
    if contentType.isLoose { problems.append(.looseContentType(written)) }
    let reader = MultipartReader(body, boundary: contentType["boundary"] ?? "")
    problems += reader.problems
    divide(reader.parts, start: contentType["start"])
    putBack()
  }

  /// Mono's encoder writes MIME headers at the start of the HTTP body.
  private static func headersInBody(_ body: [UInt8]) -> (body: [UInt8], ContentType)? {
    let (headers, content) = MIMEHeaders.read(body[...])
    guard let value = headers.first(where: { $0.name.lowercased() == "content-type" })?.value else { return nil }
    let contentType = ContentType(value)
    guard contentType.isMultipart, contentType["boundary"]?.isEmpty == false else { return nil }
    return (Array(content), contentType)
  }

  /// Without start the first part is the root (RFC 2387 section 3.2).
  private mutating func divide(_ parts: [MIMEPart], start: String?) {
    let id = start.map { MIMEPart.bare($0) }
    var index = 0
    if let id {
      if let found = parts.firstIndex(where: { $0.contentID == id }) {
        index = found
      } else if !parts.isEmpty {
        problems.append(.noRoot(id))
      }
    }
    guard parts.indices.contains(index) else { return }
    root = parts[index]
    envelope = parts[index].bytes
    attachments = (parts[..<index] + parts[(index + 1)...]).map { Attachment(part: $0, isInEnvelope: false) }
    let ids = attachments.compactMap(\.part.contentID)
    for id in Set(ids).sorted() where ids.count(where: { $0 == id }) > 1 { problems.append(.sameID(id)) }
  }

  // MARK: XOP

  private mutating func putBack() {
    // The includes are found in bytes that extend ASCII; base64 then fits in.
    let text = UTF16Text.text(of: envelope).map { Array(EnvelopeBuilder.withoutDeclaration($0).utf8) } ?? envelope
    guard let inclusions = try? XOPInclusions(in: text), !inclusions.all.isEmpty else { return }
    let indices = Dictionary(
      attachments.indices.compactMap { index in attachments[index].part.contentID.map { ($0, index) } },
      uniquingKeysWith: { first, _ in first })
    var pieces: [(range: Range<Int>, attachment: Int)] = []
    var taken: Set<Int> = []
    var told: Set<MIMEProblem> = []
    func tell(_ problem: MIMEProblem) {
      if told.count < Self.maximumProblems, told.insert(problem).inserted { problems.append(problem) }
    }
    for inclusion in inclusions.all {
      guard let index = MIMEPart.ids(namedBy: inclusion.reference).compactMap({ indices[$0] }).min() else {
        tell(.partMissing(inclusion.reference))
        continue
      }
      guard inclusion.isOnlyContent else {
        tell(.misplaced(inclusion.reference))
        continue
      }
      if !taken.insert(index).inserted { tell(.partShared(inclusion.reference)) }
      pieces.append((inclusion.range, index))
    }
    put(pieces, into: text)
  }

  private mutating func put(_ pieces: [(range: Range<Int>, attachment: Int)], into text: [UInt8]) {
    guard !pieces.isEmpty else { return }
    let size = pieces.reduce(text.count) { $0 + attachments[$1.attachment].part.bytes.count / 3 * 4 + 4 }
    guard size <= Self.maximumEnvelopeBytes else {
      problems.append(.tooLarge(bytes: size, limit: Self.maximumEnvelopeBytes))
      return
    }
    var result: [UInt8] = []
    result.reserveCapacity(size)
    var position = 0
    for piece in pieces {
      result += text[position..<piece.range.lowerBound]
      result += attachments[piece.attachment].part.bytes.base64Digits
      attachments[piece.attachment].isInEnvelope = true
      position = piece.range.upperBound
    }
    envelope = result + text[position...]
  }
}
