/// Text that is only read, with an index of the rows that it is shown in.
///
/// A row is a line, or a piece of a line that is longer than `rowLimit` bytes, so that a document of one line of 50 MB
/// can be walked through like any other. Rows count from 0, line numbers from 1.
public struct IndexedText: Sendable {
  public static let rowLimit = 4096

  public let bytes: [UInt8]
  private var starts: [UInt32] = [0]
  /// The rows that go on with the line of the row before.
  private var continuations: [UInt32] = []

  /// - Parameter bytes: beyond 4 GiB they are left out.
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes.count > Int(UInt32.max) ? Array(bytes.prefix(Int(UInt32.max))) : bytes
    index()
  }

  public var rowCount: Int { starts.count }
  public var lineCount: Int { starts.count - continuations.count }

  /// The bytes of the row without the line end.
  public func range(ofRow row: Int) -> Range<Int> {
    guard starts.indices.contains(row) else { return bytes.count..<bytes.count }
    let start = Int(starts[row])
    guard row + 1 < starts.count else { return start..<bytes.count }
    var end = Int(starts[row + 1])
    if end > start, bytes[end - 1] == UInt8(ascii: "\n"), !isContinuation(row + 1) { end -= 1 }
    if end > start, bytes[end - 1] == UInt8(ascii: "\r"), bytes[end] == UInt8(ascii: "\n") { end -= 1 }
    return start..<end
  }

  /// The row with the byte at `offset`.
  public func row(at offset: Int) -> Int { max(0, count(of: starts, atMost: offset) - 1) }

  /// Nil for a row that goes on with the line of the row before.
  public func lineNumber(ofRow row: Int) -> Int? {
    isContinuation(row) ? nil : row + 1 - count(of: continuations, atMost: row)
  }

  /// The row in which the line begins.
  public func row(ofLine line: Int) -> Int {
    var (low, high) = (0, rowCount - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if middle + 1 - count(of: continuations, atMost: middle) <= line { low = middle } else { high = middle - 1 }
    }
    while low > 0, isContinuation(low) { low -= 1 }
    return low
  }

  private func isContinuation(_ row: Int) -> Bool {
    let before = count(of: continuations, atMost: row)
    return before > 0 && continuations[before - 1] == row
  }

  private mutating func index() {
    starts.reserveCapacity(bytes.count / 32)
    var start = 0
    for (index, byte) in bytes.enumerated() {
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

  /// How many of the ascending numbers are not larger.
  private func count(of numbers: [UInt32], atMost limit: Int) -> Int {
    var (low, high) = (0, numbers.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(numbers[middle]) <= limit { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension IndexedText: TextSource {
  public var byteCount: Int { bytes.count }
  public func slice(_ range: Range<Int>) -> ArraySlice<UInt8> { bytes.slice(range) }
}
