internal import Basics
internal import Bindings
internal import Certificates
internal import Collections
internal import Exchange
internal import Handshake
internal import Interchange
internal import SOAPClient

/// The requests that an export is about.
struct ExportSource {
  /// A request's file, or a folder of a collection.
  var path: String
  /// The environment, and values above it.
  var choice: VariableChoice

  /// - Throws: `CollectionError` for the files, `Refusal` for what they say.
  func calls() throws -> [HTTPCall] {
    let (folder, name) = CollectionFolder.locate(path)
    if let root = Disk.resolved(path), (try? Disk.list(root)) != nil { return try calls(below: root) }
    let stored = try folder.request(at: name)
    var call = try call(stored, folder.load())
    call.description = KeptDescription.root(of: folder.path)
    return [call]
  }

  /// All requests of a folder, which may be a part of a collection.
  private func calls(below root: String) throws -> [HTTPCall] {
    // A file that need not be there finds the collection around the folder.
    let (folder, inner) = CollectionFolder.locate(root + "/any")
    let collection = folder.load()
    let prefix = inner.split(separator: "/").dropLast().map { $0 + "/" }.joined()
    let requests = collection.requests.filter { $0.path.hasPrefix(prefix) }
    guard !requests.isEmpty else { throw ExportError.noRequests(path) }
    let description = KeptDescription.root(of: collection.folder)
    return try requests.map { request in
      var call = try call(request, collection)
      call.description = description
      return call
    }
  }

  private func call(_ stored: StoredRequest, _ collection: Collection) throws -> HTTPCall {
    let document = try collection.settled(stored, choice: choice)
    // Its name is enough: nobody's files are opened.
    let name = document.identity ?? ""
    let known = Identities([
      Identities.Entry(name: name, reference: IdentityReference(name: name, certificate: .file(path: name)), hosts: [])
    ])
    let draft = try collection.draft(of: stored, identities: known, choice: choice)
    let message = try OutgoingMessage(draft)
    var parts = stored.path.split(separator: "/").map { String($0) }
    let title = parts.popLast() ?? stored.path
    var call = HTTPCall(
      folders: parts, name: title, url: draft.insertions.written(in: message.url),
      headers: message.headers.filter { HTTPHeaderRole($0.name) != .transport || $0.name == "MIME-Version" }.map {
        HTTPHeader($0.name, draft.insertions.written(in: $0.value))
      }, body: draft.insertions.isEmpty ? message.body : draft.insertions.written(in: message.body))
    call.usesCertificate = message.plan.offersClientCertificate
    call.certificate = document.identity
    call.credential = HTTPClientCredentialType(message.plan.authenticationScheme)
    if call.credential != nil { call.user = draft.user.map { draft.insertions.written(in: $0.name) } }
    call.connection = ConnectionChoice(document)
    return call
  }
}

extension [Insertion] {
  /// The text with what is only known when a call is sent as it was written: `{{password}}`.
  func written(in text: String) -> String { String(decoding: written(in: [UInt8](text.utf8)), as: UTF8.self) }

  /// The same of a message, which need not be UTF-8: the markers are ASCII.
  func written(in bytes: [UInt8]) -> [UInt8] {
    bytes.replacing(
      flatMap { insertion in
        Insertion.Form.allCases.map { ([UInt8](insertion.marker($0).utf8), [UInt8](insertion.written.utf8)) }
      })
  }
}

extension [HTTPCall] {
  /// What stays in double braces, for whoever runs the export to fill.
  var openPlaceholders: [String] {
    filter(\.hasPlaceholders).map {
      "\($0.title.neutralised): what is only known when a call is sent stays in double braces"
    }
  }
}

/// Why there is nothing to export.
enum ExportError: Remediable {
  case noRequests(String)
  case noDescription(String)

  var code: String {
    switch self {
    case .noRequests: "no-requests"
    case .noDescription: "no-description"
    }
  }

  var summary: String {
    switch self {
    case .noRequests(let path): "There is no request in \(path.neutralised)."
    case .noDescription(let path):
      "The collection of \(path.neutralised) has no description by which zeep could read an answer."
    }
  }

  var remedy: String {
    switch self {
    case .noRequests: "Name a request's file, or a folder of a collection that has some."
    case .noDescription: "Import the description (signet import wsdl SOURCE --into FOLDER), or export as python."
    }
  }
}

extension HTTPClientCredentialType {
  /// Nil for what sends nothing in HTTP.
  fileprivate init?(_ scheme: AuthenticationScheme) {
    switch scheme {
    case .basic: self = .basic
    case .digest: self = .digest
    case .ntlm: self = .ntlm
    case .negotiate: self = .windows
    case .anonymous, .none: return nil
    }
  }
}

extension ConnectionChoice {
  fileprivate init(_ document: RequestDocument) {
    self.init()
    isInsecure = document.trust.insecure ?? false
    anchorsPath = document.trust.anchorsPath
    anchorsFolder = document.trust.folderPath
    revocationLists = document.trust.revocationListPaths
    resolve = document.route.resolve
    proxyURL = document.route.proxyURL?.withoutCredentials
    (minimum, maximum) = (document.tls.minimum, document.tls.maximum)
    (ciphers, curves) = (document.tls.ciphers, document.tls.curves)
    (connectSeconds, totalSeconds) = (document.limits.connectSeconds, document.limits.totalSeconds)
  }
}
