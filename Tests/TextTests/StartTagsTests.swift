import Testing
import Text

@Suite struct StartTagsTests {
  private let text = Array(
    "<?xml version='1.0'?><a x='1' n:y=\"2\"><b/><!-- <c> --><b><c>t</c><d z=''/></b> text </a>".utf8)

  private func text(_ range: Range<Int>?) -> String? { range.map { String(decoding: text[$0], as: UTF8.self) } }

  @Test func `Elements are found by the way to them, and what is not there is left out`() {
    let tags = StartTags.ranges(at: [[], [0], [1], [1, 0], [1, 1], [2], [0, 0]], in: text)
    #expect(
      tags.mapValues { text($0) } == [
        []: "<a x='1' n:y=\"2\">", [0]: "<b/>", [1]: "<b>", [1, 0]: "<c>", [1, 1]: "<d z=''/>",
      ])
  }

  @Test func `Names and attributes are found in their tag`() throws {
    let tag = try #require(StartTags.ranges(at: [[]], in: text)[[]])
    #expect(text(StartTags.name(in: tag, of: text)) == "a")
    #expect(text(StartTags.attribute("x", in: tag, of: text)) == "x")
    #expect(text(StartTags.attribute("y", in: tag, of: text)) == "n:y")
    #expect(StartTags.attribute("z", in: tag, of: text) == nil)
  }

  @Test func `Text between elements is found without the white space around it`() throws {
    let tag = try #require(StartTags.ranges(at: [[]], in: text)[[]])
    #expect(text(StartTags.strayText(after: tag, in: text)) == "text")
    let inner = try #require(StartTags.ranges(at: [[1]], in: text)[[1]])
    #expect(StartTags.strayText(after: inner, in: text) == nil)
  }

  @Test func `A text that is no XML gives what stands before`() {
    #expect(StartTags.ranges(at: [[], [0], [0, 0]], in: Array("<a></b><c".utf8)) == [[]: 0..<3])
    #expect(StartTags.ranges(at: [[]], in: Array("</a><b/>".utf8)).isEmpty)
  }
}
