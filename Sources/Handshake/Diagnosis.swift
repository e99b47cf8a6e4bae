/// From evidence to ranked findings.
public enum Diagnosis {
  /// Ranked: errors before warnings before notes, a cause before its consequences; the first is the verdict. A failed
  /// exchange always has at least one error, if only the one that says where it stopped.
  public static func findings(for evidence: Evidence) -> [Finding] {
    var found = Rule.all.flatMap { $0.check(evidence) }
    if !found.contains(where: { $0.severity == .error }) { found += Rule.fallback.check(evidence) }
    let ranked = Finding.Severity.descending.flatMap { severity in found.filter { $0.severity == severity } }
    return dropRepeated(ranked)
  }

  /// Two rules may come to the same diagnosis; the first says it.
  private static func dropRepeated(_ findings: [Finding]) -> [Finding] {
    var codes: Set<String> = []
    return findings.filter { codes.insert($0.code).inserted }
  }
}

extension Finding.Severity {
  fileprivate static let descending: [Finding.Severity] = [.error, .warning, .note]
}
