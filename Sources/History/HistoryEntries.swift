public import Basics
public import Exchange

/// Makes the entries of many exchanges: what those of one request have in common is looked through for secrets and written
/// once. That is its draft, and all of a report that is the same as that of one before, but for times.
public struct HistoryEntries: Sendable {
  final class Common: Sendable {
    let draft: Draft
    let redaction: DraftRedaction
    let json: String

    init(_ draft: Draft) {
      self.draft = draft
      redaction = DraftRedaction(draft)
      json = DraftArchive.json(redaction.draft, lacksSecrets: redaction.lacksSecrets).description
    }
  }

  struct Kept {
    let common: Common
    /// The newest last.
    var recent: [LikeExchange] = []
  }

  /// What sends.
  private let command: String
  /// By the draft's name and address.
  private(set) var kept: [String: Kept] = [:]
  private static let limit = 100
  /// Answers of a server take turns: when it is quick, its first byte comes before or after the request's last.
  private static let recentLimit = 4
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
    let recent = kept[key]?.recent ?? []
    for like in recent { if let entry = like.entry(again: report) { return entry } }
    for (index, like) in recent.enumerated() {
      guard let entry = like.entry(of: report) else { continue }
      kept[key]?.recent[index] = like.renewed(report)
      return entry
    }
    let record = ExchangeRecord(common.redaction, report)
    guard let entry = HistoryEntry(record, draft: common.json, command: command, now: now) else { return nil }
    if record.answerByteCount <= Self.largestAnswer { keep(LikeExchange(report, entry), key) }
    return entry
  }

  private mutating func keep(_ like: LikeExchange, _ key: String) {
    if kept[key]?.recent.count == Self.recentLimit { kept[key]?.recent.removeFirst() }
    kept[key]?.recent.append(like)
  }

  private mutating func common(_ draft: Draft, _ key: String) -> Common {
    if let known = kept[key]?.common, known.draft == draft { return known }
    if kept.count >= Self.limit { kept.removeAll() }
    let new = Common(draft)
    kept[key] = Kept(common: new)
    return new
  }
}
