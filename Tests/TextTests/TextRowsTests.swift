import Testing

@testable import Text

@Suite struct TextRowsTests {
  /// Rows as they are told of, unpacked.
  private struct Naive {
    var rows: [(start: Int, blanks: Int, piece: Range<Int>, endsLine: Bool, goesOn: Bool, line: Int)] = []
    var bytes: [UInt8] = []
    var source: [UInt8] = []
  }

  private static let counts = [0, 1, 2, 30, 127, 128, 129, 4_096, 20_000]

  private func random(_ count: Int, _ generator: inout SeededGenerator) -> (TextRows, Naive) {
    var (rows, naive, line) = (TextRows(for: 0), Naive(), 0)
    for index in 0..<count {
      for _ in 0..<(Self.counts.prefix(7).randomElement(using: &generator) ?? 0) { naive.source.append(0x3F) }
      let start = naive.source.count
      // Long ones are rare: all of them are looked at byte by byte.
      let length = Self.counts.prefix(Int.random(in: 0..<40, using: &generator) == 0 ? 9 : 5)
      for _ in 0..<(length.randomElement(using: &generator) ?? 0) {
        naive.source.append(UInt8.random(in: 0x61...0x7A, using: &generator))
      }
      let blanks = [0, 0, 2, 4, 6, 40, 512, 70_000].prefix(Int.random(in: 0..<90, using: &generator) == 0 ? 8 : 7)
        .randomElement(using: &generator)
      let endsLine = index + 1 < count && Int.random(in: 0..<4, using: &generator) > 0
      add((blanks ?? 0, start..<naive.source.count, endsLine), &line, &rows, &naive)
    }
    return (rows, naive)
  }

  private func add(
    _ row: (blanks: Int, piece: Range<Int>, endsLine: Bool), _ line: inout Int, _ rows: inout TextRows,
    _ naive: inout Naive
  ) {
    let goesOn = naive.rows.last.map { !$0.endsLine } ?? false
    naive.rows.append((naive.bytes.count, row.blanks, row.piece, row.endsLine, goesOn, line))
    naive.bytes += [UInt8](repeating: 0x20, count: row.blanks) + naive.source[row.piece]
    if row.endsLine {
      naive.bytes.append(0x0A)
      line += 1
    }
    rows.append(row.piece, blanks: row.blanks, endsLine: row.endsLine)
    #expect(rows.endsLine == row.endsLine)
  }

  @Test(arguments: [0, 1, 63, 64, 65, 128, 129, 400]) func `Rows come out as they went in`(count: Int) {
    var generator = SeededGenerator(seed: count)
    let (rows, naive) = random(count, &generator)
    #expect(rows.count == count && rows.byteCount == naive.bytes.count)
    #expect(rows.lineCount == naive.rows.count { $0.endsLine } + 1)
    let inOrder = rows.map { $0 }
    for (index, expected) in naive.rows.enumerated() {
      for row in [rows[index], inOrder[index]] {
        #expect(row?.index == index && row?.start == expected.start && row?.blanks == expected.blanks)
        #expect(row?.piece == expected.piece && row?.endsLine == expected.endsLine)
        #expect(row?.goesOn == expected.goesOn && row?.line == expected.line)
      }
    }
    #expect(inOrder.count == count && rows[count] == nil && rows[-1] == nil)
  }

  @Test(arguments: 0..<20) func `The row of a place, and of a line, is the one that has it`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let (rows, naive) = random(Int.random(in: 1...300, using: &generator), &generator)
    for _ in 0..<200 {
      let place = Int.random(in: 0..<max(1, naive.bytes.count), using: &generator)
      let row = rows.row(at: place)
      #expect((row.map { $0.start..<$0.end } ?? 0..<0).contains(place) || naive.bytes.isEmpty)
      let line = Int.random(in: 0...rows.lineCount + 1, using: &generator)
      let last = naive.rows.last?.line ?? 0
      #expect(rows.row(ofLine: line)?.index == naive.rows.firstIndex { $0.line == min(line, last) })
    }
    #expect(rows.row(at: naive.bytes.count + 5)?.index == rows.count - 1 && rows.row(at: -1)?.start == 0)
  }

  @Test(arguments: 0..<20) func `Any part of the text is put together`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let (rows, naive) = random(Int.random(in: 1...300, using: &generator), &generator)
    #expect(rows.bytes(in: 0..<naive.bytes.count, of: naive.source) == naive.bytes)
    for _ in 0..<60 {
      let start = Int.random(in: -3...naive.bytes.count, using: &generator)
      let range = start..<start + Int.random(in: 0...5_000, using: &generator)
      #expect(rows.bytes(in: range, of: naive.source) == Array(naive.bytes[range.clamped(to: naive.bytes.indices)]))
    }
  }

  @Test func `A row of a plain text, and one that is moved in, take two bytes`() {
    var rows = TextRows(for: 0)
    for index in 0..<6_400 { rows.append(index * 101..<index * 101 + 100, blanks: index % 8 * 2, endsLine: true) }
    #expect(rows.packed.count <= 6_400 * 9 / 4)
  }
}
