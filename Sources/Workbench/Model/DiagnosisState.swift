internal import Exchange
internal import Handshake
internal import Screen

/// One diagnosis as far as it is known.
struct DiagnosisState: Sendable {
  let number: Int
  /// What was asked for, before any password was put into it.
  let source: Draft
  let startedAtMilliseconds: Int
  private(set) var elapsedMilliseconds = 0
  private(set) var results: [ProbeResult] = []
  /// The one that runs.
  private(set) var current: Probe?
  /// Those that may follow.
  private(set) var left: [Probe] = []
  private(set) var report: DiagnosisReport?
  var scroll = ScrollState()

  init(number: Int, source: Draft, startedAtMilliseconds: Int) {
    self.number = number
    self.source = source
    self.startedAtMilliseconds = startedAtMilliseconds
  }

  var isRunning: Bool { report == nil }

  mutating func tick(_ milliseconds: Int) {
    if isRunning { elapsedMilliseconds = milliseconds - startedAtMilliseconds }
  }

  mutating func take(_ event: DiagnosisEvent) {
    switch event {
    case .planned(let probes): left = probes
    case .began(let probe):
      current = probe
      left.removeAll { $0.name == probe.name }
    case .ended(let result):
      current = nil
      results.append(result)
    case .finished(let report):
      self.report = report
      (current, left) = (nil, [])
      results = report.results
    }
  }
}
