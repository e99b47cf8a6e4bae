public import Basics

/// Why a file of another program cannot be read at all.
public enum InterchangeError: Remediable, Equatable {
  /// 1-based line.
  case notJSON(line: Int, text: String)

  public var code: String {
    switch self {
    case .notJSON: "not-json"
    }
  }

  public var summary: String {
    switch self {
    case .notJSON(_, let text): "The file is not JSON: \(text)"
    }
  }

  public var values: [String] {
    switch self {
    case .notJSON(let line, _): ["line \(line)"]
    }
  }

  public var remedy: String {
    switch self {
    case .notJSON: "Export it again, or choose the kind of file that it is: signet import --help"
    }
  }
}
