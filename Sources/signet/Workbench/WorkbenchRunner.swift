internal import Basics
internal import Collections
internal import Exchange
internal import Glibc
internal import SOAPClient
internal import Screen
internal import TLS
internal import Terminal
internal import Workbench

/// Runs the workbench: feeds it with what happens, carries out its effects, paints what it draws.
///
/// It lives on the main thread, which neither reads a file nor waits for a server: effects that do go elsewhere and come
/// back as messages through the mailbox.
final class WorkbenchRunner: EventLoopProgram {
  struct Setup {
    var folder: CollectionFolder
    var identities = IdentitiesFile()
    var trust = TrustFile()
    /// Nil takes what suits the terminal.
    var theme: Theme?
    /// `--theme`, where it was given: stronger than the settings until they are changed here.
    var themeFlag: String?
    var keymap = WorkbenchKeymap.standard
    /// Whether a call that took long ends with the terminal's bell.
    var rings = true
    /// Whether every answer is checked against the schemas of its description.
    var checksAnswers = false
    var environment = ClientEnvironment.trusting
    /// Where past exchanges are kept; nil for nowhere.
    var history: @Sendable () throws -> HistoryPlace? = HistoryPlace.personal
    /// Where it is kept how the workbench stood; nil keeps nothing.
    var session: SessionFile?
  }

  let screen: TerminalScreen
  let setup: Setup
  let mailbox = Mailbox<Message>()
  let files = FileLane()
  let wellFormedness = LatestLane()
  let searching = LatestLane()
  let schemaChecks = LatestLane(delay: .milliseconds(150))
  let pastLists = LatestLane()
  let descriptions = DescriptionShelf()
  let handshakes = KeptHandshakes()
  private(set) var schemas = DescribedSchemas()
  /// Tells of what others change in the collection's folder.
  let watch: FolderWatch
  let session: SOAPSession
  let history: HistoryRecorder
  /// Calls that run, by the workbench's number.
  var calls: [Int: SOAPClient] = [:]
  var diagnoses: [Int: EndpointDiagnosis] = [:]
  /// What fetches the description that was asked for last.
  var descriptionCalls = InterruptibleCalls()

  /// What suits the terminal when no theme was chosen.
  let presetTheme: Theme
  private var theme: Theme
  /// Looked at in the list of themes, and not chosen.
  private var triedTheme: Theme?
  /// Whether a call that took long ends with the terminal's bell.
  private(set) var rings: Bool
  private(set) var themeFlag: String?
  private var model: Model
  private let started = ContinuousClock.now
  private var hasQuit = false
  private(set) var endingSignal: Int32?
  /// When the process ends although something could not be saved.
  private var deadline: ContinuousClock.Instant?

  init(screen: TerminalScreen, setup: Setup) {
    self.screen = screen
    self.setup = setup
    session = SOAPSession(environment: setup.environment)
    watch = Self.watch(setup.folder, files, mailbox)
    let mailbox = mailbox
    history = HistoryRecorder(command: "workbench", place: setup.history) { mailbox.post(.pastFailed(Problem($0))) }
    let isWithoutColor = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
    presetTheme = .preset(for: screen.colorDepth, isWithoutColor: isWithoutColor)
    theme = (setup.theme ?? presetTheme).reduced(to: screen.colorDepth)
    (rings, themeFlag) = (setup.rings, setup.themeFlag)
    model = Model(
      keymap: setup.keymap, glyphs: screen.glyphs, certificates: .openSSL, checksAnswers: setup.checksAnswers)
  }

  /// Returns when the person has quit, or the process was asked to end.
  ///
  /// - Returns: the signal that asked; nil when the person did.
  func run() -> Int32? {
    loadEverything()
    apply(.input(.resize(screen.size)))
    apply(tick)
    var loop = EventLoop(screen: screen, mailbox: mailbox, program: self)
    loop.run()
    for call in calls.values { call.cancel() }
    for diagnosis in diagnoses.values { diagnosis.cancel() }
    descriptionCalls.interrupt()
    screen.close()
    history.finish()
    // The terminal is given back: nobody sees that the last file is still being written.
    files.finish(withinMilliseconds: 2_000)
    return endingSignal
  }

  var wakeMilliseconds: Int? { model.isRunning || deadline != nil ? 100 : nil }

  func receive(_ events: [LoopEvent<Message>]) -> Bool {
    apply(tick)
    for event in events {
      switch event {
      case .input(let input): apply(.input(input))
      case .message(let message): apply(message)
      case .terminate(let signal): end(for: signal)
      }
    }
    return !hasQuit && deadline.map { .now < $0 } ?? true
  }

  func frame(size: Size) -> Frame { Workbench.frame(model, size: size, theme: triedTheme ?? theme) }

  /// Standard themes are in the program: no file is read.
  func tryTheme(_ name: String?) {
    triedTheme = name.flatMap { PersonalSettings.standardTheme($0) }?.reduced(to: screen.colorDepth)
  }

  func quit() { hasQuit = true }

  private func apply(_ message: Message) {
    if case .exchange(let number, let event) = message, case .finished = event { calls[number] = nil }
    if case .diagnosis(let number, let event) = message, case .finished = event { diagnoses[number] = nil }
    if case .settingsLoaded(_, _, let inForce) = message { take(inForce) }
    if case .failed = message { triedTheme = nil }
    if case .collectionChanged = message {
      schemas = DescribedSchemas()
      descriptions.forget()
    }
    for effect in update(&model, message) { perform(effect) }
  }

  private func take(_ settings: SettingsInForce) {
    (rings, triedTheme) = (settings.rings, nil)
    guard let chosen = settings.theme else { return }
    (theme, themeFlag) = (chosen.reduced(to: screen.colorDepth), nil)
  }

  /// Saves first, but not for ever: there may be nobody left to answer a question.
  private func end(for signal: Int32) {
    guard endingSignal == nil else { return }
    endingSignal = signal
    deadline = .now + .seconds(4)
    apply(.endRequested)
  }

  private var tick: Message {
    let elapsed = (ContinuousClock.now - started).components
    return .tick(
      now: Timestamp(secondsSinceEpoch: Int64(time(nil))),
      milliseconds: Int(elapsed.seconds) * 1000 + Int(elapsed.attoseconds / 1_000_000_000_000_000))
  }
}
