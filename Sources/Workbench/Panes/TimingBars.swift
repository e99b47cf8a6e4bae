internal import Basics
internal import Screen

/// The phases of an exchange, each with the time of its end and a bar from the end of the one before.
struct TimingBars {
  private let phases: [(name: String, end: Double?)]
  private let columns: Int

  private static let labelColumns = 16
  private static let timeColumns = 10
  /// What is narrower says nothing.
  private static let leastColumns = 8

  /// - Parameter phases: in order, with the milliseconds since the start; nil for one that was not reached.
  init(_ phases: [(String, Double?)], columns: Int) {
    self.phases = phases.map { (name: $0.0, end: $0.1) }
    self.columns = columns - Self.labelColumns - Self.timeColumns
  }

  var rows: [Toned] {
    let total = phases.compactMap(\.end).max() ?? 0
    var start = 0.0
    return phases.map { phase in
      defer { start = max(start, phase.end ?? start) }
      let label = Self.padded(phase.name, to: Self.labelColumns)
      guard let end = phase.end else { return [.init(label, .dim), .init("not reached")] }
      let time = Elapsed.text(milliseconds: end)
      guard columns >= Self.leastColumns, total > 0 else { return [.init(label, .dim), .init(time)] }
      return [.init(label, .dim), .init(Self.padded(time, to: Self.timeColumns)), .init(bar(start, end, total), .note)]
    }
  }

  /// At least one column, so that a phase is seen that took next to no time.
  private func bar(_ start: Double, _ end: Double, _ total: Double) -> String {
    let first = min(columns - 1, Int(start / total * Double(columns)))
    let last = max(first + 1, min(columns, Int((end / total * Double(columns)).rounded())))
    return String(repeating: " ", count: first) + String(repeating: "━", count: last - first)
  }

  private static func padded(_ text: String, to columns: Int) -> String {
    text + String(repeating: " ", count: max(0, columns - text.count))
  }
}
