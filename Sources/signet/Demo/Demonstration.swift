internal import Certificates
internal import Collections
internal import Exchange
internal import Lab
internal import SOAPClient
internal import TLS

/// The Lab with a server for each story, and a private folder with a collection that calls them. All of it goes with
/// this object.
final class Demonstration {
  let folder: TemporaryFolder
  let collection: CollectionFolder
  let identities: IdentitiesFile
  private var servers: [Scenario.ServerSetup: LabServer] = [:]

  init() throws {
    folder = try TemporaryFolder(prefix: "signet-demo")
    collection = CollectionFolder(path: folder.path + "/collection")
    identities = IdentitiesFile(path: folder.path + "/private/identities.yaml")
    let clients = try Self.requests().compactMap(\.scenario.client.identity)
    // RSA keys take up to half a second to make; only what is used is made.
    let pki = try LabPKI(clients: [.alice] + Array(Set(clients).subtracting([.alice])))
    try writeIdentities(try pki.write(to: folder.path + "/pki"))
    try writeCollection(pki)
  }

  deinit { for server in servers.values { server.stop() } }

  /// The process's own clock and environment, without the person's own intermediates.
  var environment: ClientEnvironment {
    var environment = ClientEnvironment.process
    environment.intermediatesFolder = nil
    return environment
  }

  /// Goes with the rest.
  var history: @Sendable () -> HistoryPlace? {
    let path = folder.path + "/private/history.sqlite"
    return { HistoryPlace(path: path) }
  }

  static func requests() throws -> [(request: DemoRequest, scenario: Scenario)] {
    try DemoRequest.all.map { ($0, try Scenario.named($0.scenario)) }
  }

  private func writeIdentities(_ files: LabPKI.Files) throws {
    let password = folder.path + "/private/password"
    try Disk.makeFolder(folder.path + "/private", mode: 0o700)
    try Disk.write(Array(LabPKI.password.utf8), to: password, mode: 0o600)
    for identity in files.identities {
      let reference = IdentityReference(
        name: identity.name, certificate: .file(path: identity.pfx), password: .file(path: password))
      try identities.save(.init(name: identity.name, reference: reference, hosts: ["localhost", "127.0.0.1"]))
    }
  }

  private func writeCollection(_ pki: LabPKI) throws {
    try Disk.makeFolder(collection.path)
    try Disk.write(pki.root.certificatePEM, to: collection.path + "/lab-root.pem")
    let main =
      "name: Signet demonstration\ndefaults:\n  # The Lab's own root, made a moment ago.\n  cacert: lab-root.pem\n"
    try Disk.write(Array(main.utf8), to: collection.path + "/collection.yaml")
    for (request, scenario) in try Self.requests() {
      let server = try server(of: scenario, pki)
      let document = request.document(scenario, port: server.port)
      try collection.create(StoredRequest(path: request.path, document: document, envelope: request.envelope))
    }
  }

  private func server(of scenario: Scenario, _ pki: LabPKI) throws -> LabServer {
    if let running = servers[scenario.server] { return running }
    let server = try LabServer.start(scenario, pki: pki)
    servers[scenario.server] = server
    return server
  }
}
