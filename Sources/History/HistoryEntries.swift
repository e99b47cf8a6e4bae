public import Basics
public import Exchange

/// Makes the entries of many exchanges: what those of one request have in common is looked through for secrets and written
/// once. That is its draft, and all of a report that is the same as that of the one before, but for times.
public struct HistoryEntries: Sendable {
  private final class Common: Sendable {
    let draft: Draft
    let redaction: DraftRedaction
    let json: String

    init(_ draft: Draft) {
      self.draft = draft
      redaction = DraftRedaction(draft)
      json = DraftArchive.json(redaction.draft, lacksSecrets: redaction.lacksSecrets).description
    }
  }

  private struct Kept {
    let common: Common
    var last: LikeExchange?
  }

  /// What sends.
  private let command: String
  /// By the draft's name and address.
  private var kept: [String: Kept] = [:]
  private static let limit = 100
  /// A larger one is not held in memory for the next.
  private static let largestAnswer = 1 << 16

  public init(command: String) { self.command = command }

  /// - Parameters:
  ///   - draft: as it was asked for, with its insertions.
  ///   - now: for a report that does not say when it ended.
  /// - Returns: nil for a call that was never sent.
  public mutating func entry(of draft: Draft, _ report: Report, now: Timestamp) -> HistoryEntry? {
    guard report.secrets.isEmpty else {
      return HistoryEntry(ExchangeRecord(draft, report), command: command, now: now)
    }
    let key = (draft.name ?? "") + "\n" + draft.url
    let common = common(draft, key)
    if let entry = kept[key]?.last?.entry(of: report) { return entry }
    let record = ExchangeRecord(common.redaction, report)
    let entry = HistoryEntry(record, draft: common.json, command: command, now: now)
    let isSmall = record.answerByteCount <= Self.largestAnswer
    kept[key]?.last = isSmall ? entry.map { LikeExchange(report, $0) } : nil
    return entry
  }

  private mutating func common(_ draft: Draft, _ key: String) -> Common {
    if let known = kept[key]?.common, known.draft == draft { return known }
    if kept.count >= Self.limit { kept.removeAll() }
    let new = Common(draft)
    kept[key] = Kept(common: new)
    return new
  }
}
