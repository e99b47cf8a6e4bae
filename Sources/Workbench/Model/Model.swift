internal import Basics
public import Certificates
internal import Collections
internal import Handshake
public import Screen
internal import Text

/// The whole state of the workbench. `update` changes it, `frame` draws it; nothing else is remembered anywhere.
public struct Model: Sendable {
  public internal(set) var keymap: WorkbenchKeymap { didSet { adoptModes() } }
  /// Whether the keymap has Vim's modes.
  private(set) var isModal: Bool
  public let glyphs: Glyphs
  /// Reads certificates and checks their signatures; nil when there is nothing that could.
  let certificates: CertificateReader?

  // What is known of the world.
  var collection: Collection?
  /// The environment that was chosen here; nil leaves the collection's own choice.
  var environmentName: String?
  var identities = Identities()
  var trusted = TrustedPrograms()
  /// What waits until something is trusted.
  var afterTrust: (request: String, then: PasswordQuestion.Then)?
  /// Passwords that were typed, by identity's name; kept in memory only.
  var secrets: [String: Secret] = [:]
  /// Passwords that were typed, by user name; kept in memory only.
  var userSecrets: [String: Secret] = [:]
  /// Values of variables that were typed (`prompt:`), by name; kept in memory only.
  var variableSecrets: [String: Secret] = [:]
  /// As they were read last; nil until somebody looks at them.
  var settings: ShownSettings?
  /// The screen of the settings opens once they are read, at that row.
  var wantsSettings = false
  var settingsRow = 0
  /// What answers gave to later requests, by variable; kept in memory only.
  var captured: [String: String] = [:]
  /// The certificate file that was chosen last may be encrypted: then its password is asked for.
  var asksForPassword = false
  var now: Timestamp?
  var milliseconds = 0

  // What is being worked on.
  /// Requests that were opened, by path, with what has been changed in them.
  var requests: [String: OpenRequest] = [:]
  var currentPath: String?
  var tabs = OpenTabs()
  /// Keys and pasted texts that wait for the collection, or for what opens soon, in order.
  var earlyEvents: [InputEvent] = []
  var awaited: Awaited?
  /// To be shown once the collection has it.
  var wantedPath: String?
  /// Its envelope is gone to.
  var showsWanted = false
  /// Its address is asked for once it is shown.
  var wantsAddress = false
  /// New names by old ones, until the collection has them.
  var pendingRenames: [String: String] = [:]
  /// The last exchange of each request, by path.
  var exchanges: [String: ExchangeState] = [:]
  var lastExchangeNumber = 0
  /// Whether the next calls keep every byte of their connection, and the TLS secrets.
  var capturesNext = false
  /// The last diagnosis of each request, by path.
  var diagnoses: [String: DiagnosisState] = [:]
  /// Finished exchanges of all requests, oldest first, to compare with.
  var kept: [KeptExchange] = []
  /// Number of the one that others are compared with; nil takes the one before of the same request.
  var referenceNumber: Int?
  /// The certificate lines of finished exchanges, by the number that a reused connection names.
  var certificateLines: [Int: CertificateLine] = [:]

  /// Whether every answer is checked against the schemas, or only when it is asked for.
  var checksAnswers: Bool

  /// The description that is looked through, or was last.
  var explorer: ExplorerState?
  /// What is offered at the cursor; nil while nothing is.
  var completion: CompletionState?
  /// The description that completion waits for.
  var completionWaits: OpenDescription.Source?
  /// By request.
  var completionDescriptions: [String: KnownDescription] = [:]
  /// As it was typed; to be read once what it needs is known.
  var wantedDescription = ""
  /// What is said while a description is being read; nil while none is.
  var descriptionReading: String?
  /// Whether one that was stopped may still come.
  var dropsDescription = false

  // How envelopes are edited.
  var findOptions: FindPattern.Options = []
  var closesTags = true
  var wrapsEnvelope = false
  /// Where and when the mouse was pressed last, and how many times there.
  var lastPress: (position: Position, milliseconds: Int, count: Int)?
  /// What was copied or cut last, for pasting here.
  var clipboard: [UInt8] = []

  /// The first key of a sequence, while the next is waited for.
  var begun: KeyChord?
  var vim = VimState()

