internal import Basics

extension RunResult {
  /// The run in the Test Anything Protocol, version 13.
  public var tap: String {
    let total = results.count + skipped.count
    var lines = ["TAP version 13", "1..\(total)"]
    for (index, result) in results.enumerated() {
      lines.append("\(result.passed ? "ok" : "not ok") \(index + 1) - \(plain(result.file))")
      if result.passed { continue }
      lines.append("  ---")
      lines.append("  message: \(JSONValue.string(result.summary))")
      lines.append("  exitStatus: \(result.status.rawValue)")
      let failed = result.failedAssertions
      if !failed.isEmpty {
        lines.append("  assertions:")
        for one in failed {
          lines.append("    - text: \(JSONValue.string(one.text))")
          lines.append("      found: \(JSONValue.string(one.detail))")
        }
      }
      lines.append("  ...")
    }
    for (index, file) in skipped.enumerated() {
      lines.append("ok \(results.count + index + 1) - \(plain(file)) # SKIP not sent")
    }
    if isInterrupted { lines.append("Bail out! interrupted") }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A number sign would begin a directive.
  private func plain(_ text: String) -> String {
    String(String.UnicodeScalarView(text.neutralised.unicodeScalars.map { $0 == "#" ? "＃" : $0 }))
  }
}
