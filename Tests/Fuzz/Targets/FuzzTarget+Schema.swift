import Basics
import Schema
import XML

extension FuzzTarget {
  static let schema = FuzzTarget(
    name: "schema", story: "a schema document through index, outline, samples, compiler, and the check of a sample"
  ) { bytes in
    guard bytes.count <= 1 << 16, let root = try? XMLDocument(bytes).root else { return }
    let set = SchemaSet([SchemaDocument(location: "fuzz.xsd", root: root)])
    for problem in set.problems(limit: 20) { try promiseRemediable(problem) }
    let validator = try compiled(set)
    for note in validator?.notes ?? [] { try promiseNeutral(note, "a note") }
    for name in set.elementNames.prefix(8) {
      checkOutline(set, name)
      try checkSamples(set, name, validator)
    }
  }

  private static func compiled(_ set: SchemaSet) throws -> SchemaValidator? {
    do throws(SchemaProblem) {
      return try SchemaValidator(set)
    } catch {
      try promiseRemediable(error)
      return nil
    }
  }

  /// Opens a few levels; a tree without end is opened no further than it is asked for.
  private static func checkOutline(_ set: SchemaSet, _ name: XMLName) {
    let outline = SchemaOutline(set)
    var level = outline.node(element: name).map { [$0] } ?? []
    for _ in 0..<4 { level = level.prefix(8).flatMap { outline.children(of: $0) } }
  }

  private static func checkSamples(_ set: SchemaSet, _ name: XMLName, _ validator: SchemaValidator?) throws {
    for optional in OptionalParts.allCases {
      var writer = SampleWriter(set, optional: optional)
      writer.elementLimit = 200
      guard let sample = try? writer.sample(element: name) else { continue }
      for problem in sample.problems { try promiseRemediable(problem) }
      let text = sample.text()
      let again = try? writer.sample(element: name).text()
      try promise(again == text, "the same sample is not the same: \(text)")
      guard let result = try? validator?.validate(Array(text.utf8)) else { continue }
      for violation in result.violations { try promiseNeutral(violation.message, "a violation") }
    }
  }
}
