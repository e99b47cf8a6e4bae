internal import ArgumentParser
internal import Basics
internal import Collections
internal import Exchange
internal import Interchange

/// What every export of calls takes, and how it goes.
struct ExportOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("A request's file, or a folder: all requests in it.", valueName: "request"))
  var request: String
  @OptionGroup var variables: VariableOptions

  /// Writes the calls to standard output, what they cannot say to standard error.
  func run(_ kind: ExportKind) throws {
    let calls = try commandLine { try ExportSource(path: request, choice: variables.choice()).calls() }
    if kind == .zeep, calls.allSatisfy({ $0.description == nil }) {
      throw CommandStop(ExportError.noDescription(request), .usage)
    }
    let written = kind.written(calls)
    StandardOutput.write(written.text)
    for text in calls.openPlaceholders + written.notCarriedOver { StandardError.write("not carried over: \(text)\n") }
  }
}
