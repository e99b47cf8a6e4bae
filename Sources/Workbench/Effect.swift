public import Certificates
public import Collections
public import Exchange
public import Handshake
public import Text

/// All that the workbench can do to the world. The runner carries them out in order and answers with messages.
public enum Effect: Sendable, Equatable {
  /// Sends; answers with `.exchange(number, event)` until `.finished`.
  case send(exchange: Int, Draft)
  /// Ends an exchange; its `.finished` follows.
  case cancel(exchange: Int)
  /// Makes the probes of a call; answers with `.diagnosis(number, event)` until `.finished`.
  case diagnose(number: Int, Draft)
  /// Ends a diagnosis; its `.finished` follows.
  case stopDiagnosis(number: Int)

  /// Writes a request's files; answers `.saved` or `.saveFailed`. With `overwrites`, also when somebody else changed
  /// them since they were read.
  case save(StoredRequest, revision: Int, overwrites: Bool)
  /// Each of these answers `.treeChanged` or `.treeChangeFailed`, and then `.collectionLoaded`. Paths are relative to the
  /// collection's folder.
  case createRequest(StoredRequest)
  case createFolder(path: String)
  case rename(path: String, to: String)
  case duplicate(path: String, to: String)
  /// Deletes a request or a folder; what was in it comes back with the answer.
  case delete(path: String)
  /// Puts back what was deleted.
  case restore(DeletedEntry)
  /// Answers `.collectionLoaded`.
  case reloadCollection
  /// Writes what a request is here beside its files; answers `.keptBeside` and `.collectionLoaded`, or `.failed`.
  case keepMine(StoredRequest)
  /// Compares a request with its files; answers `.comparedWithDisk` or `.failed`.
  case compareWithDisk(StoredRequest)
  /// Keeps how the workbench stands for the next time; answers `.sessionUnusable` when that fails.
  case saveSession(SavedSession)
  /// Answers `.settingsLoaded` or `.failed`.
  case loadSettings
  /// Gives a setting another value, nil the preset one, in the person's own file; answers `.settingsLoaded` or `.failed`.
  case setSetting(String, String?)
  /// Paints with one of the standard themes, until there is another one, the settings have been loaded or something has
  /// failed; nil takes the theme of the settings again.
  case tryTheme(String?)
  /// Adds the entry to the private identities, or replaces the one of that name; answers `.identitiesLoaded` or `.failed`.
  case saveIdentity(Identities.Entry)
  /// Remembers that these programs may run; answers `.programsTrusted` or `.failed`.
  case trust([ExternalProgram])

  /// Answers `.folderListed` or `.failed`. A path may begin with `~`; empty is the person's own folder.
  case listFolder(path: String)
  /// Opens a certificate file; answers `.certificateInspected`.
  case inspectCertificate(CertificateQuestion)
  /// Adds a file's authorities to the intermediate store; answers `.intermediatesAdded` or `.failed`.
  case addIntermediates(path: String)
  /// Fetches the authorities above a certificate from the addresses that it and they name, and adds them to the store;
  /// answers `.intermediatesAdded` or `.failed`.
  case fetchIntermediates(of: CertificateFacts)
  /// Gets ready to say what may stand at a place far into a text; answers `.placesFound`.
  case findPlaces(request: String, near: Int, Rope)
  /// Answers `.wellFormednessChecked`.
  case checkWellFormed(request: String, revision: Int, Rope)
  /// Checks an envelope against the schemas of the description that belongs to the request, shortly after the last
  /// change; answers `.schemaChecked`, unless another check is asked for before.
  ///
  /// - schema: the file that the request's `schema` assertion names.
  case checkSchema(request: String, revision: Int, Rope, schema: String?)
  /// Checks an answer against the schemas; answers `.answerChecked`.
  case checkAnswer(exchange: Int, AnswerCheck)
  /// Reads a description with everything that it names, a URL with what the call has of identity and trust; answers
  /// `.descriptionOpened` or `.failed`.
  case openDescription(OpenDescription.Source, Draft?)
  /// Stops reading a description that was asked for by its place; nothing comes of it.
  case stopDescription
  /// Makes requests of operations, and keeps the description with the collection where it is not yet; answers
  /// `.imported` and `.collectionLoaded`, or `.failed`.
  case makeRequests(OperationSelection)
  /// Keeps a description with the collection; answers `.imported` or `.failed`.
  case keepDescription(OpenDescription.Source)
  /// Prepares an answer's text for reading; answers `.responseLaidOut`, and
  /// `.responseBegun` before where it takes a while. With `received`, that is shown as received.
  case layOutResponse(exchange: Int, [UInt8], received: [UInt8]?)

