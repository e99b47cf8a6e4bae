internal import Basics
internal import Collections

extension IdentitiesFile {
  /// The identities; what keeps others from being read is told on standard error, for it looks as if they were not there.
  func loadTellingProblems() -> Identities {
    let (identities, problems) = load()
    for problem in problems { StandardError.write(problem.description.neutralised + "\n") }
    return identities
  }
}
