internal import Certificates
internal import Handshake

/// One line of the handshake pane. What it says is put together when it is drawn: of thousands, few are.
struct HandshakeRow {
  enum Content {
    case line(Toned)
    case message(Int)
    case field(Transcript.Field)
    /// Sixteen of the bytes that the row stands for.
    case hex(row: Int)
    case authority(Int)
    case comparison(TranscriptComparison.Row)
    case item(TranscriptComparison.Item)
  }

  /// What Enter goes to.
  enum Target: Equatable {
    case message(Int)
    case setting(WorkbenchSetting.Place)
  }

  /// The bytes that a row stands for: of a message or a record, or of a field in it.
  struct Place: Equatable {
    /// What the bytes are: `ClientHello`, `Application Data record`.
    var title: String
    var bytes: [UInt8]
    /// Those of the field; nil for all of them.
    var range: Range<Int>?
    /// The message that they are; nil for a record.
    var message: Int?
  }

  var depth = 0
  var content: Content
  /// What opens or closes here; nil when nothing does.
  var node: HandshakeNode?
  /// Where the exchange broke.
  var isBroken = false
  var target: Target?
  var place: Place?
  /// What is meant when the certificate is copied.
  var certificate: CertificateFacts?
}

/// Rows, of which many alike are one entry with a count.
struct HandshakeRowList {
  private struct Run {
    var start: Int
    var row: (Int) -> HandshakeRow
  }

  private var runs: [Run] = []
  private(set) var count = 0

  mutating func append(_ row: HandshakeRow) { append(count: 1) { _ in row } }

  mutating func append(count: Int, _ row: @escaping (Int) -> HandshakeRow) {
    guard count > 0 else { return }
    runs.append(Run(start: self.count, row: row))
    self.count += count
  }

  var indices: Range<Int> { 0..<count }

  subscript(index: Int) -> HandshakeRow {
    var (low, high) = (0, runs.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if runs[middle].start <= index { low = middle } else { high = middle - 1 }
    }
    return runs[low].row(index - runs[low].start)
  }

  /// The row of something that opens. What stands in a run of many does not open.
  func index(of node: HandshakeNode) -> Int? { runs.first { $0.row(0).node == node }?.start }

  func firstIndex(where isWanted: (HandshakeRow) -> Bool) -> Int? { runs.first { isWanted($0.row(0)) }?.start }

  /// The row that a row is in: the nearest before it that stands further out.
  func parent(of index: Int) -> Int? {
    let depth = self[index].depth
    return (0..<index).last { self[$0].depth < depth }
  }
}
