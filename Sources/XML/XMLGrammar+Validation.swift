public import Basics
internal import Synchronization

extension XMLGrammar {
  /// What is looked at in a text.
  public struct Selection {
    public enum Answer: Sendable, Hashable {
      /// The element must be declared, and is checked with all that is in it.
      case validate
      /// What is in the element is asked for in turn.
      case lookInside
      /// The element and what is in it are passed over.
      case passOver
    }

    /// Asked for each element that is in no checked one: its ancestors, outermost first, and its start tag. Nil checks
    /// the root.
    public var answer: (([XMLName], XMLElement) -> Answer)?
    /// Attributes of these namespaces are passed over everywhere.
    public var ignoredNamespaces: Set<String> = []
    /// These elements are passed over inside checked ones.
    public var ignoredElements: Set<XMLName> = []

    public init() {}
  }

  /// What validation found.
  public struct Outcome: Sendable, Hashable {
    public var violations: [Violation] = []
    /// Why something was not checked to its end; nil when all was.
    public var unchecked: String?
    /// How many elements were checked with all that is in them.
    public var checkedElements = 0
  }

  public struct Violation: Sendable, Hashable {
    /// libxml2's `xmlParserErrors`, which has a number for each rule.
    public var code: Int
    public var message: String
    /// Behind the tag or text that decided it.
    public var position: SourcePosition?
    /// The element and its ancestors by name, outermost first.
    public var names: [XMLName]
    /// For each of them, which of its siblings of the same name it is, from 1.
    public var ordinals: [Int]
    public var path: XMLPath
  }

  /// Checks a text, or parts of it, while it is read: no tree is built.
  ///
  /// - Parameters:
  ///   - deadlineSeconds: after that the rest is not checked. One value against one pattern is not interrupted; libxml2
  ///     gives up on that by itself.
  ///   - mostViolations: after so many the rest is not checked.
  /// - Throws: the first problem of a text that is not well-formed, or beyond the limits.
  public func validate(
    _ bytes: [UInt8], charset: String? = nil, limits: XMLLimits = XMLLimits(),
    selecting selection: Selection = Selection(),
    deadlineSeconds: Double = 10, mostViolations: Int = 200
  ) throws(XMLProblem) -> Outcome {
    try XMLScan.check(bytes, charset: charset, limits: limits)
    let result = lock.withLock { _ -> Result<Outcome, XMLProblem> in
      guard
        let run = GrammarRun(schema, selection, deadlineSeconds: deadlineSeconds, mostViolations: mostViolations)
      else { return .failure(.malformed("The validator could not be started.", at: nil)) }
      let scanner = Scanner(charset: charset, limits: limits, observer: run, visit: nil)
      let problem = scanner.run(bytes)
      return problem.map { .failure($0) } ?? .success(run.finished())
    }
    return try result.get()
  }
}
