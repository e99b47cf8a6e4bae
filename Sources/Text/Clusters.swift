internal import Basics

/// One step of the cursor: what is drawn for one character, and the bytes that it stands for.
public struct Cluster: Sendable, Hashable {
  public enum Kind: Sendable, Hashable { case character, tab, control, invalid }

  /// What to draw; never a control character.
  public var scalar: Unicode.Scalar
  /// The first combining mark on it, if any.
  public var mark: Unicode.Scalar?
  /// Columns.
  public var width: Int
  /// Bytes of the text that it stands for, at least 1.
  public var byteCount: Int
  public var kind: Kind
}

/// The characters of UTF-8 bytes of one line as a terminal draws them.
///
/// A character is a base with the marks and joiners that follow; of an emoji sequence only its first emoji is drawn.
/// Control characters become pictures (U+2400…), a byte that is not UTF-8 becomes U+FFFD in one column, and so do
/// characters that would hide or reorder text. A tab reaches to the next multiple of `tabWidth`.
public struct Clusters: Sequence, IteratorProtocol, Sendable {
  public static let tabWidth = 4

  private let bytes: ArraySlice<UInt8>
  private var position: Int
  /// The column after the last character.
  public private(set) var column: Int

  /// - Parameter column: where the first character stands, for the tabs.
  public init(_ bytes: ArraySlice<UInt8>, column: Int = 0) {
    self.bytes = bytes
    self.column = column
    position = bytes.startIndex
  }

  public init(_ text: String) { self.init(Array(text.utf8)[...]) }

  public mutating func next() -> Cluster? {
    guard position < bytes.endIndex else { return nil }
    let cluster = isPlain(position) && isPlain(position + 1) ? plain(bytes[position]) : joined()
    position += cluster.byteCount
    column += cluster.width
    return cluster
  }

  /// Passes over printable ASCII, one column each, up to `limit`; the last before anything else is left to `next`, for
  /// a mark may follow it.
  ///
  /// - Returns: bytes passed over.
  mutating func skipPlain(toColumn limit: Int) -> Int {
    let most = Swift.min(bytes.endIndex - position, Swift.max(0, limit - column))
    var end = position
    while end < position + most, bytes[end] >= 0x20, bytes[end] < 0x7F { end += 1 }
    if end < bytes.endIndex, end > position, !isPlain(end) { end -= 1 }
    let count = end - position
    position = end
    column += count
    return count
  }

  /// Printable ASCII, or the end: nothing that could join the character before it.
  private func isPlain(_ index: Int) -> Bool {
    index >= bytes.endIndex || (bytes[index] >= 0x20 && bytes[index] < 0x7F)
  }

  private func plain(_ byte: UInt8) -> Cluster {
    Cluster(scalar: Unicode.Scalar(byte), mark: nil, width: 1, byteCount: 1, kind: .character)
  }

  private func joined() -> Cluster {
    var cluster = base()
    guard cluster.kind == .character else { return cluster }
    var previous = cluster.scalar
    while let (scalar, count) = UTF8Decoding.scalar(in: bytes, at: position + cluster.byteCount),
      Self.joins(scalar, to: cluster, after: previous)
    {
      cluster.byteCount += count
      if cluster.mark == nil, scalar.isDrawnMark { cluster.mark = scalar }
      if scalar.isRegionalIndicator { cluster.width = 2 }
      previous = scalar
    }
    return cluster
  }

  private func base() -> Cluster {
    guard let (scalar, count) = UTF8Decoding.scalar(in: bytes, at: position) else {
      return Cluster(scalar: "\u{FFFD}", mark: nil, width: 1, byteCount: 1, kind: .invalid)
    }
    if scalar == "\t" {
      let width = Self.tabWidth - column % Self.tabWidth
      return Cluster(scalar: " ", mark: nil, width: width, byteCount: 1, kind: .tab)
    }
    let visible = scalar.neutralised
    if visible != scalar { return Cluster(scalar: visible, mark: nil, width: 1, byteCount: count, kind: .control) }
    let width = DisplayWidth.columns(of: scalar)
    if width > 0 { return Cluster(scalar: scalar, mark: nil, width: width, byteCount: count, kind: .character) }
    return Cluster(
      scalar: " ", mark: scalar.isDrawnMark ? scalar : nil, width: 1, byteCount: count, kind: .character)
  }

  private static func joins(_ scalar: Unicode.Scalar, to cluster: Cluster, after previous: Unicode.Scalar) -> Bool {
    if scalar.value < 0x300 { return false }
    if scalar.isRegionalIndicator { return cluster.scalar.isRegionalIndicator && cluster.width == 1 }
    if (0x1F3FB...0x1F3FF).contains(scalar.value) { return cluster.scalar.properties.isEmojiModifierBase }
    if previous == "\u{200D}", scalar.properties.isEmoji { return cluster.scalar.properties.isEmoji }
    return DisplayWidth.isZeroWidth(scalar)
  }
}

extension Unicode.Scalar {
  fileprivate var isRegionalIndicator: Bool { (0x1F1E6...0x1F1FF).contains(value) }

  /// Variation selectors and joiners are left out: terminals disagree on what they change.
  fileprivate var isDrawnMark: Bool {
    switch value {
    case 0x200C...0x200D, 0xFE00...0xFE0F, 0xE0100...0xE01EF: false
    default: DisplayWidth.isZeroWidth(self)
    }
  }
}
