import Testing

@testable import Text

@Suite struct RopeTests {
  @Test(arguments: 0..<24) func `A rope holds what an array of bytes holds after the same edits`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    var model = generator.bytes(atMost: 40_000, of: "ab\ncd\r\u{E9}")
    var rope = Rope(model)
    for _ in 0..<40 {
      var range = generator.range(within: model.count)
      if Bool.random(using: &generator) { range = range.lowerBound..<min(range.upperBound, range.lowerBound + 3) }
      let bytes = generator.bytes(atMost: Bool.random(using: &generator) ? 5 : 3_000, of: "xy\nz")
      model.replaceSubrange(range, with: bytes)
      rope.replace(range, with: bytes)
    }
    #expect(rope.bytes == model)
    #expect(rope.byteCount == model.count)
    #expect(rope.lineCount == model.count { $0 == 10 } + 1)
    let slice = generator.range(within: model.count)
    #expect(rope.bytes(in: slice) == Array(model[slice]))
  }

  @Test(arguments: 0..<8) func `Lines and offsets agree with a split of the same bytes`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let model = generator.bytes(atMost: 6_000, of: "abcdefgh\n\r")
    let rope = Rope(model)
    var start = 0
    for (number, line) in model.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
      #expect(rope.start(ofLine: number) == start)
      #expect(rope.line(at: start) == number)
      #expect(rope.line(at: start + line.count) == number)
      let isLast = start + line.count == model.count
      let content = !isLast && line.last == 13 ? line.dropLast() : line
      #expect(rope.bytes(in: rope.range(ofLine: number)) == Array(content))
      start += line.count + 1
    }
  }

  @Test func `A copy keeps its text while the original is edited`() {
    var rope = Rope(String(repeating: "line\n", count: 2_000))
    let copy = rope
    rope.replace(0..<5_000, with: Array("new".utf8))
    #expect(copy.bytes == Array(String(repeating: "line\n", count: 2_000).utf8))
    #expect(!rope.isSameSnapshot(as: copy))
  }

  @Test func `Positions past the end are moved to it`() {
    var rope = Rope("ab\ncd")
    #expect(rope[5] == nil)
    #expect(rope[-1] == nil)
    #expect(rope.start(ofLine: 99) == 5)
    #expect(rope.range(ofLine: 99) == 5..<5)
    #expect(rope.line(at: 99) == 1)
    rope.replace(4..<99, with: Array("!".utf8))
    #expect(rope.bytes == Array("ab\nc!".utf8))
  }

  @Test func `Many small edits leave a shallow tree of well filled leaves`() {
    var generator = SeededGenerator(seed: 7)
    var rope = Rope([UInt8](repeating: 97, count: 100_000))
    for _ in 0..<3_000 {
      let offset = Int.random(in: 0..<rope.byteCount, using: &generator)
      rope.replace(offset..<min(rope.byteCount, offset + 30), with: [98])
    }
    var (leaves, offset) = (0, 0)
    while offset < rope.byteCount {
      offset += rope.piece(at: offset).bytes.count
      leaves += 1
    }
    #expect(leaves <= rope.byteCount / 256 + 1)
  }
}
