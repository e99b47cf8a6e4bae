public import Basics
internal import Glibc

/// Why the Lab could not do what it was asked for.
public enum LabError: Remediable, Equatable {
  case socket(step: String, port: UInt16, systemError: Int32)
  case noDescriptors
  case settings(summary: String, values: [String])
  case unknownName(kind: String, name: String, known: [String])
  case file(step: String, path: String, systemError: Int32)

  public var code: String {
    switch self {
    case .socket: "lab-socket"
    case .noDescriptors: "lab-descriptors"
    case .settings: "lab-settings"
    case .unknownName: "lab-unknown-name"
    case .file: "lab-file"
    }
  }

  public var summary: String {
    switch self {
    case .socket(let step, let port, _): "The Lab could not \(step) (127.0.0.1:\(port))."
    case .noDescriptors: "The Lab could not start: this process has no file descriptors left."
    case .settings(let summary, _): summary
    case .unknownName(let kind, let name, _): "The Lab has no \(kind) \"\(name.neutralised)\"."
    case .file(let step, let path, _): "The Lab could not \(step) \(path.neutralised)."
    }
  }

  public var values: [String] {
    switch self {
    case .socket(_, _, let number), .file(_, _, let number): [String(cString: strerror(number))]
    case .noDescriptors: []
    case .settings(_, let values): values
    case .unknownName(_, _, let known): ["known: " + known.joined(separator: ", ")]
    }
  }

  public var remedy: String {
    switch self {
    case .socket(_, let port, let number) where number == EADDRINUSE && port != 0:
      "Stop the program that uses port \(port), or choose another one; 0 takes a free port."
    case .socket: "Check that this computer lets programs use its loopback address."
    case .noDescriptors: "Raise the limit (`ulimit -n`) or end other connections."
    case .settings: "Correct the server's settings."
    case .unknownName: "Choose one of the known names."
    case .file: "Check that the folder exists, is writable and has room."
    }
  }
}
