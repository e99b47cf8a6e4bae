internal import ArgumentParser
internal import Collections

/// What the placeholders of a collection's requests stand for: shared by everything that sends them.
struct VariableOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("The collection's environment: a file of environments/.", valueName: "NAME"))
  var env: String?
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Value of {{NAME}}, above all others; env:, file:, keyring:, command: or prompt: name the source of a secret. Repeatable.",
      valueName: "NAME=VALUE"))
  var variable: [String] = []

  var isGiven: Bool { env != nil || !variable.isEmpty }

  /// - Throws: `ValidationError` for what is no `NAME=VALUE`.
  func choice() throws -> VariableChoice {
    // What is given last wins.
    VariableChoice(environment: env, given: try variable.reversed().map(read))
  }

  private func read(_ text: String) throws -> Variable {
    guard let variable = Variable(assignment: text) else {
      throw ValidationError(
        "--variable: the form is NAME=VALUE, the name of letters, digits, '_', '-' and '.'. (The text is not shown.)")
    }
    return variable
  }
}
