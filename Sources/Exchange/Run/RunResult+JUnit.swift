internal import Basics
internal import Handshake

extension RunResult {
  /// The run as JUnit XML, as the readers of Jenkins and GitLab take it: a test case for each request, a failure for
  /// assertions that do not hold, an error for a call that could not be made. It follows the schema of Jenkins's xUnit
  /// plugin (junit-10.xsd) and the stricter one of Ant's reports (JUnit.xsd).
  public var junit: String {
    let errors = results.count { !$0.passed && $0.failedAssertions.isEmpty }
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    let counts =
      "tests=\"\(results.count + skipped.count)\" failures=\"\(failedCount - errors)\" errors=\"\(errors)\" "
      + "skipped=\"\(skipped.count)\" time=\"\(seconds(elapsedMilliseconds))\""
    let names = "name=\"\(escaped(name))\" package=\"\(escaped(name))\" id=\"0\" hostname=\"localhost\""
    text += "<testsuites>\n"
    text += "  <testsuite \(names) timestamp=\"\(startedAt.description.dropLast())\" \(counts)>\n    <properties/>\n"
    for result in results { text += testCase(result) }
    for file in skipped { text += "    \(opening(file, 0))><skipped/></testcase>\n" }
    return text + "    <system-out/>\n    <system-err/>\n  </testsuite>\n</testsuites>\n"
  }

  private func testCase(_ result: RequestResult) -> String {
    let name = result.pass > 1 ? "\(result.file) (pass \(result.pass))" : result.file
    let opening = "    " + opening(name, result.elapsedMilliseconds)
    if result.passed { return opening + "/>\n" }
    let failed = result.failedAssertions
    let element = failed.isEmpty ? "error" : "failure"
    let type = failed.isEmpty ? result.errorType : "assertion"
    let lines = failed.map { "\($0.text): \($0.detail)" } + (failed.isEmpty ? details(result) : [])
    return opening + ">\n      <\(element) type=\"\(escaped(type))\" message=\"\(escaped(result.summary))\">"
      + "\(escaped(lines.joined(separator: "\n"), isContent: true))</\(element)>\n    </testcase>\n"
  }

  private func details(_ result: RequestResult) -> [String] {
    if let refusal = result.refused { return [refusal.message] }
    return (result.report?.findings ?? []).filter { $0.severity == .error }.flatMap { finding in
      [finding.summary, finding.detail] + finding.remedies.map { "→ \($0.who.rawValue): \($0.text)" }
    }
  }

  private func opening(_ name: String, _ milliseconds: Double) -> String {
    let parts = name.split(separator: "/")
    let suite = parts.count > 1 ? self.name + "." + parts.dropLast().joined(separator: ".") : self.name
    return "<testcase classname=\"\(escaped(suite))\" name=\"\(escaped(name))\" time=\"\(seconds(milliseconds))\""
  }

  private func seconds(_ milliseconds: Double) -> String {
    let whole = Int(milliseconds.rounded())
    let fraction = String(whole % 1000)
    return "\(whole / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
  }

  private func escaped(_ text: String, isContent: Bool = false) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { scalars.append(scalar.isInXML ? scalar : "\u{FFFD}") }
    let escaped = String(decoding: String(scalars).utf8.xmlEscaped(), as: UTF8.self)
    return isContent ? escaped.replacingAll("&#10;", "\n") : escaped
  }
}

extension RequestResult {
  /// The code of what kept it from passing.
  fileprivate var errorType: String {
    refused?.code ?? report?.findings.first { $0.severity == .error }?.code ?? "exit-status-\(status.rawValue)"
  }
}

extension String {
  fileprivate func replacingAll(_ text: String, _ value: String) -> String {
    String(decoding: Array(utf8).replacing([(Array(text.utf8), Array(value.utf8))]), as: UTF8.self)
  }
}
