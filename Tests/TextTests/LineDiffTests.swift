import Testing

@testable import Text

@Suite struct LineDiffTests {
  private func diff(_ old: String, _ new: String) -> LineDiff {
    LineDiff(IndexedText(Array(old.utf8)), IndexedText(Array(new.utf8)))
  }

  private func lines(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

  /// Builds the new text from the old one by the rows, and the old one from the new one.
  private func both(_ old: [String], _ new: [String]) -> (old: [String], new: [String]) {
    let rows = diff(old.joined(separator: "\n"), new.joined(separator: "\n")).rows(context: .max / 4)
    var result: (old: [String], new: [String]) = ([], [])
    for row in rows {
      switch row {
      case .same(let index):
        result.old.append(new[index])
        result.new.append(new[index])
      case .removed(let index): result.old.append(old[index])
      case .added(let index): result.new.append(new[index])
      case .equalLines(let count): Issue.record("\(count) lines were left out")
      }
    }
    return result
  }

  @Test(arguments: [
    ("a b c a b b a", "c b a b a c"), ("a", "b"), ("a b c d", "d c b a"), ("x a y b z", "a b"),
    ("a b", "x a y b z"), ("a a a a", "a a"), ("q w e r t y", "a s d f g h j"),
  ])
  func `What is said to be removed and added leads from one text to the other`(old: String, new: String) {
    let (left, right) = (lines(old), lines(new))
    let built = both(left, right)
    #expect(built.old == left)
    #expect(built.new == right)
  }

  @Test func `The way is the shortest`() {
    let found = diff("a\nb\nc\na\nb\nb\na", "c\nb\na\nb\na\nc")
    #expect(found.addedCount + found.removedCount == 5)
    #expect(found.isExact)
  }

  @Test func `Lines of both far from what differs are told of by their number`() {
    let old = (0..<100).map { "line \($0)" }
    var new = old
    new[50] = "other"
    let rows = diff(old.joined(separator: "\n"), new.joined(separator: "\n")).rows()
    #expect(rows.first == .equalLines(47))
    #expect(rows.dropFirst().first == .same(47))
    #expect(rows.contains(.removed(50)) && rows.contains(.added(50)))
    #expect(rows.last == .equalLines(46))
    #expect(rows.count == 10)
  }

  @Test func `Texts with too little in common are replaced as a whole, and that is said`() {
    let old = (0..<2_000).map { "old \($0)" }.joined(separator: "\n")
    let found = diff("head\n\(old)\ntail", "head\n\(old.replacing("old", with: "new"))\ntail")
    #expect(!found.isExact)
    #expect(found.removedCount == 2_000 && found.addedCount == 2_000)
    #expect(found.rows().first == .same(0))
  }

  @Test func `Equal texts have no difference`() { #expect(diff("a\nb", "a\nb").isEmpty) }
}
