/// Text that is only read, with an index of the rows that it is shown in.
///
/// A row is a line, or a piece of a line that is longer than `rowLimit` bytes, so that a document of one line of 50 MB
/// can be walked through like any other. Rows count from 0, line numbers from 1.
public struct IndexedText: Sendable, Equatable {
  public static let rowLimit = 4096

  /// What came; the text itself unless it is laid out.
  private let source: [UInt8]
  private let layout: RowLayout?
  private var starts: [UInt32] = [0]
  /// The rows that go on with the line of the row before.
  private var continuations: [UInt32] = []
  public let byteCount: Int

  /// - Parameter bytes: beyond 4 GiB they are left out.
  public init(_ bytes: [UInt8]) {
    source = bytes.count > Int(UInt32.max) ? Array(bytes.prefix(Int(UInt32.max))) : bytes
    byteCount = source.count
    layout = nil
    index()
  }

  /// The text as laid out, of which no second copy is kept.
  init(_ source: [UInt8], _ layout: RowLayout) {
    self.source = source
    self.layout = layout
    (starts, continuations, byteCount) = (layout.starts, layout.continuations, layout.byteCount)
  }

  /// All of it. Of a text that is laid out it is put together here, which takes a millisecond a megabyte.
  public var bytes: [UInt8] { layout.map { $0.bytes(in: 0..<byteCount, of: source) } ?? source }

  public var rowCount: Int { starts.count }
  public var lineCount: Int { starts.count - continuations.count }

  /// The bytes of the row without the line end.
  public func range(ofRow row: Int) -> Range<Int> {
    guard starts.indices.contains(row) else { return byteCount..<byteCount }
    let start = Int(starts[row])
    guard row + 1 < starts.count else { return start..<byteCount }
    var end = Int(starts[row + 1])
    guard end > start, !isContinuation(row + 1) else { return start..<end }
    end -= 1
    let last = layout.map { $0.piece(ofRow: row).last } ?? (end > start ? end - 1 : nil)
    return start..<(last.map { source[$0] } == UInt8(ascii: "\r") ? end - 1 : end)
  }

  /// The row with the byte at `offset`.
  public func row(at offset: Int) -> Int { max(0, starts.countOf(atMost: offset) - 1) }

  /// Nil for a row that goes on with the line of the row before.
  public func lineNumber(ofRow row: Int) -> Int? {
    isContinuation(row) ? nil : row + 1 - continuations.countOf(atMost: row)
  }

  /// The row in which the line begins.
  public func row(ofLine line: Int) -> Int {
    var (low, high) = (0, rowCount - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if middle + 1 - continuations.countOf(atMost: middle) <= line { low = middle } else { high = middle - 1 }
    }
    while low > 0, isContinuation(low) { low -= 1 }
    return low
  }

  private func isContinuation(_ row: Int) -> Bool {
    let before = continuations.countOf(atMost: row)
    return before > 0 && continuations[before - 1] == row
  }

  private mutating func index() {
    // Pages that are not written to cost nothing.
    starts.reserveCapacity(source.count / 16)
    var start = 0
    for (index, byte) in source.enumerated() {
      if byte == UInt8(ascii: "\n") {
        start = index + 1
        starts.append(UInt32(start))
      } else if index - start >= Self.rowLimit, byte & 0xC0 != 0x80 {
        start = index
        continuations.append(UInt32(starts.count))
        starts.append(UInt32(start))
      }
    }
  }
}

extension IndexedText: TextSource {
  public func slice(_ range: Range<Int>) -> ArraySlice<UInt8> {
    layout.map { $0.bytes(in: range, of: source)[...] } ?? source.slice(range)
  }
}
