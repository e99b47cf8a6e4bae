internal import Screen

// The names of files that are written.
extension Model {
  /// Asks for the path, with a name that would do.
  mutating func promptForNewFile(_ use: Prompt.Use, _ title: String, _ name: String, _ what: String) -> [Effect] {
    let effects = prompt(use, title, name, hint: "\(what); ~ is your own folder")
    if let index = popups.indices.last, case .prompt(let asked) = popups[index].purpose, asked.use == use {
      popups[index].field = InputField(proposing: name)
    }
    return effects
  }

  /// Of the current request, in the current folder: `GetOrders-answer.xml`.
  func suggestedFile(_ ending: String) -> String {
    let name = current?.name ?? "signet"
    return name.map { $0 == "/" || $0 == " " ? "-" : String($0) }.joined() + ending
  }

  /// Asks again when nothing could be written there; below what is said about it.
  mutating func askForFileAgain(after problem: Problem) {
    guard let (prompt, text) = lastFilePrompt, Self.codesOfPaths.contains(problem.code) else { return }
    lastFilePrompt = nil
    popups.append(Popup(.prompt(prompt), text: text))
  }

  private static let codesOfPaths: Set<String> = ["file", "file-exists", "not-a-file"]
}
