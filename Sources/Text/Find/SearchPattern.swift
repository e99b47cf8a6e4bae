public enum SearchDirection: Sendable, Hashable { case forward, backward }

/// Text to look for, byte for byte; when case is ignored, that of the letters A–Z.
///
/// Skips ahead as Horspool's algorithm does.
public struct SearchPattern: Sendable, Hashable {
  public let text: String
  public let ignoresCase: Bool
  let byteCount: Int
  private let wanted: [UInt8]
  /// How far the end of the pattern may move when it stands on a byte; 0 where it may be the pattern's own last byte.
  private let steps: [Int]
  /// And how far from there.
  private let stepFromLast: Int

  /// Nil for empty text.
  public init?(_ text: String, ignoresCase: Bool = true) {
    guard !text.isEmpty else { return nil }
    self.text = text
    self.ignoresCase = ignoresCase
    wanted = text.utf8.map { ignoresCase ? $0.lowerCased : $0 }
    byteCount = wanted.count
    var steps = [Int](repeating: wanted.count, count: 256)
    for (index, byte) in wanted.dropLast().enumerated() { steps[Int(byte)] = wanted.count - 1 - index }
    stepFromLast = steps[Int(wanted[wanted.count - 1])]
    steps[Int(wanted[wanted.count - 1])] = 0
    if ignoresCase {
      for byte in UInt8(ascii: "A")...UInt8(ascii: "Z") { steps[Int(byte)] = steps[Int(byte.lowerCased)] }
    }
    self.steps = steps
  }

  public func firstMatch(in bytes: ArraySlice<UInt8>) -> Range<Int>? {
    let (text, steps) = (bytes.span, steps.span)
    var end = byteCount - 1
    while end < text.count {
      let step = steps[Int(text[end])]
      if step == 0, matches(text, from: end - byteCount + 1) {
        let start = bytes.startIndex + end - byteCount + 1
        return start..<start + byteCount
      }
      end += step == 0 ? stepFromLast : step
    }
    return nil
  }

  /// All that do not overlap, in order.
  public func matches(in bytes: ArraySlice<UInt8>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var rest = bytes
    while let match = firstMatch(in: rest) {
      found.append(match)
      rest = rest[match.upperBound...]
    }
    return found
  }

  /// Where each begins, overlapping others or not.
  func starts(in bytes: ArraySlice<UInt8>) -> [Int] {
    var starts: [Int] = []
    forEachStart(in: bytes) { starts.append($0) }
    return starts
  }

  /// How many there are, overlapping or not.
  func count(in bytes: ArraySlice<UInt8>) -> Int {
    var count = 0
    forEachStart(in: bytes) { _ in count += 1 }
    return count
  }

  private func forEachStart(in bytes: ArraySlice<UInt8>, _ body: (Int) -> Void) {
    var rest = bytes
    while let match = firstMatch(in: rest) {
      body(match.lowerBound)
      rest = rest[(match.lowerBound + 1)...]
    }
  }

  private func matches(_ text: Span<UInt8>, from start: Int) -> Bool {
    for index in 0..<byteCount where folded(text[start + index]) != wanted[index] { return false }
    return true
  }

  private func folded(_ byte: UInt8) -> UInt8 { ignoresCase ? byte.lowerCased : byte }
}

extension UInt8 {
  fileprivate var lowerCased: UInt8 { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self + 32 : self }
}
