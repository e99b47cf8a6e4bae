/// What happens during a diagnosis, in order; the last one is always `finished`.
public enum DiagnosisEvent: Sendable {
  /// The probes that follow the first call.
  case planned([Probe])
  case began(Probe)
  case ended(ProbeResult)
  case finished(DiagnosisReport)
}
