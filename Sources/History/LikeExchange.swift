internal import Basics
internal import Exchange
internal import Handshake

/// An exchange as it is written, for those after it that differ in times alone, as calls of a run over one connection do.
final class LikeExchange: Sendable {
  private let report: Report
  private let entry: HistoryEntry

  init(_ report: Report, _ entry: HistoryEntry) { (self.report, self.entry) = (report, entry) }

  /// The entry of a report with the same draft; nil when it says something else.
  func entry(of other: Report) -> HistoryEntry? { isLike(other) ? entry.like(other) : nil }

  /// The same for a report of which that is known.
  func entry(again other: Report) -> HistoryEntry? { other.isAgain(report) ? entry.like(other) : nil }

  /// With a report that says the same: those after it are known by that.
  func renewed(_ other: Report) -> LikeExchange { LikeExchange(other, entry) }

  private func isLike(_ other: Report) -> Bool {
    other.refusal == nil && other.secrets.isEmpty && other.outcome.ending == .answered
      && report.outcome.isLike(other.outcome) && report.transcript.isQuiet(like: other.transcript)
      && report.response == other.response && report.findings == other.findings && report.wcf == other.wcf
      && report.ticket == other.ticket && report.preparation == other.preparation && report.target == other.target
  }
}
