/// Finds places in a text that is being edited. What stands before the first change since the last place is neither copied nor
/// gone through again, and marks all over the text let a look begin near any place: a key costs the same wherever in a long
/// text it is pressed.
public struct XMLPlaceFinder: Sendable {
  private var text = Rope([])
  /// The start of the text, as far as it was needed.
  private var bytes: [UInt8] = []
  /// In the order of their positions, nearer to the last place the closer together.
  private var marks: [XMLPlace.Mark] = []
  /// One every `XMLPlace.Scan.grid` bytes of what was gone through.
  private var grid: [XMLPlace.Mark] = []
  /// Bytes that were gone through for the last place.
  public private(set) var scannedByteCount = 0

  public init() {}

  /// As many bytes must be gone through to find the place.
  public func distance(to offset: Int, in text: Rope) -> Int {
    let same = text.sharedStart(with: self.text)
    let near = [marks, grid].compactMap { $0.last { $0.position <= offset && $0.position < same }?.position }.max()
    return max(0, min(offset, text.byteCount) - (near ?? 0))
  }

  /// - Parameter offset: in bytes.
  /// - Returns: nil in comments and the like. Of what follows, the next 128 KiB are looked at.
  public mutating func place(at offset: Int, in text: Rope) -> XMLPlace? {
    let offset = min(max(0, offset), text.byteCount)
    adopt(text, to: min(text.byteCount, offset + Self.sight))
    let first = [marks, grid].compactMap { $0.last { $0.position <= offset } }.max { $0.position < $1.position }
    var scan = XMLPlace.Scan(bytes, from: first)
    let place = XMLPlace(at: offset, in: bytes, &scan)
    scannedByteCount = offset - (first?.position ?? 0)
    marks = (marks + scan.marks).sorted { $0.position < $1.position }.suffix(Self.mostMarks)
    if !scan.gridMarks.isEmpty { grid = (grid + scan.gridMarks).sorted { $0.position < $1.position } }
    return place
  }

  private mutating func adopt(_ text: Rope, to end: Int) {
    let same = text.sharedStart(with: self.text)
    self.text = text
    // What ends a node is the byte behind it.
    marks.removeAll { $0.position >= same }
    grid.removeAll { $0.position >= same }
    if same < bytes.count { bytes.removeSubrange(same...) }
    if bytes.count < end { bytes += text.bytes(in: bytes.count..<end) }
  }

  private static let mostMarks = 16
  private static let sight = 128 << 10
}
