public import Bindings
public import XML

/// What stands at the top of an envelope, found without reading past the body's first element.
public struct EnvelopeOutline: Sendable, Hashable {
  public var version: EnvelopeVersion
  /// Names of the header blocks.
  public var headers: [XMLName]
  /// Those among them that must be understood (SOAP 1.1 section 4.2.3, SOAP 1.2 part 1 section 5.2.3).
  public var mustUnderstand: [XMLName]
  /// False when the envelope has no body.
  public var hasBody: Bool
  /// Nil for an empty body.
  public var bodyElement: XMLName?
  /// Whether a processing instruction stands before the body's first element: WCF reads none.
  public var hasInstruction = false
  /// Elements inside each other, and UTF-16 units in the longest text of one element or attribute, as far as it was read.
  public var depth = 0
  public var longestText = 0
  /// Bytes in the longest start tag: names and values in UTF-8, without spaces and references, which are not kept.
  public var longestTag = 0
  /// By version, in the order in which the envelope has them.
  public var addressing: [AddressingHeaders] = []

  /// The Security header of WS-Security 1.0 and 1.1.
  public static let securityHeader = SecurityNames.security

  /// What the addressing headers of that version say; nil when there are none.
  public func addressing(_ version: AddressingVersion) -> AddressingHeaders? {
    addressing.first { $0.version == version }
  }

  /// Whether the body holds a fault of the envelope's version.
  public var isFault: Bool { bodyElement == XMLName("Fault", in: version.envelopeNamespace) }
}

extension EnvelopeOutline {
  /// What a text turned out to be.
  public enum Reading: Sendable, Hashable {
    case envelope(EnvelopeOutline)
    /// XML with another root.
    case otherRoot(XMLName)
    case notXML(XMLProblem)
  }

  /// How much is looked at when only the beginning is wanted.
  private static let beginningBytes = 1024 * 1024

  /// Reads as far as the body's first element. With `completely` the rest is checked to be well-formed too.
  ///
  /// - Parameter charset: as in `XMLScan.run`.
  public static func read(_ bytes: [UInt8], charset: String? = nil, completely: Bool = false) -> Reading {
    var reader = OutlineReader()
    let text = completely || bytes.count <= beginningBytes ? bytes : Array(bytes.prefix(beginningBytes))
    do throws(XMLProblem) {
      try XMLScan.run(text, charset: charset) { event in
        reader.take(event)
        return reader.isDone && !completely ? .stop : .proceed
      }
    } catch {
      if completely || !reader.isDone { return .notXML(error) }
    }
    return reader.reading
  }
}

/// The version of an envelope by its namespace; nil for other text.
extension EnvelopeVersion {
  public init?(envelope bytes: [UInt8]) {
    guard case .envelope(let outline) = EnvelopeOutline.read(bytes) else { return nil }
    self = outline.version
  }

  init?(envelopeNamespace: String?) {
    guard let match = Self.allCases.first(where: { $0.envelopeNamespace == envelopeNamespace }) else { return nil }
    self = match
  }
}

private struct OutlineReader {
  private var depth = 0
  private var root: XMLName?
  private var hasInstruction = false
  private var outline: EnvelopeOutline?
  private var section: XMLName?
  /// The addressing header that is open, with its own text so far.
  private var addressed: XMLElement?
  private(set) var isDone = false
  private var measure = TextMeasure()

  var reading: EnvelopeOutline.Reading {
    if var outline {
      outline.hasInstruction = hasInstruction
      (outline.depth, outline.longestText) = (measure.depth, measure.longest)
      outline.longestTag = measure.longestTag
      return .envelope(outline)
    }
    return .otherRoot(root ?? XMLName(""))
  }

  mutating func take(_ event: XMLScan.Event) {
    measure.take(event)
    switch event {
    case .start(let element):
      depth += 1
      if !isDone { begin(element) }
    case .end:
      depth -= 1
      if depth == 2 { endHeader() }
      if depth == 1, section == bodyName { isDone = true }
    case .text(let text):
      guard depth == 3, let pieces = addressed?.children.count, pieces < 64 else { return }
      addressed?.children.append(.text(String(text.prefix(AddressingHeaders.valueCharacters))))
    case .instruction: if !isDone { hasInstruction = true }
    case .comment: break
    }
  }

  private mutating func begin(_ element: XMLElement) {
    switch depth {
    case 1: beginRoot(element)
    case 2:
      section = element.name
      if section == bodyName { outline?.hasBody = true }
    case 3 where section == bodyName:
      outline?.bodyElement = element.name
      isDone = true
    case 3 where section == headerName: beginHeader(element)
    default: break
    }
  }

  private mutating func beginRoot(_ element: XMLElement) {
    root = element.name
    guard element.name.local == "Envelope", let version = EnvelopeVersion(envelopeNamespace: element.name.namespace)
    else {
      isDone = true
      return
    }
    outline = EnvelopeOutline(version: version, headers: [], mustUnderstand: [], hasBody: false, bodyElement: nil)
  }

  private mutating func beginHeader(_ element: XMLElement) {
    outline?.headers.append(element.name)
    let value = element.attribute(XMLName("mustUnderstand", in: outline?.version.envelopeNamespace))
    if value == "1" || value == "true" { outline?.mustUnderstand.append(element.name) }
    addressed = AddressingVersion(namespace: element.name.namespace) == nil ? nil : element
  }

  private mutating func endHeader() {
    guard let block = addressed, let version = AddressingVersion(namespace: block.name.namespace) else { return }
    addressed = nil
    let index = outline?.addressing.firstIndex { $0.version == version }
    var headers = index.flatMap { outline?.addressing[$0] } ?? AddressingHeaders(version)
    headers.take(block)
    if let index { outline?.addressing[index] = headers } else { outline?.addressing.append(headers) }
  }

  private var bodyName: XMLName { XMLName("Body", in: outline?.version.envelopeNamespace) }
  private var headerName: XMLName { XMLName("Header", in: outline?.version.envelopeNamespace) }
}
