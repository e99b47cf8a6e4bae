internal import Basics
internal import Exchange
internal import Handshake
internal import Synchronization

/// Tells how a run goes: a line for each request on standard output, and on a terminal where it stands.
final class RunProgress: Sendable {
  private let total: Int
  private let isQuiet: Bool
  private let colors: Bool
  private let writesLines: Bool
  private let isOnTerminal = StandardError.isTerminal
  private let count = Mutex(0)

  /// - Parameters:
  ///   - isQuiet: only what failed is told.
  ///   - writesLines: false when standard output belongs to something else.
  init(total: Int, isQuiet: Bool, colors: Bool, writesLines: Bool) {
    self.total = total
    self.isQuiet = isQuiet
    self.colors = colors
    self.writesLines = writesLines
  }

  func tell(_ result: RequestResult) {
    count.withLock { count in
      count += 1
      clear()
      if writesLines, !isQuiet || !result.passed { StandardOutput.write(lines(result)) }
      if isOnTerminal, !isQuiet, count < total { StandardError.write("[\(count)/\(total)]") }
    }
  }

  /// Takes the last words on a terminal away.
  func finish() { count.withLock { _ in clear() } }

  private func clear() {
    if isOnTerminal, !isQuiet { StandardError.write("\r\u{1B}[K") }
  }

  private func lines(_ result: RequestResult) -> String {
    let mark = result.passed ? paint("✓", 32) : paint("✗", 31)
    let attempts = result.attempts > 1 ? ", \(result.attempts) attempts" : ""
    let pass = result.pass > 1 ? " (pass \(result.pass))" : ""
    var lines = [
      "\(mark) \(result.file.neutralised)\(pass)  \(result.summary.withoutFullStop), "
        + "\(Int(result.elapsedMilliseconds.rounded())) ms\(attempts)"
    ]
    if result.passed { return lines[0] + "\n" }
    // The first stands in the line already.
    lines += result.failedAssertions.dropFirst().map { "    \($0.text.neutralised): \($0.detail.neutralised)" }
    if let refusal = result.refused {
      lines += (refusal.values + ["→ " + refusal.remedy]).map { "    " + $0 }
    } else if let verdict = result.report?.findings.first(where: { $0.severity == .error }) {
      lines +=
        (result.isAnswered ? ["    \(verdict.summary)"] : [])
        + verdict.remedies.map { "    → \($0.who.rawValue): \($0.text)" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func paint(_ text: String, _ color: Int) -> String { colors ? "\u{1B}[\(color)m\(text)\u{1B}[0m" : text }
}

extension String {
  /// A sentence after which more follows on the line.
  fileprivate var withoutFullStop: String { hasSuffix(".") ? String(dropLast()) : self }
}
