public import Basics

/// How the workbench stood on one collection, for the next time: names, places and sizes; never the text of a request, never
/// a secret.
public struct SavedSession: Sendable, Equatable {
  /// A request that was open.
  public struct Open: Sendable, Equatable {
    public var path: String
    public var tab = ""
    /// Digest of the envelope's file when it was left: another text has other places.
    public var envelopeDigest: UInt64?
    /// Byte offset in the envelope.
    public var cursor = 0
    public var topLine = 0
    public var leftColumn = 0
    /// Bytes that folding hides.
    public var folds: [Range<Int>] = []
    /// Nil when no exchange was shown.
    public var answer: Answer?

    public init(path: String) { self.path = path }
  }

  /// How the panes of an exchange stood.
  public struct Answer: Sendable, Equatable {
    public var tab = ""
    public var isPretty = true
    /// The row of the body at the top.
    public var row = 0
    /// Of the other tabs, which are lists.
    public var listRow = 0
    public var listTop = 0
    public var handshakeTab = ""
    public var handshakeRow = 0
    public var handshakeTop = 0
    /// What of the handshake was open, in words.
    public var opened: [String] = []

    public init() {}
  }

  /// Absolute path of the collection: a session of another one is not taken.
  public var folder: String
  public var open: [Open] = []
  public var current: String?
  /// The one that was only looked at.
  public var preview: String?
  public var focus = ""
  /// Which of handshake and response was shown where only one fits.
  public var lower = ""
  public var isZoomed = false
  public var wraps = false
  public var splits = Splits()
  /// Folders of the tree that were closed.
  public var closedFolders: [String] = []

  public init(folder: String) { self.folder = folder }

  static let foldLimit = 200
  static let folderLimit = 2_000
  static let nodeLimit = 200
  /// Bytes of a session file, at most.
  public static let byteLimit = 1 << 20
}

// MARK: As JSON

extension SavedSession {
  /// Of the form that this version writes and reads.
  static let version = 1

  public var json: JSONValue {
    [
      "version": .int(Self.version), "folder": .string(folder), "open": .array(open.map(\.json)),
      "current": .optional(current), "preview": .optional(preview), "focus": .string(focus), "lower": .string(lower),
      "zoomed": .bool(isZoomed), "wraps": .bool(wraps),
      "panes": [
        "upper": .optional(splits.upper), "tree": .optional(splits.tree), "handshake": .optional(splits.handshake),
      ],
      "closedFolders": .strings(closedFolders),
    ]
  }

  /// What a file says; nil when it is not of this form, or of another collection. What is not understood is passed over.
  public init?(_ json: JSONValue, folder: String) {
    guard json["version"]?.int == Self.version, json["folder"]?.text == folder else { return nil }
    self.init(folder: folder)
    open = (json["open"]?.elements ?? []).prefix(OpenTabs.limit).compactMap(Open.init)
    current = json["current"]?.text
    preview = json["preview"]?.text
    focus = json["focus"]?.text ?? ""
    lower = json["lower"]?.text ?? ""
    isZoomed = json["zoomed"] == .bool(true)
    wraps = json["wraps"] == .bool(true)
    let panes = json["panes"]
    splits = Splits(upper: panes?["upper"]?.int, tree: panes?["tree"]?.int, handshake: panes?["handshake"]?.int)
    closedFolders = (json["closedFolders"]?.elements ?? []).prefix(Self.folderLimit).compactMap(\.text)
  }
}

extension SavedSession.Open {
  fileprivate var json: JSONValue {
    [
      "path": .string(path), "tab": .string(tab),
      "envelope": .optional(envelopeDigest.map { String($0, radix: 16) }), "cursor": .int(cursor),
      "topLine": .int(topLine), "leftColumn": .int(leftColumn),
      "folds": .array(folds.map { .array([.int($0.lowerBound), .int($0.upperBound)]) }),
      "answer": answer.map(\.json) ?? .null,
    ]
  }

  fileprivate init?(_ json: JSONValue) {
    guard let path = json["path"]?.text else { return nil }
    self.init(path: path)
    tab = json["tab"]?.text ?? ""
    envelopeDigest = json["envelope"]?.text.flatMap { UInt64($0, radix: 16) }
    cursor = max(0, json["cursor"]?.int ?? 0)
    topLine = max(0, json["topLine"]?.int ?? 0)
    leftColumn = max(0, json["leftColumn"]?.int ?? 0)
    folds = (json["folds"]?.elements ?? []).prefix(SavedSession.foldLimit).compactMap { pair in
      guard case .array(let ends) = pair, ends.count == 2, let start = ends[0].int, let end = ends[1].int, 0 <= start,
        start < end
      else { return nil }
      return start..<end
    }
    answer = json["answer"].flatMap(SavedSession.Answer.init)
  }
}

extension SavedSession.Answer {
  fileprivate var json: JSONValue {
    [
      "tab": .string(tab), "pretty": .bool(isPretty), "row": .int(row), "listRow": .int(listRow),
      "listTop": .int(listTop), "handshake": .string(handshakeTab), "handshakeRow": .int(handshakeRow),
      "handshakeTop": .int(handshakeTop), "opened": .strings(opened),
    ]
  }

  fileprivate init?(_ json: JSONValue) {
    guard let tab = json["tab"]?.text else { return nil }
    self.tab = tab
    isPretty = json["pretty"] != .bool(false)
    row = max(0, json["row"]?.int ?? 0)
    (listRow, listTop) = (max(0, json["listRow"]?.int ?? 0), max(0, json["listTop"]?.int ?? 0))
    handshakeTab = json["handshake"]?.text ?? ""
    handshakeRow = max(0, json["handshakeRow"]?.int ?? 0)
    handshakeTop = max(0, json["handshakeTop"]?.int ?? 0)
    opened = (json["opened"]?.elements ?? []).prefix(SavedSession.nodeLimit).compactMap(\.text)
  }
}

extension JSONValue {
  fileprivate var int: Int? { if case .int(let value) = self { value } else { nil } }
  fileprivate var text: String? { if case .string(let value) = self { value } else { nil } }
}
