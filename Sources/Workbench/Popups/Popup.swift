internal import Basics
internal import Certificates
internal import Exchange
internal import Screen

/// A window on top of the panes: a list to choose from, a field to type into, or both.
struct Popup: Sendable {
  enum Purpose: Sendable {
    /// The keys of this place, then all others.
    case help([KeyContext])
    case palette
    case menu(title: String, [Choice])
    case question(Question)
    case files(FileBrowser)
    case password(PasswordQuestion)
    case prompt(Prompt)
    case problem(Problem)
    case settings(ShownSettings)
    case certificates(CertificateBrowser)
    /// A text to read.
    case page(Page)
    /// Those of the current request.
    case probes
    /// The requests that are open.
    case openRequests
    case history(HistoryList)
    /// The description that is looked through.
    case explorer

    /// Every line of it does something.
    var isOfCommands: Bool {
      switch self {
      case .help, .palette: true
      default: false
      }
    }
  }

  var purpose: Purpose
  var field = InputField()
  var scroll = ScrollState()

  init(_ purpose: Purpose, text: String = "") {
    self.purpose = purpose
    field = InputField(text)
  }

  /// Whether plain letters are typed into its field.
  var hasField: Bool {
    switch purpose {
    case .help, .palette, .files, .certificates, .password, .prompt: true
    case .menu, .question, .settings, .problem, .page, .probes, .openRequests, .explorer: false
    case .history(let list): list.isFiltering
    }
  }

  /// More rows than it has.
  func rowLimit(items: Int) -> Int {
    if case .page(let page) = purpose { return page.lines.reduce(0) { $0 + 1 + $1.columns / 8 } }
    return items
  }

  /// Innermost first.
  var contexts: [KeyContext] {
    if case .probes = purpose { return [.probes, .list] }
    if case .history(let list) = purpose, !list.isFiltering { return [.history, .list] }
    if case .explorer = purpose { return [.explorer, .list] }
    return [hasField ? .field : .list]
  }
}

/// One line to choose, and what choosing it does.
struct Choice: Sendable, Equatable {
  /// A letter that chooses it at once.
  var key: Unicode.Scalar?
  var title: String
  var note = ""
  var action: Action

  init(_ key: Unicode.Scalar? = nil, _ title: String, note: String = "", _ action: Action) {
    self.key = key
    self.title = title
    self.note = note
    self.action = action
  }
}

/// Something that must be decided before going on.
struct Question: Sendable, Equatable {
  var title: String
  var lines: [String]
  var choices: [Choice]
}

/// What choosing a line does.
enum Action: Sendable, Equatable {
  case close
  case perform(Command)
  case openRequest(path: String)
  /// One that is open already.
  case showRequest(path: String)
  case copy(CopySource)
  case setBinding(String)
  case choose(FormField, String)
  case useIdentity(name: String?)
  /// An empty name: none.
  case useEnvironment(name: String)
  case askToken
  /// Looks into a folder; an empty path is where such files are likely to be.
  case browse(FileUse, path: String)
  case pickFile(FileUse, path: String)
  case deleteFiles(path: String)
  case moveEntry(path: String, folder: String)
  case allowHost(identity: String, host: String, then: PasswordQuestion.Then)
  case addBehavior(String)
  /// Remembers that they may run, and sends that request.
  case trustPrograms([ExternalProgram], request: String, then: PasswordQuestion.Then)
  case overwrite(path: String)
  /// What is here goes beside the files; what is on the disk is read.
  case takeTheirs(path: String)
  /// What differs between the request and its files.
  case showConflict(path: String)
  case stopAndQuit
  case quitUnsaved
  case editSetting(String)
  /// Nil is the preset.
  case setSetting(String, String?)
  case askSetting(String)
  /// Shows what the certificate files of a folder hold.
  case browseCertificates(path: String)
  case useCertificate(path: String)
  /// Puts it into the request.
  case addCheck(Assertion)
  case askCheck
  /// Compares with the exchange of that number; nil with the one before of the same request.
  case compareWith(Int?)
  /// Shows the past exchange of that number.
  case showPast(Int)
  case deletePast(Int)
  /// Scrolls the answer to a place in it.
  case showInAnswer(Range<Int>)
  /// To the envelope's text of that number.
  case travel(Int)
  /// To a field of the request.
  case goTo(WorkbenchSetting.Place)
  case openKeptDescription, askDescription
  case makeRequests(OperationSelection)
}

