import Testing

@testable import Text

@Suite struct FindTests {
  private func found(_ pattern: String, _ options: FindPattern.Options, in text: String, _ direction: SearchDirection)
    throws -> [String]
  {
    var editor = Editor(Rope(text))
    let pattern = try #require(try FindPattern(pattern, options))
    return (0..<3).map { _ in
      guard case .match(let range, let hasWrapped) = editor.find(pattern, direction) else { return "nothing" }
      #expect(editor.selection == Selection(anchor: range.lowerBound, head: range.upperBound))
      return "\(range.lowerBound)-\(range.upperBound)\(hasWrapped ? " again" : "")"
    }
  }

  @Test func `A search goes round and says so`() throws {
    #expect(try found("one", [], in: "one two One", .forward) == ["0-3", "8-11", "0-3 again"])
    #expect(try found("one", [], in: "one two One", .backward) == ["8-11 again", "0-3", "8-11 again"])
    #expect(try found("o\\w+", .regularExpression, in: "one two One", .forward) == ["0-3", "8-11", "0-3 again"])
    #expect(try found("one", .matchesCase, in: "one two One", .forward) == ["0-3", "0-3 again", "0-3 again"])
    #expect(try found("$", .regularExpression, in: "a\nb", .forward) == ["1-1", "3-3", "1-1 again"])
    #expect(try found("x", [], in: "", .forward) == ["nothing", "nothing", "nothing"])
  }

  @Test func `What is not there leaves the selection`() throws {
    var editor = Editor(Rope("one"))
    editor.apply(.selectAll)
    let pattern = try #require(try FindPattern("two"))
    #expect(editor.find(pattern, .forward) == .none)
    #expect(editor.selection == Selection(anchor: 0, head: 3))
    #expect(SearchPattern("") == nil)
    #expect(try FindPattern("", .regularExpression) == nil)
  }

  @Test func `A search that is too costly stops where it can go on`() throws {
    var editor = Editor(Rope(String(repeating: "a", count: 100_000)))
    let pattern = try #require(try FindPattern("a+b", .regularExpression))
    #expect(editor.find(pattern, .forward, budget: 50_000) == .exhausted)
    #expect((1..<100_000).contains(editor.selection.head))
    #expect(editor.replacements(of: pattern, with: Replacement("", for: pattern), budget: 50_000) == nil)
  }

  @Test func `All matches are replaced in one step, or the first of each line`() throws {
    var editor = Editor(Rope("a=1 a=2\r\na=3\r\n"))
    let pattern = try #require(try FindPattern("(\\w)=(\\d)", .regularExpression))
    let replacement = Replacement("$2\\n", for: pattern)
    let all = try #require(editor.replacements(of: pattern, with: replacement))
    #expect(all.count == 3)
    let once = editor.replacements(of: pattern, with: replacement, isOncePerLine: true)
    #expect(once?.map(\.range) == [0..<3, 9..<12])
    let line = editor.replacements(of: pattern, with: replacement, within: editor.selectedLineRange)
    #expect(line?.map(\.range) == [0..<3, 4..<7])
    editor.apply(.replaceRanges(all))
    #expect(editor.string == "1\r\n 2\r\n\r\n3\r\n\r\n")
    editor.apply(.undo)
    #expect(editor.string == "a=1 a=2\r\na=3\r\n")
  }

  @Test func `The selected match is replaced alone`() throws {
    var editor = Editor(Rope("one two"))
    let pattern = try #require(try FindPattern("two"))
    let replacement = Replacement("2", for: pattern)
    #expect(editor.replacementOfSelection(of: pattern, with: replacement) == nil)
    _ = editor.find(pattern, .forward)
    let edit = try #require(editor.replacementOfSelection(of: pattern, with: replacement))
    editor.apply(.replaceRanges([edit]))
    #expect(editor.string == "one 2")
  }
}
