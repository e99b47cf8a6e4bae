internal import Basics
internal import XML

/// A problem at an element; the line is looked up when all are known, with one look at each document.
struct Remark {
  var severity: DescriptionProblem.Severity
  var summary: String
  var detail: String
  var element: Located

  static func problems(_ remarks: [Remark], in documents: [LoadedDocument]) -> [DescriptionProblem] {
    let paths = Dictionary(grouping: remarks, by: \.element.file).mapValues { Set($0.map(\.element.path)) }
    let lines = documents.reduce(into: [String: [XMLPath: Int]]()) { lines, document in
      if let wanted = paths[document.location] { lines[document.location] = document.lines(of: wanted) }
    }
    return remarks.map { remark in
      DescriptionProblem(
        remark.severity, remark.summary.neutralised, detail: remark.detail.neutralisedLines, file: remark.element.file,
        line: lines[remark.element.file]?[remark.element.path])
    }
  }
}
