internal import Basics
internal import CLibXML2

/// One run of libxml2's SAX parser.
///
/// The parser's context lives from `run` to its end, on one thread; libxml2 gets this object as its user data and calls
/// back only inside `xmlParseDocument`. Nothing process-wide (entity loader, error functions) is set.
final class Scanner {
  private let charset: String?
  private let limits: XMLLimits
  // Emptied by `finish`, so that the closure does not outlive the caller's frame.
  private var visit: ((XMLScan.Event) -> XMLScan.Answer)?
  private let observer: (any ScanObserver)?
  private var context: xmlParserCtxtPtr?
  let texts = NameTexts()
  private var openDeclarations: [Int] = []
  private var declarationCount = 0
  private var problem: XMLProblem?
  private var isStopped = false

  /// - Parameter visit: nil when only the problem is wanted; then no event is made.
  /// - Parameter observer: sees libxml2's own values, after `visit`.
  init(
    charset: String? = nil, limits: XMLLimits, observer: (any ScanObserver)? = nil,
    visit: ((XMLScan.Event) -> XMLScan.Answer)?
  ) {
    self.observer = observer
    self.charset = charset
    self.limits = limits
    self.visit = visit
  }

  func finish() { visit = nil }

  /// The first problem; nil when the text was read to its end or the visitor had enough.
  func run(_ bytes: [UInt8]) -> XMLProblem? {
    xmlInitParser()
    let created = bytes.withUnsafeBytes { buffer in
      // libxml2 copies the buffer into its own input.
      xmlCreateMemoryParserCtxt(buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count))
    }
    guard let created else { return .malformed("The XML parser could not be started.", at: nil) }
    defer {
      context = nil
      xmlFreeParserCtxt(created)
    }
    context = created
    prepare(created)
    if let charset, let unknown = read(created, as: charset) { return unknown }
    xmlParseDocument(created)
    if problem == nil, !isStopped, created.pointee.wellFormed == 0 {
      problem = .malformed("The text is not well-formed XML.", at: position)
    }
    return problem
  }

  private func prepare(_ context: xmlParserCtxtPtr) {
    let options = XML_PARSE_NONET.rawValue | XML_PARSE_BIG_LINES.rawValue | XML_PARSE_HUGE.rawValue
    xmlCtxtUseOptions(context, Int32(bitPattern: options))
    // Without it `&amp;` in an attribute arrives as `&#38;`. No entity can be declared, so nothing else is replaced.
    context.pointee.replaceEntities = 1
    context.pointee.sax.pointee = Self.handlers
    // Not retained: this object outlives xmlParseDocument, which is the only caller of the handlers.
    context.pointee.userData = Unmanaged.passUnretained(self).toOpaque()
  }
}

extension Scanner {
  /// Takes a given encoding for the text's own; a problem when libxml2 does not know it.
  private func read(_ context: xmlParserCtxtPtr, as charset: String) -> XMLProblem? {
    guard let handler = xmlFindCharEncodingHandler(charset), xmlSwitchToEncoding(context, handler) == 0 else {
      return .malformed("The character encoding \(charset) is not known.", at: nil)
    }
    context.pointee.options |= Int32(bitPattern: XML_PARSE_IGNORE_ENC.rawValue)
    return nil
  }
}

// What the callbacks report.
extension Scanner {
  func begin(declarations count: Int, _ element: @autoclosure () -> XMLElement) {
    declarationCount += count
    openDeclarations.append(count)
    if openDeclarations.count > limits.depth { return fail(.tooDeep(limit: limits.depth, at: position)) }
    if declarationCount > limits.namespacesInForce {
      return fail(.tooManyNamespaces(limit: limits.namespacesInForce, at: position))
    }
    if Int(xmlDictSize(context?.pointee.dict)) > limits.distinctNames {
      return fail(.tooManyNames(limit: limits.distinctNames, at: position))
    }
    guard visit != nil else { return }
    var element = element()
    element.line = context?.pointee.input.map { Int($0.pointee.line) }
    tell(.start(element))
  }

  func end() {
    declarationCount -= openDeclarations.popLast() ?? 0
    tell(.end)
  }

  func tell(_ event: @autoclosure () -> XMLScan.Event) {
    guard !isStopped, let visit, visit(event()) == .stop else { return }
    stop()
  }

  func refuseDocumentType() { fail(.documentType(at: position)) }

  func note(level: xmlErrorLevel, message: String, line: Int, column: Int) {
    // Namespace errors (an unbound prefix) come as plain errors, everything fatal as such; warnings are not ours.
    guard level.rawValue >= XML_ERR_ERROR.rawValue else { return }
    fail(.malformed(message, at: line > 0 ? SourcePosition(line: line, column: max(1, column)) : nil))
  }

  private func fail(_ problem: XMLProblem) {
    guard !isStopped else { return }
    self.problem = problem
    stop()
  }

  /// What libxml2 called back with; nothing after the scan was stopped.
  func show(_ look: (any ScanObserver) -> Void) {
    guard let observer, !isStopped else { return }
    look(observer)
    if observer.hasEnough { stop() }
  }

  private func stop() {
    isStopped = true
    if let context { xmlStopParser(context) }
  }

  /// Where the parser is: behind the tag or text that is being told.
  var position: SourcePosition? {
    guard let input = context?.pointee.input else { return nil }
    return SourcePosition(line: max(1, Int(input.pointee.line)), column: max(1, Int(input.pointee.col)))
  }
}
