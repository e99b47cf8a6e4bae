public import Basics
internal import Exchange

/// Why placeholders could not be replaced.
public enum VariableError: Remediable, Equatable {
  case unknownEnvironment(String, known: [String])
  /// - Parameter givenBy: path of a request whose answer would give it.
  case unknown(Place, name: String, known: [String], givenBy: String?)
  case unknownBuiltIn(Place, name: String)
  case wrongArgument(Place, builtIn: String, hint: String, example: String)
  case notClosed(Place)
  /// A value that stands for itself in the end.
  case circle(Place, names: [String])
  case tooLong(Place, limit: Int)
  /// What is read when the call is sent, in a field that decides before.
  case notHere(Place, field: String, why: String)
  /// The value is none of those the field can have; the sources say where each variable of it is from.
  case wrongValue(Place, field: String, value: String, hint: String, sources: [String])
  case notInXML(Place)

  /// Where the placeholder stands.
  public struct Place: Sendable, Hashable {
    /// Relative to the collection's folder; nil for the command line.
    public var file: String?
    public var position: SourcePosition?
    /// As it is written: `{{name}}`.
    public var text: String

    public init(file: String?, position: SourcePosition? = nil, text: String) {
      self.file = file
      self.position = position
      self.text = text
    }

    var description: String {
      guard let file else { return "command line: \(text)".neutralised }
      return "\(file):".neutralised + (position.map { "\($0.line):\($0.column):" } ?? "") + " \(text.neutralised)"
    }
  }

  public var code: String {
    switch self {
    case .unknownEnvironment: "unknown-environment"
    case .unknown: "unknown-variable"
    case .unknownBuiltIn: "unknown-built-in"
    case .wrongArgument: "wrong-argument"
    case .notClosed: "placeholder-not-closed"
    case .circle: "variable-circle"
    case .tooLong: "variable-too-long"
    case .notHere: "variable-not-here"
    case .wrongValue: "variable-wrong-value"
    case .notInXML: "variable-not-in-xml"
    }
  }

  public var summary: String {
    switch self {
    case .unknownEnvironment(let name, let known):
      NearestWord.sentence("There is no environment '\(name.neutralised)'", name, among: known)
    case .unknown(_, let name, _, let request?):
      "'\(name.neutralised)' is not known before '\(request.neutralised)' is answered, which captures it."
    case .unknown(_, let name, let known, nil):
      NearestWord.sentence("No variable is called '\(name.neutralised)'", name, among: known)
    case .unknownBuiltIn(_, let name):
      NearestWord.sentence(
        "Nothing built in is called '\(name.neutralised)'", name, among: BuiltIn.all.map(\.word))
    case .wrongArgument(_, let builtIn, let hint, _):
      hint.isEmpty ? "\(builtIn) takes nothing behind it." : "What stands behind \(builtIn) is not \(hint)."
    case .notClosed: "A placeholder is not closed: it ends with one brace."
    case .circle(_, let names):
      "A variable stands for itself in the end: \(names.map(\.neutralised).joined(separator: " → "))."
    case .tooLong(_, let limit): "The text becomes longer than \(limit) bytes once its placeholders are replaced."
    case .notHere(_, let field, let why): "This placeholder cannot stand in '\(field)': \(why)."
    case .wrongValue(_, let field, let value, let hint, _):
      "'\(field)' is \(hint), and '\(value.neutralised)' is not, which the placeholder stands for."
    case .notInXML: "The value has a character that XML cannot hold."
    }
  }

  public var values: [String] {
    switch self {
    case .unknownEnvironment(_, let known):
      ["environments: \(known.isEmpty ? "none" : known.map(\.neutralised).joined(separator: ", "))"]
    case .unknown(let place, _, _, _), .unknownBuiltIn(let place, _), .wrongArgument(let place, _, _, _),
      .notClosed(let place), .circle(let place, _), .tooLong(let place, _), .notHere(let place, _, _),
      .notInXML(let place):
      [place.description]
    case .wrongValue(let place, _, _, _, let sources): [place.description] + sources.map(\.neutralised)
    }
  }

  public var remedy: String {
    switch self {
    case .unknownEnvironment: "Choose one of them, or write environments/NAME.yaml."
    case .unknown(_, _, _, _?):
      "Send that one first: signet run sends the requests of order in collection.yaml before the others; or give "
        + "--variable NAME=VALUE."
    case .unknown(_, _, _, nil):
      "Define it in an environment, in folder.yaml or in collection.yaml, or give --variable NAME=VALUE; "
        + "braces that are meant as they are: {{$braces}}."
    case .unknownBuiltIn: "It is one of \(BuiltIn.all.map(\.word).joined(separator: ", "))."
    case .wrongArgument(_, _, _, let example): "Write it like \(example)"
    case .notClosed: "Write {{name}} with two braces on each side; braces that are meant as they are: {{$braces}}."
    case .circle: "Give one of them a value of its own."
    case .tooLong: "Shorten the values."
    case .notHere: "Use a variable with a plain text there."
    case .wrongValue: "Correct the variable's value, or choose another environment."
    case .notInXML: "Take it out of the value, or insert it as base64: {{$base64 NAME}}."
    }
  }
}

extension Refusal {
  init(_ error: VariableError) { self.init(error, stage: .usage) }
}
