/// Finds places in a text that is being edited. What stands before the first change since the last place is not gone through
/// again: a key costs the same wherever in a long text it is pressed.
public struct XMLPlaceFinder: Sendable {
  private var text = Rope([])
  /// In the order of their positions.
  private var marks: [XMLPlace.Mark] = []
  /// Bytes that were gone through for the last place.
  public private(set) var scannedByteCount = 0

  public init() {}

  /// - Parameters:
  ///   - offset: in bytes.
  ///   - bytes: those of the text.
  /// - Returns: nil in comments and the like.
  public mutating func place(at offset: Int, in text: Rope, bytes: [UInt8]) -> XMLPlace? {
    let same = text.sharedStart(with: self.text)
    self.text = text
    // What ends a node is the byte behind it.
    marks.removeAll { $0.position >= same }
    let offset = min(max(0, offset), bytes.count)
    let first = marks.last { $0.position <= offset }
    var scan = XMLPlace.Scan(bytes, from: first)
    let place = XMLPlace(at: offset, in: bytes, &scan)
    scannedByteCount = offset - (first?.position ?? 0)
    marks = (marks + scan.marks).sorted { $0.position < $1.position }.suffix(Self.mostMarks)
    return place
  }

  private static let mostMarks = 16
}
