internal import ArgumentParser
internal import Glibc

/// How results are shown.
struct TextOptions: ParsableArguments {
  enum Color: String, ExpressibleByArgument, CaseIterable { case auto, always, never }

  @Flag(name: .long, help: "Nothing but the answer and errors.")
  var quiet = false
  @Option(name: .long, help: "auto, always or never; NO_COLOR is honoured.")
  var color = Color.auto

  /// Whether text on standard error is coloured.
  var colorsStandardError: Bool { colors(StandardError.isTerminal) }

  var colorsStandardOutput: Bool { colors(StandardOutput.isTerminal) }

  private func colors(_ isTerminal: Bool) -> Bool {
    switch color {
    case .always: true
    case .never: false
    case .auto: isTerminal && getenv("NO_COLOR") == nil
    }
  }
}
