public import Basics
public import Exchange

/// Makes the entries of many exchanges: what those of one request have in common, its draft, is looked through for secrets
/// and written once.
public struct HistoryEntries: Sendable {
  private struct Kept {
    var draft: Draft
    var redaction: DraftRedaction
    var json: String
  }

  /// What sends.
  private let command: String
  /// By the draft's name and address.
  private var kept: [String: Kept] = [:]
  private static let limit = 100

  public init(command: String) { self.command = command }

  /// - Parameters:
  ///   - draft: as it was asked for, with its insertions.
  ///   - now: for a report that does not say when it ended.
  /// - Returns: nil for a call that was never sent.
  public mutating func entry(of draft: Draft, _ report: Report, now: Timestamp) -> HistoryEntry? {
    guard report.secrets.isEmpty else {
      return HistoryEntry(ExchangeRecord(draft, report), command: command, now: now)
    }
    let common = common(draft)
    return HistoryEntry(ExchangeRecord(common.redaction, report), draft: common.json, command: command, now: now)
  }

  private mutating func common(_ draft: Draft) -> Kept {
    let key = (draft.name ?? "") + "\n" + draft.url
    if let known = kept[key], known.draft == draft { return known }
    let redaction = DraftRedaction(draft)
    let json = DraftArchive.json(redaction.draft, lacksSecrets: redaction.lacksSecrets).description
    if kept.count >= Self.limit { kept.removeAll() }
    let new = Kept(draft: draft, redaction: redaction, json: json)
    kept[key] = new
    return new
  }
}
