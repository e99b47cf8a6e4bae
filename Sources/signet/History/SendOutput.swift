internal import ArgumentParser
internal import Basics
internal import Exchange

/// What a command that sends one request prints of it.
struct SendOutput {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, body }

  var format: Format
  var trace: Bool
  var text: TextOptions

  /// The answer on standard output, the report on standard error; with json everything on standard output.
  func show(_ report: Report) {
    switch format {
    case .json: StandardOutput.write(report.json(withFields: trace).pretty + "\n")
    case .text, .body: StandardOutput.write(report.response?.message ?? [])
    }
    let isQuiet = (text.quiet || format == .body) && report.exitStatus == .answered
    if !isQuiet && format != .json || trace {
      let options = ReportText.Options(colors: text.colorsStandardError, trace: trace)
      StandardError.write(ReportText(report, options: options).text + "\n")
    }
  }
}
