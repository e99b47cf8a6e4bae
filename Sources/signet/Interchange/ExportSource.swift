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

  /// - Throws: `CollectionError` for the files, `Refusal` for what they say.
  func calls() throws -> [HTTPCall] {
    let (folder, name) = CollectionFolder.locate(path)
    if let root = Disk.resolved(path), (try? Disk.list(root)) != nil { return try calls(below: root) }
    let stored = try folder.request(at: name)
    return [try call(stored, folder.load())]
  }

  /// All requests of a folder, which may be a part of a collection.
  private func calls(below root: String) throws -> [HTTPCall] {
    // A file that need not be there finds the collection around the folder.
    let (folder, inner) = CollectionFolder.locate(root + "/any")
    let collection = folder.load()
    let prefix = inner.split(separator: "/").dropLast().map { $0 + "/" }.joined()
    let requests = collection.requests.filter { $0.path.hasPrefix(prefix) }
    guard !requests.isEmpty else { throw ExportError.noRequests(path) }
    return try requests.map { try call($0, collection) }
  }

  private func call(_ stored: StoredRequest, _ collection: Collection) throws -> HTTPCall {
    let document = stored.document.over(collection.defaults)
    // Its name is enough: nobody's files are opened.
    let name = document.identity ?? ""
    let known = Identities([
      Identities.Entry(name: name, reference: IdentityReference(name: name, certificate: .file(path: name)), hosts: [])
    ])
    let message = try OutgoingMessage(collection.draft(of: stored, identities: known))
    var parts = stored.path.split(separator: "/").map { String($0) }
    let title = parts.popLast() ?? stored.path
    var call = HTTPCall(
      folders: parts, name: title, url: message.url,
      headers: message.headers.filter { HTTPHeaderRole($0.name) != .transport || $0.name == "MIME-Version" },
      body: message.body)
    call.usesCertificate = message.plan.offersClientCertificate
    call.certificate = document.identity
    call.credential = HTTPClientCredentialType(message.plan.authenticationScheme)
    if call.credential != nil { call.user = document.user }
    call.connection = ConnectionChoice(document)
    return call
  }
}

/// Why there is nothing to export.
enum ExportError: Remediable {
  case noRequests(String)

  var code: String { "no-requests" }

  var summary: String {
    switch self {
    case .noRequests(let path): "There is no request in \(path.neutralised)."
    }
  }

  var remedy: String { "Name a request's file, or a folder of a collection that has some." }
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
