internal import Basics
internal import Exchange
internal import Handshake

/// An exchange as it is written, for those after it that differ in times alone, as calls of a run over one connection do.
struct LikeExchange: Sendable {
  private let report: Report
  private let record: ExchangeRecord
  private let entry: HistoryEntry
  /// Made for the first of those.
  private var frames: Frames?

  init(_ report: Report, _ record: ExchangeRecord, _ entry: HistoryEntry) {
    (self.report, self.record, self.entry) = (report, record, entry)
  }

  /// The entry of a report with the same draft; nil when it says something else.
  mutating func entry(of other: Report) -> HistoryEntry? {
    guard isLike(other), let frames = frames ?? Frames(record) else { return nil }
    self.frames = frames
    var entry = entry
    entry.take(other, report: frames.report(other), handshake: frames.handshake(other))
    return entry
  }

  private func isLike(_ other: Report) -> Bool {
    other.refusal == nil && other.secrets.isEmpty && other.outcome.ending == .answered
      && report.outcome.isLike(other.outcome) && report.transcript.isQuiet(like: other.transcript)
      && report.response == other.response && report.findings == other.findings && report.wcf == other.wcf
      && report.ticket == other.ticket && report.preparation == other.preparation && report.target == other.target
  }
}

/// What is written of an exchange, with places for times and number.
private struct Frames {
  private let report: JSONFrame
  private let handshake: JSONFrame
  private let outcome: JSONFrame

  init?(_ record: ExchangeRecord) {
    let archive = ReportArchive.json(record.report)
    guard let report = JSONFrame(record.reportJSON, changing: ["timings"]),
      let handshake = JSONFrame(archive, changing: ["milestones", "outcome"]),
      let outcome = archive["outcome"].flatMap({ JSONFrame($0, changing: ["exchangeNumber"]) })
    else { return nil }
    (self.report, self.handshake, self.outcome) = (report, handshake, outcome)
  }

  func report(_ report: Report) -> String { self.report.text([report.outcome.timings.json.description]) }

  func handshake(_ report: Report) -> String {
    handshake.text([
      ReportArchive.milestones(report.transcript).description, outcome.text(["\(report.outcome.exchangeNumber)"]),
    ])
  }
}
