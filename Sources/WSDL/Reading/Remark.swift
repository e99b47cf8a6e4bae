internal import Basics
internal import XML

/// A problem at an element.
struct Remark {
  var severity: DescriptionProblem.Severity
  var summary: String
  var detail: String
  var element: Located

  var problem: DescriptionProblem {
    DescriptionProblem(
      severity, summary.neutralised, detail: detail.neutralisedLines, file: element.file, line: element.element.line)
  }
}
