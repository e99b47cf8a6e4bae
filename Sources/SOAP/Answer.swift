/// What came back, told apart by its bytes first and its content type second.
public struct Answer: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable { case envelope, fault, html, empty, other }

  public var kind: Kind
  public var fault: SOAPFault?
  /// What reading it as an envelope gave; nil when it was not tried, because it cannot be XML.
  public var reading: EnvelopeOutline.Reading?
  /// What the text had to be read in because it does not say it itself; nil when it was read as it says.
  public var charset: String?
  /// What a multipart answer consists of; nil for an answer in one part.
  public var package: MultipartMessage?
  /// What was read: of a multipart answer the envelope with its parts put back, else the body.
  public var message: [UInt8]
  /// The same as UTF-8, and how its encoding was found.
  public var text: AnswerText

  /// Nil when it is no envelope.
  public var outline: EnvelopeOutline? {
    if case .envelope(let outline) = reading { outline } else { nil }
  }

  /// Up to here an answer is read to its end, so that malformed XML behind a good beginning is noticed too.
  public static let completeReadingBytes = 4 * 1024 * 1024

  /// - Parameter contentType: the header's value, or nil.
  public init(body: [UInt8], contentType: String?) {
    let type = contentType.map { ContentType($0) }
    guard let type, type.isMultipart else {
      self.init(message: body, contentType: contentType)
      return
    }
    let package = MultipartMessage(body: body, contentType: type, written: contentType ?? "")
    let isRead = package.root != nil
    self.init(
      message: isRead ? package.envelope : body,
      contentType: isRead ? package.root?.header("Content-Type") : contentType)
    self.package = package
  }

  private init(message body: [UInt8], contentType: String?) {
    message = body
    text = AnswerText([], contentType: nil, needed: nil)
    let isBlank = body.allSatisfy(Self.isSpace)
    reading = Self.mayBeXML(body) ? Self.read(body, charset: nil) : nil
    // RFC 7303 section 3.2: the header's charset speaks for a text that does not speak for itself.
    if case .notXML = reading, let given = contentType.flatMap({ ContentType($0).charset }),
      case .envelope(let outline) = Self.read(body, charset: given)
    {
      reading = .envelope(outline)
      charset = given
    }
    if isBlank {
      kind = .empty
    } else if case .envelope(let outline) = reading {
      kind = outline.isFault ? .fault : .envelope
    } else {
      kind = Self.looksLikeHTML(body, contentType: contentType) ? .html : .other
    }
    text = AnswerText(body, contentType: contentType.map { ContentType($0) }, needed: charset)
    fault = kind == .fault ? SOAPFault(envelope: body, charset: charset) : nil
  }

  /// Measures an envelope to its end that was too large to be read so far: how deep and long it is, shows only there.
  /// Takes as long as the answer is large: call it on a thread of its own.
  public mutating func measureToEnd() {
    guard message.count > Self.completeReadingBytes, case .envelope(var outline) = reading else { return }
    let measure = MarkupMeasure(text.decoded ?? message)
    (outline.depth, outline.longestText) = (measure.depth, measure.longestText)
    outline.longestTag = measure.longestTag
    reading = .envelope(outline)
  }

  private static func read(_ body: [UInt8], charset: String?) -> EnvelopeOutline.Reading {
    EnvelopeOutline.read(body, charset: charset, completely: body.count <= completeReadingBytes)
  }

  /// A `<` in the first bytes, in UTF-8 or UTF-16: no parser for JSON, text and images.
  private static func mayBeXML(_ body: [UInt8]) -> Bool {
    body.prefix(256).contains(UInt8(ascii: "<"))
  }

  private static func looksLikeHTML(_ body: [UInt8], contentType: String?) -> Bool {
    if contentType?.lowercased().hasPrefix("text/html") == true { return true }
    if contentType?.lowercased().hasPrefix("application/xhtml") == true { return true }
    let start = String(decoding: body.prefix(1024), as: UTF8.self).lowercased()
    return start.contains("<!doctype html") || start.contains("<html")
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
