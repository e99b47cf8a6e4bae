internal import ArgumentParser
internal import Basics
internal import Certificates
internal import Collections
internal import Exchange
internal import SOAPClient
internal import TLS

/// `signet intermediates`: the certificates that complete client chains.
struct IntermediatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "intermediates",
    abstract: "The certificates at hand to complete client chains: list, add, remove, fetch.",
    discussion: """
      Example: signet intermediates fetch me.pfx --password prompt:
      They are files in $XDG_CONFIG_HOME/signet/intermediates (else ~/.config/signet/intermediates).
      """,
    subcommands: [
      ListIntermediates.self, AddIntermediates.self, RemoveIntermediate.self, ImportIntermediates.self,
      IntermediatesFromServer.self, FetchIntermediates.self,
    ], defaultSubcommand: ListIntermediates.self)
}

private struct ListIntermediates: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "What the intermediate store holds.",
    discussion: "Example: signet intermediates list --format json")

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }
  @Option(name: .long, help: "text or json.") var format = Format.text

  func run() throws {
    let store = try IntermediateStoreAccess()
    let listing = IntermediatesListing(folder: store.folder.path, store: store.contents, now: store.now)
    StandardOutput.write(format == .json ? listing.json.pretty + "\n" : listing.text)
    for note in store.contents.notes { StandardError.write(note + "\n") }
  }
}

private struct AddIntermediates: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add the authorities of PEM, DER or PKCS#7 files.",
    discussion: "Example: signet intermediates add issuing-ca.pem")

  @Argument(help: ArgumentHelp("Certificate files.", valueName: "file")) var files: [String]

  func run() throws {
    let store = try IntermediateStoreAccess()
    let certificates = try identityFiles {
      try files.flatMap { path in
        try CertificateFile.candidates(
          IdentityFile(bytes: try InputFile.certificates(path), label: path), origin: .intermediates(path: path))
      }
    }
    try store.add(certificates.map(\.certificate))
  }
}

private struct RemoveIntermediate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Remove a certificate from the store.",
    discussion: "Example: signet intermediates remove 'Issuing CA'")

  @Argument(help: ArgumentHelp("Its file's name, common name or SHA-256 fingerprint.", valueName: "name"))
  var name: String

  func run() throws {
    let store = try IntermediateStoreAccess()
    do throws(IntermediatesError) {
      let path = try store.folder.remove(name, present: store.contents.candidates)
      StandardOutput.write("removed \(path.neutralised)\n")
    } catch {
      if case .file = error { throw CommandStop(error, .file) }
      throw CommandStop(error, .usage)
    }
  }
}

private struct ImportIntermediates: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Add the authorities of a PFX file; its key stays where it is.",
    discussion: "Example: signet intermediates import me.pfx --password prompt:")

  @Argument(help: ArgumentHelp("PFX file.", valueName: "file")) var file: String
  @OptionGroup var password: PasswordOptions

  func run() throws {
    let store = try IntermediateStoreAccess()
    let contents = try identityFiles { try CertificateFileOpening(password: password).open(file, store.contents) }
    try store.add(contents.certificates.filter { !$0.hasPrivateKey }.map(\.facts))
  }
}

private struct IntermediatesFromServer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "from-server",
    abstract: "Add the authorities that a server sends with its certificate: one request without a client certificate.",
    discussion: "Example: signet intermediates from-server https://host/service")

  @Argument(help: ArgumentHelp("Address of the server.", valueName: "URL")) var url: String
  @OptionGroup(title: "Server trust") var trust: TrustOptions
  @OptionGroup(title: "Route") var route: FetchRouteOptions

  func run() throws {
    let store = try IntermediateStoreAccess()
    let (route, trust) = (route.route, trust.reference(else: TrustReference()))
    let chain = try fetching { () async throws(CertificateFetchError) in
      try await CertificateFetch(route: route).serverChain(of: url, trust: trust)
    }
    try store.add(Array(chain.dropFirst()))
  }
}

private struct FetchIntermediates: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch",
    abstract: "Fetch the authorities above a certificate from the addresses that it and they name (AIA), and add them.",
    discussion: "Example: signet intermediates fetch me.pfx --password prompt:")

  @Argument(
    help: ArgumentHelp("Certificate file, or the name of an identity in identities.yaml.", valueName: "file"))
  var file: String
  @OptionGroup var password: PasswordOptions
  @OptionGroup(title: "Route") var route: FetchRouteOptions

  func run() throws {
    let store = try IntermediateStoreAccess()
    let contents = try identityFiles { try CertificateFileOpening(password: password).open(file, store.contents) }
    guard let last = contents.chain?.certificates.last else { throw CommandStop(NoSingleLeaf(file: file), .identity) }
    let route = route.route
    let fetched = try fetching { () async throws(CertificateFetchError) in
      try await CertificateFetch(route: route).issuers(of: last)
    }
    for step in fetched {
      StandardError.write("\(step.url.neutralised): \(step.certificate.subject.shortName)\n")
    }
    try store.add(fetched.map(\.certificate))
  }
}

/// How to reach what is fetched.
struct FetchRouteOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("As in curl.", valueName: "URL")) var proxy: String?
  @Option(name: .long, help: ArgumentHelp("As in curl; repeatable.", valueName: "HOST:PORT:ADDRESS"))
  var resolve: [String] = []

  var route: Route { Route(resolve: resolve, proxyURL: proxy) }
}

/// A file whose chain has no beginning.
private struct NoSingleLeaf: Remediable {
  let file: String
  let code = "no-single-leaf"
  var summary: String { "\(file.neutralised) holds no single certificate whose issuer could be fetched." }
  let values: [String] = []
  let remedy = "Name the file of one client certificate, or add the authorities: signet intermediates add FILE"
}

/// Runs what fetches; a problem on the way ends with the status for the network, one with what was asked with usage.
private func fetching<Value: Sendable>(
  _ work: @escaping @Sendable () async throws(CertificateFetchError) -> Value
) throws -> Value {
  let result = runBlocking { () async -> Result<Value, CertificateFetchError> in
    do throws(CertificateFetchError) { return .success(try await work()) } catch { return .failure(error) }
  }
  switch result {
  case .success(let value): return value
  case .failure(let error): throw CommandStop(error, error.status)
  }
}

extension CertificateFetchError {
  fileprivate var status: ExitStatus {
    switch self {
    case .refused(let refusal): refusal.stage == .file ? .file : .usage
    case .notHTTPS: .usage
    case .noChain, .failed, .status, .notACertificate, .notTheIssuer: .network
    case .noAddress, .notHTTP: .identity
    }
  }
}