  // How it stood when it was left.
  /// Whether it is kept at all.
  var keepsSession = false
  /// Waits for the collection.
  var sessionToRestore: SavedSession?
  /// How the last exchanges of requests were shown, by path, until the history has given them.
  var answersToRestore: [String: SavedSession.Answer] = [:]
  /// As it was kept last.
  var savedSession: SavedSession?
  var sessionDueMilliseconds = 0

  // What is on the screen.
  var size = Size(columns: 80, rows: 24)
  var focus = Pane.tree
  /// Which of handshake and response is shown where only one fits.
  var lower = Pane.response
  var isZoomed = false
  var splits = Splits()
  /// What the mouse has taken hold of.
  var draggedBorder: Splits.Border?
  var isTyping = false
  var tree = TreeState()
  var treeHistory = TreeHistory()
  var commandLine: CommandLine?
  /// The one on top is last.
  var popups: [Popup] = []
  /// What was asked for the path of the file that is being written, and what it was told.
  var lastFilePrompt: (prompt: Prompt, text: String)?
  /// The theme that is tried on, while a list of them is open.
  var triedTheme: String?
  var notice: Notice?
  /// The terminal's window says how a long call ended, until somebody is there again.
  var isTitled = false
  /// What was said so far, oldest first.
  private(set) var messageLog: [LoggedNotice] = []
  /// Waits for the last files to be written.
  var isQuitting = false

  public init(
    keymap: WorkbenchKeymap = .standard, glyphs: Glyphs = .unicode, certificates: CertificateReader? = nil,
    checksAnswers: Bool = false
  ) {
    self.keymap = keymap
    isModal = false
    self.glyphs = glyphs
    self.certificates = certificates
    self.checksAnswers = checksAnswers
    adoptModes()
  }

  /// Vim searches for regular expressions, and tells capitals from small letters.
  private mutating func adoptModes() {
    let wasModal = isModal
    isModal = keymap.isModal
    if isModal == wasModal { return }
    findOptions = isModal ? [.regularExpression, .matchesCase] : []
    vim = VimState()
  }

  /// While true, `Message.tick` is wanted ten times a second.
  public var isRunning: Bool {
    exchanges.values.contains { $0.isRunning } || diagnoses.values.contains { $0.isRunning }
  }
}

/// One line that says what just happened.
struct Notice: Sendable, Equatable {
  enum Tone: Sendable { case good, bad, plain }
  var text: String
  var tone: Tone
}

struct LoggedNotice: Sendable, Equatable {
  var notice: Notice
  var at: Timestamp?
}

extension Model {
  var current: OpenRequest? {
    get { currentPath.flatMap { requests[$0] } }
    set { if let currentPath { requests[currentPath] = newValue } }
  }

  /// The last exchange of the current request.
  var exchange: ExchangeState? {
    get { currentPath.flatMap { exchanges[$0] } }
    set { if let currentPath { exchanges[currentPath] = newValue } }
  }

  var layout: Layout {
    Layout(
      Layout.Shape(
        size: size, focus: focus, lower: lower, isZoomed: isZoomed, foldsHandshake: foldsHandshake,
        hasExchange: exchange.map { !$0.isRefused } ?? false, hasRequestTabs: showsRequestTabs, splits: splits))
  }

  private var foldsHandshake: Bool {
    focus != .handshake && (exchange.map { !$0.isRunning && !$0.hasFailed } ?? false)
  }

  /// Rows of a pane's content; 0 while it is not shown.
  func height(of pane: Pane) -> Int { layout.content(of: pane)?.rows ?? 0 }

  mutating func say(_ text: String, _ tone: Notice.Tone = .plain) {
    let notice = Notice(text: String(text.unicodeScalars.prefix(Self.noticeLimit)), tone: tone)
    self.notice = notice
    log(notice)
  }

  /// As many are kept.
  private static let messageLimit = 200
  /// Characters of one; what a server says may be longer.
  private static let noticeLimit = 4_000

  mutating func log(_ notice: Notice) {
    messageLog.append(LoggedNotice(notice: notice, at: now))
    if messageLog.count > Self.messageLimit { messageLog.removeFirst() }
  }
}
