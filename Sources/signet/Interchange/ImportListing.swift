internal import Basics
internal import Collections

/// What was found in another program's file and what was made of it, whatever the kind of file.
struct ImportListing {
  struct Problem {
    var severity: String
    var summary: String
    var detail: String
    /// Which of several files; nil for the only one.
    var file: String?
    /// 1-based; nil where it is not known.
    var line: Int?
  }

  /// What the file holds, a line each; shown before all else.
  var found: [String]
  /// The same for programs.
  var members: [JSONValue.Member]
  var requests: [StoredRequest]
  var isWritten: Bool
  /// A person's answers are wanted; `advice` says how they are given.
  var questions: [JSONValue]
  var questionTexts: [String]
  var notCarriedOver: [String]
  var problems: [Problem]

  var text: String {
    var lines = found
    if isWritten { lines += section("written", requests.map { $0.path + ".yaml" }) }
    lines += section("questions", questionTexts)
    lines += section("not carried over", notCarriedOver)
    lines += section(
      "problems",
      problems.map { problem in
        let line = problem.line.map { "line \($0): " } ?? ""
        let file = problem.file.map { "\($0.neutralised): " } ?? ""
        let detail = problem.detail.split(separator: "\n").map { "\n    " + $0 }.joined()
        return "\(problem.severity): \(file)\(line)\(problem.summary)\(detail)"
      })
    return lines.joined(separator: "\n") + "\n"
  }

  private func section(_ title: String, _ items: [String]) -> [String] {
    items.isEmpty ? [] : ["", title + ":"] + items.map { "  " + $0 }
  }

  var json: JSONValue {
    .object(
      members + [
        .init("requests", .array(isWritten ? requests.map(\.json) : [])),
        .init("questions", .array(questions)),
        .init("notCarriedOver", .strings(notCarriedOver)),
        .init("problems", .array(problems.map(\.json))),
      ])
  }
}

extension ImportListing.Problem {
  fileprivate var json: JSONValue {
    [
      "severity": .string(severity), "summary": .string(summary), "detail": .string(detail),
      "file": .optional(file),
      "line": .optional(line),
    ]
  }
}

extension StoredRequest {
  fileprivate var json: JSONValue {
    [
      "file": .string(path + ".yaml"), "name": .string(name), "url": .optional(document.url),
      "action": .optional(document.action), "envelope": .string(path + ".xml"),
    ]
  }
}
