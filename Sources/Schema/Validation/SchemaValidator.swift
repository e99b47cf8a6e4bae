public import XML

/// Checks messages against a set of schemas.
///
/// Compiling a large set takes seconds: keep the validator. May be used from several threads, one after the other.
public final class SchemaValidator: Sendable {
  /// What could not be taken as it is written, so that less is checked than the schemas say; a sentence each.
  public let notes: [String]
  private let set: SchemaSet
  private let messages: EnvelopeWalk.Messages
  private let grammar: XMLGrammar

  /// - Parameter wrappers: the elements of rpc operations, which no schema declares.
  /// - Throws: a `SchemaProblem` when the schemas are wrong, or beyond what is compiled.
  public convenience init(_ set: SchemaSet, wrappers: [RPCWrapper] = []) throws(SchemaProblem) {
    try self.init(set, adding: MessageElements(wrappers: wrappers))
  }

  /// - Parameter elements: what is declared beside the schemas.
  /// - Throws: a `SchemaProblem` when the schemas are wrong, or beyond what is compiled.
  public init(_ set: SchemaSet, adding elements: MessageElements) throws(SchemaProblem) {
    var bounds = SchemaBounds(set)
    let tooMuch = try bounds.check()
    self.set = set
    let schemas = MessageSchemas(elements, set)
    messages = .init(
      declared: Set(schemas.names), hasTypedBody: elements.hasTypedBody, hasEmptyBody: elements.hasEmptyBody)
    let added = schemas.documents
    var repairs = Dictionary(tooMuch.map { ($0, AmbiguityRepair.Degree.opened) }) { first, _ in first }
    while true {
      let builder = GrammarBuilder(set, ambiguous: repairs, adding: added)
      let failure: XMLGrammarFailure
      do throws(XMLGrammarFailure) {
        grammar = try XMLGrammar(builder.source.documents, main: GrammarSource.main)
        notes =
          builder.notes
          + (repairs.isEmpty ? [] : ["some content models were narrowed, because they are ambiguous or too large"])
        return
      } catch {
        failure = error
      }
      let report = CompilationReport(failure, builder.source, set)
      guard let more = report.repairs(after: repairs) else { throw report.problem }
      repairs = more
    }
  }

  /// A document whose root element is declared by the schemas.
  ///
  /// - Throws: the first problem when the text is not well-formed, or beyond the limits.
  public func validate(
    _ bytes: [UInt8], charset: String? = nil, limits: XMLLimits = XMLLimits()
  ) throws(XMLProblem) -> ValidationResult {
    let outcome = try grammar.validate(bytes, charset: charset, limits: limits)
    return ValidationResult(outcome)
  }

  /// What a SOAP envelope of either version holds: the children of the body, the details of a fault as far as they are
  /// declared, and the declared header blocks.
  ///
  /// The attributes of SOAP itself on them are no matter of their schemas, nor is `xop:Include`, which stands for the bytes
  /// of an attachment. What says that it is in another encoding than none (`soap:encodingStyle`) is passed over.
  public func validate(
    envelope bytes: [UInt8], charset: String? = nil, limits: XMLLimits = XMLLimits()
  ) throws(XMLProblem) -> ValidationResult {
    let walk = EnvelopeWalk(set, messages)
    var selection = XMLGrammar.Selection()
    selection.answer = walk.answer
    selection.ignoredNamespaces = EnvelopeWalk.namespaces
    selection.ignoredElements = [XMLName("Include", in: "http://www.w3.org/2004/08/xop/include")]
    let outcome = try grammar.validate(bytes, charset: charset, limits: limits, selecting: selection)
    var result = ValidationResult(outcome)
    result.violations = walk.finished() + result.violations
    result.checkedElements += walk.checkedBodies
    result.notes = walk.notes
    return result
  }
}
