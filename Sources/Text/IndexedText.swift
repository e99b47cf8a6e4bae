/// Text that is only read, with an index of the rows that it is shown in.
///
/// A row is a line, or a piece of a line that is longer than `rowLimit` bytes, so that a document of one line of 50 MB
/// can be walked through like any other. Rows count from 0, line numbers from 1.
public struct IndexedText: Sendable, Equatable {
  public static let rowLimit = 4096

  /// What came; the text itself unless it is laid out.
  private let source: [UInt8]
  private let isLaidOut: Bool
  private let rows: TextRows

  /// - Parameter bytes: beyond 4 GiB they are left out.
  public init(_ bytes: [UInt8]) {
    source = bytes.count > Int(UInt32.max) ? Array(bytes.prefix(Int(UInt32.max))) : bytes
    isLaidOut = false
    var layout = RowLayout(for: source)
    layout.copy(source.indices, of: source)
    rows = layout.finished
  }

  /// The text as laid out, of which no second copy is kept.
  init(_ source: [UInt8], _ layout: RowLayout) {
    self.source = source
    isLaidOut = true
    rows = layout.finished
  }

  /// All of it. Of a text that is laid out it is put together here, which takes a millisecond a megabyte.
  public var bytes: [UInt8] { isLaidOut ? rows.bytes(in: 0..<byteCount, of: source) : source }

  public var byteCount: Int { rows.byteCount }
  public var rowCount: Int { rows.count }
  public var lineCount: Int { rows.lineCount }

  /// The bytes of the row without the line end.
  public func range(ofRow index: Int) -> Range<Int> {
    rows[index].map(range) ?? byteCount..<byteCount
  }

  /// Something of each row, which takes less than asking for one after the other.
  func mapRows<Value>(_ transform: (Range<Int>) -> Value) -> [Value] { rows.map { transform(range(of: $0)) } }

  private func range(of row: TextRows.Row) -> Range<Int> {
    let end = row.text + row.piece.count
    let hasReturn = row.endsLine && row.piece.last.map { source[$0] } == UInt8(ascii: "\r")
    return row.start..<(hasReturn ? end - 1 : end)
  }

  /// The row with the byte at `offset`.
  public func row(at offset: Int) -> Int { rows.row(at: offset)?.index ?? 0 }

  /// Nil for a row that goes on with the line of the row before.
  public func lineNumber(ofRow index: Int) -> Int? { rows[index].flatMap { $0.goesOn ? nil : $0.line + 1 } }

  /// The row in which the line begins.
  public func row(ofLine line: Int) -> Int { rows.row(ofLine: line - 1)?.index ?? 0 }
}

extension IndexedText: TextSource {
  public func slice(_ range: Range<Int>) -> ArraySlice<UInt8> {
    isLaidOut ? rows.bytes(in: range, of: source)[...] : source.slice(range)
  }
}
