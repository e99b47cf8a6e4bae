internal import Basics
internal import CLibXML2
internal import Glibc

/// One validation: libxml2's validator is fed with the events of a scan, for the elements that are selected.
///
/// Used by one thread, inside one scan. libxml2 gets this object as the receiver of its errors, and reports only inside
/// the calls that feed it.
final class GrammarRun: ScanObserver {
  private let selection: XMLGrammar.Selection
  private let mostViolations: Int
  private let deadline: Double
  private let context: xmlSchemaValidCtxtPtr
  /// Where libxml2 keeps the handlers of a plug, and what it wants as their user: both must stay where they are.
  private let handlers = UnsafeMutablePointer<UnsafeMutablePointer<xmlSAXHandler>?>.allocate(capacity: 1)
  private let user = UnsafeMutablePointer<UnsafeMutableRawPointer?>.allocate(capacity: 1)
  private var plug: xmlSchemaSAXPlugPtr?
  private var outcome = XMLGrammar.Outcome()
  private var declarations = DeclarationStack()
  private var names: [XMLName] = []
  private var places: [Int] = []
  private var ordinals: [Int] = []
  private var childCounts: [Int] = [0]
  private var childNames: [[XMLName: Int]] = [[:]]
  /// How deep the checked, the passed over, and the ignored element are; nil outside one.
  private var checkedDepth: Int?
  private var passedDepth: Int?
  /// How deep the elements are that hold an ignored one, and what it is called.
  private var ignored: [Int: XMLName] = [:]
  private weak var scanner: Scanner?

  init?(
    _ schema: xmlSchemaPtr, _ selection: XMLGrammar.Selection, deadlineSeconds: Double, mostViolations: Int
  ) {
    guard let context = xmlSchemaNewValidCtxt(schema) else { return nil }
    self.context = context
    self.selection = selection
    self.mostViolations = mostViolations
    deadline = Self.now + deadlineSeconds
    handlers.initialize(to: nil)
    user.initialize(to: nil)
    xmlSchemaSetValidStructuredErrors(context, noteViolation, Unmanaged.passUnretained(self).toOpaque())
  }

  deinit {
    if let plug { xmlSchemaSAXUnplug(plug) }
    xmlSchemaFreeValidCtxt(context)
    handlers.deallocate()
    user.deallocate()
  }

  func finished() -> XMLGrammar.Outcome { outcome }

  private(set) var hasEnough = false

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private func giveUp(_ reason: String) {
    outcome.unchecked = outcome.unchecked ?? reason
    hasEnough = true
  }
}

// What the scan tells.
extension GrammarRun {
  func started(_ tag: StartTag, _ scanner: Scanner) {
    self.scanner = scanner
    enter(tag.name(scanner.texts))
    declarations.push(tag)
    if passedDepth == nil { begin(tag, scanner.texts) }
    if Self.now > deadline { giveUp("It took too long.") }
  }

  private func enter(_ name: XMLName) {
    let level = names.count
    names.append(name)
    places.append(childCounts[level])
    childCounts[level] += 1
    childCounts.append(0)
    childNames[level][name, default: 0] += 1
    ordinals.append(childNames[level][name] ?? 1)
    childNames.append([:])
  }

  private func leave() {
    names.removeLast()
    places.removeLast()
    ordinals.removeLast()
    childCounts.removeLast()
    childNames.removeLast()
    declarations.pop()
  }

  private func begin(_ tag: StartTag, _ texts: NameTexts) {
    if checkedDepth != nil {
      let name = names[names.count - 1]
      if selection.ignoredElements.contains(name) {
        passedDepth = names.count
        ignored[names.count - 1] = name
      } else {
        feed(tag, isRoot: false)
      }
      return
    }
    switch answer(tag, texts) {
    case .lookInside: return
    case .passOver: passedDepth = names.count
    case .validate:
      checkedDepth = names.count
      outcome.checkedElements += 1
      user.pointee = nil
      handlers.pointee = nil
      plug = xmlSchemaSAXPlug(context, handlers, user)
      feed(tag, isRoot: true)
    }
  }

  private func answer(_ tag: StartTag, _ texts: NameTexts) -> XMLGrammar.Selection.Answer {
    guard let answer = selection.answer else { return .validate }
    return answer(Array(names.dropLast()), tag.element(texts))
  }

  func ended(_ tag: EndTag, _ scanner: Scanner) {
    if let passedDepth {
      if passedDepth == names.count { self.passedDepth = nil }
    } else if checkedDepth != nil {
      handlers.pointee?.pointee.endElementNs?(user.pointee, tag.local, tag.prefix, tag.uri)
      if checkedDepth == names.count { unplug() }
      ignored[names.count] = nil
    }
    leave()
  }

  private func unplug() {
    if let plug { xmlSchemaSAXUnplug(plug) }
    plug = nil
    checkedDepth = nil
  }

  func characters(_ text: UnsafePointer<xmlChar>, _ length: Int32) {
    guard checkedDepth != nil, passedDepth == nil else { return }
    handlers.pointee?.pointee.characters?(user.pointee, text, length)
  }

  /// The first element of a checked part also gets what was declared around it: values may use those prefixes.
  private func feed(_ tag: StartTag, isRoot: Bool) {
    guard let start = handlers.pointee?.pointee.startElementNs else {
      return giveUp("The validator could not be started.")
    }
    var attributes = kept(tag)
    let count = Int32(attributes.count / 5)
    attributes.withUnsafeMutableBufferPointer { attributes in
      declarations.withPointers(ofAll: isRoot) { namespaces, namespaceCount in
        start(
          user.pointee, tag.local, tag.prefix, tag.uri, namespaceCount, namespaces, count, 0, attributes.baseAddress)
      }
    }
  }

  private func kept(_ tag: StartTag) -> [UnsafePointer<xmlChar>?] {
    guard let fields = tag.attributes else { return [] }
    return (0..<Int(tag.attributeCount)).flatMap { index -> [UnsafePointer<xmlChar>?] in
      let field = fields + 5 * index
      if let uri = text(field[2]), selection.ignoredNamespaces.contains(uri) { return [] }
      return (0..<5).map { field[$0] }
    }
  }
}

// What libxml2 reports.
extension GrammarRun {
  /// Whether an ignored element is what the error says is missing: a schema may declare it where it stands.
  private func isMissed(_ error: xmlError) -> Bool {
    guard Int(error.code) == Int(XML_SCHEMAV_ELEMENT_CONTENT.rawValue), let name = ignored[names.count] else {
      return false
    }
    return oneLine(error.message).contains(name.description)
  }

  fileprivate func note(_ error: xmlError) {
    guard error.level.rawValue >= XML_ERR_ERROR.rawValue, !hasEnough else { return }
    if Int(error.code) == Int(XML_SCHEMAV_INTERNAL.rawValue) {
      return giveUp("libxml2 gave up: \(oneLine(error.message))")
    }
    if isMissed(error) { return }
    outcome.violations.append(
      .init(
        code: Int(error.code), message: oneLine(error.message), position: scanner?.position, names: names,
        ordinals: ordinals, path: XMLPath(Array(places.dropFirst()))))
    if outcome.violations.count >= mostViolations { giveUp("There were more than \(mostViolations) violations.") }
  }
}

private let noteViolation: xmlStructuredErrorFunc = { run, error in
  guard let run, let error = error?.pointee else { return }
  Unmanaged<GrammarRun>.fromOpaque(run).takeUnretainedValue().note(error)
}