/// What can be copied; its text is made when it is chosen.
enum CopySource: Sendable, Equatable {
  case line(String)
  case answer, report, probes, envelope, address
  /// Of the element at which the answer stands: its XPath, and its text or source.
  case elementPath, elementSource
  /// The decoded handshake.
  case transcriptText, transcriptJSON
  /// The certificate under the cursor, and its whole chain.
  case certificate, chain
}

/// What a file is looked for.
enum FileUse: Sendable, Equatable {
  case identity, key, intermediates, storedIntermediates, serverAnchors, revocationLists, description
  /// To compare the answer with.
  case comparison

  var title: String {
    switch self {
    case .identity: "Client certificate: PFX, PEM or DER"
    case .key: "Private key"
    case .intermediates: "Certificates that may complete the chain"
    case .storedIntermediates: "An issuer's certificate, for the intermediate store"
    case .serverAnchors: "Certificates that servers are checked against"
    case .revocationLists: "Revocation lists (CRL) that certificates are looked up in"
    case .description: "A description of services (WSDL)"
    case .comparison: "A file to compare the answer with"
    }
  }

  /// Endings that come first in the list.
  var endings: [String] {
    switch self {
    case .identity: [".pfx", ".p12", ".pem", ".crt", ".cer", ".der"]
    case .key: [".key", ".pem", ".der", ".p8"]
    case .intermediates, .storedIntermediates, .serverAnchors: [".pem", ".crt", ".cer", ".der", ".p7b", ".p7c"]
    case .revocationLists: [".crl", ".pem"]
    case .description: [".wsdl", ".xml"]
    case .comparison: [".xml", ".txt", ".json", ".html"]
    }
  }
}

/// A password being asked for.
struct PasswordQuestion: Sendable, Equatable {
  /// What the name names.
  enum Owner: Sendable, Equatable {
    case identity
    /// For HTTP authentication or a UsernameToken.
    case user
    /// Its value is asked for once.
    case variable
    /// A certificate file that is looked at, by its path.
    case certificateFile
  }
  /// What goes on once it is known.
  enum Then: Sendable, Equatable {
    case inspect, send, probe
    /// Sends a past exchange again, by its number.
    case resend(Int)
    /// Fetches the description that was asked for.
    case describe

    var words: String {
      switch self {
      case .describe: "and fetch"
      case .probe: "and probe"
      case .inspect, .send, .resend: "and send"
      }
    }
  }
  var owner = Owner.identity
  var name: String
  var file: String
  var then: Then
  /// The one before was wrong.
  var isRetry = false
}

/// One line being asked for.
struct Prompt: Sendable, Equatable {
  enum Use: Sendable, Equatable {
    case url, action
    case newRequest(folder: String)
    case newFolder(folder: String)
    case rename(path: String)
    case duplicate(path: String)
    case headerName
    case headerValue(Int)
    /// Of the kind with this word.
    case newBehavior(String)
    case behavior(Int)
    case elements, token, serverFolder
    case userName, userPassword
    case writeBody, writeReport
    case exportTranscript, writeCapture
    /// Of that number.
    case exportPast(Int)
    case renameElement
    case description
    case newCheck
    /// Of that name.
    case setting(String)

    /// The path of a file that is to be written.
    var isFile: Bool {
      switch self {
      case .writeBody, .writeReport, .exportTranscript, .writeCapture, .exportPast: true
      default: false
      }
    }
  }
  var use: Use
  var title: String
  var hint = ""
}
