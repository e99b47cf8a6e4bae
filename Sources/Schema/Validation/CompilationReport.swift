internal import XML

/// What libxml2 had against a set, told of the documents as they were found.
struct CompilationReport {
  private let failure: XMLGrammarFailure
  private let source: GrammarSource
  private let set: SchemaSet

  init(_ failure: XMLGrammarFailure, _ source: GrammarSource, _ set: SchemaSet) {
    self.failure = failure
    self.source = source
    self.set = set
  }

  /// `XML_SCHEMAP_NOT_DETERMINISTIC`.
  private static let ambiguity = 3070

  /// The types with an ambiguous content model, and those that they extend, where the other half of it may stand.
  private var ambiguous: Set<ComponentPlace> {
    var found: Set<ComponentPlace> = []
    for complaint in failure.complaints where complaint.code == Self.ambiguity {
      guard let (lines, place) = owner(of: complaint), let place else { continue }
      found.insert(.init(document: lines.document, component: place))
      found.formUnion(set.extendedPlaces(from: ComponentPlace(document: lines.document, component: place)))
    }
    return found
  }

  /// What to repair in the next attempt: more than before, and only when ambiguity is all that is wrong; else nil.
  func repairs(
    after before: [ComponentPlace: AmbiguityRepair.Degree]
  ) -> [ComponentPlace: AmbiguityRepair.Degree]? {
    guard failure.complaints.allSatisfy({ $0.code == Self.ambiguity }) else { return nil }
    var repairs = before
    for place in ambiguous { repairs[place] = before[place] == nil ? .narrowed : .opened }
    return repairs == before ? nil : repairs
  }

  private func owner(of complaint: XMLGrammarFailure.Complaint) -> (GrammarSource.LineOwners, Int?)? {
    guard let document = complaint.document, let lines = source.lines[document] else { return nil }
    let line = complaint.line - 1
    let place = lines.components.indices.contains(line) ? lines.components[line] : nil
    return (lines, place.flatMap { $0 >= 0 ? $0 : nil })
  }

  var problem: SchemaProblem {
    let values = failure.complaints.prefix(5).map { complaint in
      let words = PlainViolation.words(complaint.message)
      guard let (lines, place) = owner(of: complaint) else { return words }
      let component = place.map { set.documents[lines.document].root.components[$0] }
      let name = component.map { " (\($0.name.local) \($0["name"] ?? ""))" } ?? ""
      return "\(lines.location)\(name): \(words)"
    }
    let count = failure.complaints.count
    let more = count > 5 ? ["and \(count - 5) more"] : []
    return SchemaProblem(
      "schema-not-compiled", "The schemas have errors, so that nothing can be checked against them.",
      values: values.isEmpty ? ["libxml2 says nothing more"] : values + more,
      remedy: "Correct the schemas, or ask the service's owner to; messages can be sent without.",
      location: failure.complaints.first.flatMap { owner(of: $0)?.0.location })
  }
}
