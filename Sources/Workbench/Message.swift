public import Basics
public import Collections
public import Exchange
public import Screen
public import Text

/// All that can happen to the workbench.
public enum Message: Sendable {
  case input(InputEvent)
  case exchange(Int, ExchangeEvent)
  case diagnosis(Int, DiagnosisEvent)

  case collectionLoaded(Collection)
  /// Somebody else changed the collection's files: as they are now.
  case collectionChanged(Collection)
  /// The files that hold what a request was here.
  case keptBeside([String])
  case comparedWithDisk(request: String, [FileDifference])
  case identitiesLoaded(Identities)
  /// The settings as they are now, and what of them the workbench takes over at once.
  case settingsLoaded(ShownSettings, WorkbenchKeymap, SettingsInForce)
  /// Which programs may run, and what may be read.
  case programsTrusted(TrustedPrograms)
  case saved(request: String, StoredRequest.Stamp, revision: Int)
  /// With `isConflict`, somebody else changed the files since they were read.
  case saveFailed(request: String, Problem, isConflict: Bool)

  case folderListed(path: String, [FolderEntry])
  case certificateInspected(CertificateFilePreview)
  /// What became of each certificate that was to go into the intermediate store.
  case intermediatesAdded([IntermediatesFolder.Addition])
  case wellFormednessChecked(request: String, revision: Int, WellFormednessProblem?)
  case placesFound(request: String, XMLPlaceFinder)
  /// Nil when no description is kept for the request.
  case descriptionOpened(OpenDescription?)
  case imported(ImportOutcome)
  case schemaChecked(request: String, revision: Int, SchemaVerdict)
  case answerChecked(exchange: Int, SchemaVerdict)
  /// How a long answer begins, until all of it is ready.
  case responseBegun(exchange: Int, TextDocument)
  /// The answer of an exchange, ready to be read.
  case responseLaidOut(exchange: Int, TextDocument)
  /// How the answer of an exchange differs from the one before.
  case answersCompared(exchange: Int, AnswerChanges)
  /// Where the elements of the answer are, in the form that is shown.
  case elementsIndexed(exchange: Int, ElementIndex)
  /// Where a text matches the answer, in the form that is shown.
  case matchesCounted(exchange: Int, TextMatches)
  /// What became of the checks of an exchange.
  case judged(exchange: Int, Judgement)
  /// A check that was typed, as it finds what is meant.
  case checkPlaced(request: String, Assertion)
  /// What an XPath expression found in the answer of an exchange.
  case queried(exchange: Int, AnswerQueryResult)
  case externalEditorClosed(request: String, [UInt8]?)
  case written(path: String)
  /// With what the file holds, in words.
  case captureWritten(path: String, contents: String)
  /// Past exchanges that the filter lets through, newest first.
  case pastListed(PastExchangeFilter, [PastExchange])
  case pastRead(PastExchange, Report, PastUse)
  /// What was listed may be another now.
  case pastChanged
  /// The history cannot be read or written.
  case pastFailed(Problem)
  /// The tree of requests was changed on the disk; the collection follows.
  case treeChanged(TreeChange)
  /// An entry of the tree could not be made, renamed, deleted or put back; the collection follows.
  case treeChangeFailed(Problem)
  /// How the workbench stood when it was left, before the collection comes; nil when that is not known. Only after it
  /// `saveSession` is asked for.
  case sessionLoaded(SavedSession?)
  /// It could not be read or written.
  case sessionUnusable(Problem)
  /// An effect could not be carried out.
  case failed(Problem)
  /// The process is asked to end: what is running is stopped, what is unsaved is saved, then `.quit` follows.
  case endRequested

  /// The time of day, and a clock that only goes forward. Wanted at the start, and ten times a second while
  /// `Model.isRunning`.
  case tick(now: Timestamp, milliseconds: Int)
}

/// An error as the workbench shows it: what failed, the values that decided it, what to do.
public struct Problem: Remediable, Hashable {
  public var code: String
  public var summary: String
  public var values: [String]
  public var remedy: String

  static let passwordInsteadOfSource = Problem(
    code: "password-instead-of-source", summary: "This names no place that a password can come from.",
    remedy:
      "Write prompt: to be asked, or env:NAME, file:PATH, keyring:NAME or command:COMMAND; the password itself is never saved."
  )

  public init(code: String, summary: String, values: [String] = [], remedy: String) {
    self.code = code
    self.summary = summary
    self.values = values
    self.remedy = remedy
  }

  public init(_ error: some Remediable) {
    self.init(code: error.code, summary: error.summary, values: error.values, remedy: error.remedy)
  }
}

/// What the runner itself takes over of the settings.
public struct SettingsInForce: Sendable {
  /// Nil leaves the theme as it is.
  public var theme: Theme?
  public var rings: Bool
  public var checksAnswers: Bool

  public init(theme: Theme?, rings: Bool, checksAnswers: Bool = false) {
    self.theme = theme
    self.rings = rings
    self.checksAnswers = checksAnswers
  }
}

/// One line of a folder's listing.
public struct FolderEntry: Sendable, Hashable {
  public var name: String
  public var isFolder: Bool
  /// Bytes; nil when unknown.
  public var size: Int?

  public init(name: String, isFolder: Bool, size: Int? = nil) {
    self.name = name
    self.isFolder = isFolder
    self.size = size
  }
}

/// The first thing that keeps a text from being XML.
public struct WellFormednessProblem: Sendable, Hashable {
  public var position: SourcePosition
  public var text: String

  public init(position: SourcePosition, text: String) {
    self.position = position
    self.text = text
  }
}
