public import Basics
internal import GRDB

/// Why the history cannot be used. A call goes on without it.
public enum HistoryError: Remediable, Equatable {
  /// The file was written by a later version of the program.
  case newer(path: String, version: Int, known: Int)
  /// The file is no database, or a broken one.
  case broken(path: String, text: String)
  case full(path: String)
  case readOnly(path: String)
  /// Another process holds it for longer than is waited.
  case busy(path: String)
  case noExchange(number: Int)
  case unusable(path: String, text: String)

  init(_ error: any Error, path: String) {
    if let known = error as? HistoryError {
      self = known
      return
    }
    guard let error = error as? DatabaseError else {
      self = .unusable(path: path, text: "\(error)")
      return
    }
    switch error.resultCode.primaryResultCode {
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .broken(path: path, text: Self.text(error))
    case .SQLITE_FULL: self = .full(path: path)
    case .SQLITE_READONLY: self = .readOnly(path: path)
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path: path)
    default: self = .unusable(path: path, text: Self.text(error))
    }
  }

  /// SQLite's own words; never the statement's values.
  private static func text(_ error: DatabaseError) -> String {
    "\(error.message ?? "no reason given") (SQLite \(error.extendedResultCode.rawValue))"
  }

  public var code: String {
    switch self {
    case .newer: "history-newer"
    case .broken: "history-broken"
    case .full: "history-disk-full"
    case .readOnly: "history-read-only"
    case .busy: "history-busy"
    case .noExchange: "history-no-exchange"
    case .unusable: "history-unusable"
    }
  }

  public var summary: String {
    switch self {
    case .newer: "The history was written by a later version of Signet."
    case .broken: "The history is damaged."
    case .full: "The history cannot be written: the disk is full."
    case .readOnly: "The history cannot be written: its file or folder is read-only."
    case .busy: "The history is held by another program."
    case .noExchange(let number): "There is no exchange \(number) in the history."
    case .unusable: "The history cannot be used."
    }
  }

  public var values: [String] {
    switch self {
    case .newer(let path, let version, let known):
      ["file: \(path.neutralised)", "version of its schema: \(version), known here: \(known)"]
    case .broken(let path, let text), .unusable(let path, let text):
      ["file: \(path.neutralised)", "SQLite: \(text.neutralised)"]
    case .full(let path), .readOnly(let path), .busy(let path): ["file: \(path.neutralised)"]
    case .noExchange: []
    }
  }

  public var remedy: String {
    switch self {
    case .newer: "Use that version, or switch the history off: --no-history, or history: false in settings.yaml."
    case .broken:
      "Move the file away (with its -wal and -shm) and a new one is begun; sqlite3 FILE .recover may read the old one."
    case .full: "Make room, or delete old exchanges: signet history delete --before DATE"
    case .readOnly: "Make file and folder writable for you, or switch the history off: --no-history."
    case .busy: "Try again once it is done."
    case .noExchange: "signet history lists what is there."
    case .unusable: "Look at the file and its folder, or switch the history off: --no-history."
    }
  }
}
