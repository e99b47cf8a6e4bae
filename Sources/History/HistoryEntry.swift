public import Basics
internal import Certificates
public import Exchange
internal import Handshake

/// One exchange as it is written: its line, its texts, and what is needed to show and to send it again.
public struct HistoryEntry: Sendable {
  /// The number is 0 until it is written.
  public var summary: PastExchange
  public var requestBytes: Int
  public var answerBytes: Int
  let message: HistoryMessage
  /// What it has of its own where the message is that of another before it: JSON, see `HistorySchema`.
  var times: String?

  /// - Parameters:
  ///   - command: what sent it.
  ///   - now: for a report that does not say when it ended.
  /// - Returns: nil for a call that was never sent.
  public init?(_ record: ExchangeRecord, command: String, now: Timestamp) {
    self.init(
      record, draft: DraftArchive.json(record.draft, lacksSecrets: record.lacksSecrets).description, command: command,
      now: now)
  }

  /// - Parameter draft: the record's, as `DraftArchive` writes it.
  init?(_ record: ExchangeRecord, draft: String, command: String, now: Timestamp) {
    let report = record.report
    guard report.refusal == nil, let ticket = report.ticket else { return nil }
    summary = PastExchange(
      number: 0, time: report.endedAt ?? now, command: command, collection: record.draft.folder,
      request: record.draft.name, url: ticket.url, method: ticket.method, action: ticket.action,
      status: report.response?.status, outcome: report.exitStatus.name, findings: report.findings.map(\.code),
      durationMilliseconds: report.outcome.timings.totalMs, tlsVersion: report.transcript.version?.description,
      certificateSubject: ticket.identity?.chain.certificates.first?.subject.description)
    requestBytes = ticket.byteCount
    answerBytes = record.answerByteCount
    message = HistoryMessage(
      request: record.request, answer: record.answer, isRequestCut: record.isRequestCut,
      isAnswerCut: record.isAnswerCut, report: record.reportJSON.description, draft: draft,
      handshake: ReportArchive.json(report).description, listed: summary.listed)
  }

  /// The entry of a later exchange that differs from this one in times alone.
  func like(_ report: Report) -> HistoryEntry {
    var entry = self
    entry.summary.time = report.endedAt ?? summary.time
    entry.summary.durationMilliseconds = report.outcome.timings.totalMs
    entry.times = ReportArchive.times(report)
    return entry
  }
}

extension PastExchange {
  /// What a list shows of it and a search in the list goes through.
  fileprivate var listed: String {
    ([request, url] + findings + [outcome]).compactMap(\.self).joined(separator: " ")
  }
}

extension ExchangeRecord {
  /// The report, without what stands beside it, and with the sizes as they were.
  var reportJSON: JSONValue {
    guard case .object(var members) = report.json(withFields: false),
      let place = members.firstIndex(where: { $0.name == "response" }),
      case .object(var response) = members[place].value
    else { return report.json }
    for index in response.indices {
      switch response[index].name {
      case "body": response[index].value = .null
      case "bytes": response[index].value = .int(answerByteCount)
      case "attachments": response[index].value = attachments(response[index].value)
      default: break
      }
    }
    members[place].value = .object(response)
    return .object(members)
  }

  private func attachments(_ value: JSONValue) -> JSONValue {
    guard case .array(let parts) = value else { return value }
    return .array(
      zip(parts, attachmentByteCounts).map { part, count in
        guard case .object(let members) = part else { return part }
        return .object(
          members.map { member in
            switch member.name {
            case "bytes": JSONValue.Member("bytes", .int(count))
            case "base64": JSONValue.Member("base64", .null)
            default: member
            }
          })
      })
  }
}
