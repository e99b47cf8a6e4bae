public import Basics
internal import Glibc

/// Why a file of a collection, or the identities file, could not be read or written.
public enum CollectionError: Remediable, Equatable {
  /// The system refused: its errno.
  case system(path: String, doing: String, number: Int32)
  /// Nothing is where a collection was looked for, or a file.
  case noFolder(path: String)
  case tooLarge(path: String, limit: Int)
  case notUTF8(path: String)
  case malformed(path: String, line: Int?, column: Int? = nil, text: String)
  /// Somebody else changed the file since it was read.
  case changedMeanwhile(path: String)
  /// Somebody else deleted the file since it was read.
  case deletedMeanwhile(path: String)
  case exists(path: String)
  /// Something else stands where a file was to be written.
  case notAFile(path: String)
  /// A name that no file should have.
  case unsafeName(String, why: String)
  /// It points out of the collection's folder.
  case outside(path: String)
  case folderNotEmpty(path: String)
  /// Deleting it could not be taken back.
  case notRestorable(path: String, why: String)
  /// `identities.yaml` may only hold references to passwords.
  case literalPassword(identity: String)
  /// A text that looks like a secret itself, in a file that is shared.
  case literalSecret(path: String, key: String)

  public var code: String {
    switch self {
    case .system: "file"
    case .noFolder: "no-folder"
    case .tooLarge: "file-too-large"
    case .notUTF8: "file-not-utf8"
    case .malformed: "file-malformed"
    case .changedMeanwhile: "file-changed-meanwhile"
    case .deletedMeanwhile: "file-deleted-meanwhile"
    case .exists: "file-exists"
    case .notAFile: "not-a-file"
    case .unsafeName: "unsafe-name"
    case .outside: "outside-collection"
    case .folderNotEmpty: "folder-not-empty"
    case .notRestorable: "not-restorable"
    case .literalPassword: "literal-password"
    case .literalSecret: "literal-secret"
    }
  }

  public var summary: String {
    switch self {
    case .system(let path, let doing, let number):
      "\(path.neutralised) could not be \(doing): \(String(cString: strerror(number)))."
    case .noFolder(let path):
      Disk.exists(path)
        ? "\(path.neutralised) is a file, not the folder of a collection."
        : "There is no folder \(path.neutralised)."
    case .tooLarge(let path, _): "\(path.neutralised) is too large."
    case .notUTF8(let path): "\(path.neutralised) is not UTF-8 text."
    case .malformed(let path, let line, let column, let text):
      "\(path.neutralised):\(line.map { "\($0):" } ?? "")\(column.map { "\($0):" } ?? "") \(text.neutralised)."
    case .changedMeanwhile(let path): "\(path.neutralised) was changed by somebody else since it was read."
    case .deletedMeanwhile(let path): "\(path.neutralised) was deleted by somebody else since it was read."
    case .notAFile(let path): "\(path.neutralised) is a folder or a device, not a file."
    case .exists(let path): "\(path.neutralised) exists already."
    case .unsafeName(let name, _): "'\(name.neutralised)' cannot be the name of a request or folder."
    case .outside(let path): "\(path.neutralised) lies outside the collection's folder."
    case .notRestorable(let path, _):
      "\(path.neutralised) was not deleted, because it could not be put back as it was."
    case .folderNotEmpty(let path): "The folder \(path.neutralised) is not empty."
    case .literalPassword(let identity): "The password of '\(identity.neutralised)' cannot be kept in a file."
    case .literalSecret(let path, let key):
      "\(path.neutralised) is shared, and '\(key.neutralised)' looks like a secret itself (the text is not shown)."
    }
  }

  public var values: [String] {
    switch self {
    case .tooLarge(_, let limit): ["limit: \(limit) bytes"]
    case .unsafeName(_, let why), .notRestorable(_, let why): [why.neutralised]
    default: []
    }
  }

  public var remedy: String {
    switch self {
    case .system: "Check the path, its permissions and the space on the disk; nothing was changed."
    case .noFolder:
      "Check the path; a relative one is taken from the current folder. A request is named behind its folder."
    case .tooLarge: "Keep large bodies out of the collection."
    case .notUTF8: "Save it as UTF-8."
    case .malformed: "Correct that place in an editor; nothing was changed."
    case .changedMeanwhile: "Reload to see the other version, or save over it: a copy of it is kept beside the file."
    case .deletedMeanwhile: "Save over it to write it again."
    case .exists: "Choose another name."
    case .notAFile: "Name a file, or a path where there is nothing yet."
    case .unsafeName: "Use letters, digits, spaces, '-', '_' and '.'; '/' makes a folder."
    case .outside: "Move the file into the collection: what is shared must not reach out of its folder."
    case .notRestorable: "Delete it in a shell if it is to go, and read the collection anew with R."
    case .folderNotEmpty: "Delete or move what is in it first."
    case .literalPassword: "Name where it comes from: prompt:, env:NAME, file:PATH, keyring:NAME or command:…"
    case .literalSecret:
      "Write {{name}} in its place, and in an environment name: env:NAME, file:PATH, keyring:NAME, command:COMMAND or prompt:."
    }
  }
}