  /// Compares an answer with the one to an earlier exchange; answers `.answersCompared`.
  case compareAnswers(exchange: Int, AnswerPair)
  /// Puts an XPath expression to an answer; answers `.queried`.
  case query(exchange: Int, AnswerQuery)
  /// The title of the terminal's window; empty gives it back its own.
  case setTitle(String)
  /// Finds where the elements of an answer are; answers `.elementsIndexed`.
  case indexElements(exchange: Int, IndexedText)
  /// Counts where a text matches an answer; answers `.matchesCounted`, unless another count is asked for before.
  case countMatches(exchange: Int, SearchPattern, IndexedText)
  /// Compares an answer with a file; answers `.answersCompared` or `.failed`.
  case compareWithFile(FileComparison)
  /// Judges what must hold of an exchange; answers `.judged`.
  case judge(CheckQuestion)
  /// Takes a check that names elements without a prefix in the namespaces that the answer has; answers `.checkPlaced`.
  case place(Assertion, request: String, CheckQuestion)
  /// The terminal's bell: a call that took long has ended.
  case ringBell

  case copyToClipboard(String)
  /// Gives the terminal to `$EDITOR`; answers `.externalEditorClosed`.
  case openExternalEditor(request: String, [UInt8])
  /// Writes bytes to a file; answers `.written` or `.failed`.
  case write(bytes: [UInt8], path: String)
  /// Writes what opens an exchange to a file that only its owner may read; answers `.captureWritten` or `.failed`.
  case writeCapture(Capture, CaptureForm, path: String)

  /// Looks past exchanges up; answers `.pastListed` or `.pastFailed`.
  case listPast(PastExchangeFilter)
  /// Reads a past exchange; answers `.pastRead` or `.pastFailed`.
  case readPast(number: Int, PastUse)
  /// Reads the newest past exchange of a request for `.restore`; answers `.pastRead`, or nothing when there is none.
  case readLatestPast(PastExchangeFilter.OfRequest)
  /// Each of these answers `.pastChanged` or `.pastFailed`.
  case pinPast(number: Int, Bool)
  case deletePast(number: Int)
  /// Writes a past exchange to a new file, HAR where it ends so, else JSON; answers `.written` or `.pastFailed`.
  case exportPast(number: Int, path: String)

  /// Paints everything anew.
  case redraw
  /// Stops the process as C-z does (SIGTSTP).
  case suspend
  case quit
}

/// What a past exchange is read for.
public enum PastUse: Sendable, Hashable {
  /// For the panes.
  case show
  /// To be compared with the one that is shown.
  case compare
  /// To be sent again, as it was asked for then; refused for what had a secret that is not kept.
  case resend
  /// To make a request of it.
  case reopen
  /// For the panes as they were left.
  case restore
}

/// What is written of a capture.
public enum CaptureForm: Sendable, Equatable {
  /// The packets with the TLS secrets among them (pcapng).
  case packets
  /// The TLS secrets alone (NSS key log format).
  case keyLog
}

/// Which certificate file to look into, and with what.
public struct CertificateQuestion: Sendable, Equatable {
  public var path: String
  /// Where the key is, when not in the same file.
  public var keyPath: String?
  public var password: SecretSource
  /// Files that may complete the chain.
  public var intermediates: [String]

  public init(path: String, keyPath: String? = nil, password: SecretSource = .none, intermediates: [String] = []) {
    self.path = path
    self.keyPath = keyPath
    self.password = password
    self.intermediates = intermediates
  }
}
