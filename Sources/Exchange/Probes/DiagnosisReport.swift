public import Basics
internal import Handshake

/// A diagnosis as it can be handed to the other side: the call as it is configured, every probe, and the verdict.
///
/// Its renderings hold no secret: no key, password or proxy credential, no value of a header that the caller set, no
/// value of the URL's query, no folder of this computer, and no body.
public struct DiagnosisReport: Sendable {
  /// The call as it is configured; made with GET when only that says why it is refused.
  public var first: Report
  /// In the order they were made; the first is the call as it is configured.
  public var results: [ProbeResult]
  public var verdict: Verdict
  public var startedAt: Timestamp
  public var endedAt: Timestamp
  /// Planned and not made, because the time was up or somebody stopped the diagnosis.
  public var omitted: [Probe]
  public var wasStopped: Bool

  /// - Parameter results: the first is the call as it is configured.
  public init(
    first: Report, results: [ProbeResult], startedAt: Timestamp, endedAt: Timestamp, omitted: [Probe] = [],
    wasStopped: Bool = false
  ) {
    self.first = first
    self.results = results
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.omitted = omitted
    self.wasStopped = wasStopped
    verdict = Verdict(first, results)
  }

  /// How a command that made this diagnosis ends: as the call itself would, unless it was stopped, or only HEAD was
  /// refused or not answered.
  public var exitStatus: ExitStatus {
    if wasStopped { return .interrupted }
    if verdict.finding == nil, verdict.certainty == .confirmed { return .answered }
    var judged = first
    judged.findings = verdict.finding.map { [$0] } ?? []
    let status = judged.exitStatus
    return status == .answered && verdict.finding != nil ? .protocolViolation : status
  }

  /// For people: lines without a trailing line end.
  public var text: String { document.text }
  /// For a ticket: Markdown (CommonMark with tables), without a trailing line end.
  public var markdown: String { document.markdown }

  private var document: DiagnosisDocument { DiagnosisDocument(self) }
}
