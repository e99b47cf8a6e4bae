/// What requests can be written as: commands, help and documentation read this table.
public enum ExportKind: String, Sendable, CaseIterable {
  case curl

  /// What is printed, for a command's help.
  public var title: String {
    switch self {
    case .curl: "Commands for curl, in a script for bash"
    }
  }

  /// Ending of a file that holds it.
  public var fileEnding: String {
    switch self {
    case .curl: "sh"
    }
  }

  /// The calls in that form. Scripts read certificates and passwords from the environment (`ExportVariable`).
  public func written(_ calls: [HTTPCall]) -> ExportedText {
    switch self {
    case .curl: CurlWriter.write(calls)
    }
  }
}

/// What was written, and what could not be said in it.
public struct ExportedText: Sendable, Equatable {
  public var text: String
  /// A sentence each.
  public var notCarriedOver: [String]

  public init(text: String, notCarriedOver: [String] = []) {
    self.text = text
    self.notCarriedOver = notCarriedOver
  }
}
