internal import Basics
internal import Collections
internal import WSDL

extension ImportListing {
  /// What an import of a description wrote.
  ///
  /// - Parameter kept: files of the description that were kept beside the requests.
  init(_ description: ServiceDescription, _ operations: ImportedOperations, kept: [String]) {
    let identities = Set(operations.requests.compactMap(\.document.identity)).sorted()
    let files = identities.map {
      "Which file holds the client certificate that the identity '\($0)' stands for?".neutralised
    }
    let secrets = operations.variables.map {
      "Where is the value of \($0.name)? A header block needs it: it is asked for (prompt:); or say its source: env:NAME, "
        + "file:PATH, keyring:NAME or command:COMMAND."
    }
    let questions = files + secrets
    self.init(
      found: ["\(operations.requests.count) requests, the description in:"] + kept.map { "  \($0)".neutralised },
      members: [.init("kept", .strings(kept))], requests: operations.requests, isWritten: true,
      questions: questions.map { ["text": .string($0)] }, questionTexts: questions,
      notCarriedOver: operations.notCarriedOver,
      problems: (description.problems + operations.problems).map { problem in
        Problem(
          severity: problem.severity.rawValue, summary: problem.summary, detail: problem.detail, file: problem.file,
          line: problem.line)
      })
  }
}
