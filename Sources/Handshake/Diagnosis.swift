/// From evidence to ranked findings.
public enum Diagnosis {
  /// Ranked: errors before warnings before notes, a cause before its consequences; the first is the verdict. No finding
  /// is an error when the exchange worked.
  public static func findings(for evidence: Evidence) -> [Finding] {
    let found = Rule.all.flatMap { $0.check(evidence) }
    let errors = found.filter { $0.severity == .error }
    let others = found.filter { $0.severity != .error }.sorted { $0.severity > $1.severity }
    return errors + others
  }
}
