internal import Basics
internal import Certificates
internal import Exchange
internal import TLS

/// From a reference to a loaded identity with its chain completed.
struct IdentityPreparation: Sendable {
  var environment: ClientEnvironment
  var cancellation: Cancellation
  var proven: ProvenPreparation

  struct Loaded: Sendable {
    var identity: Identity
    var summary: IdentitySummary
    /// One sentence a step.
    var steps: [String]
  }

  func load(_ reference: IdentityReference) async -> Result<Loaded, Refusal> {
    let resolver = SecretResolver(environment: environment, cancellation: cancellation)
    let purpose = "password of \(reference.name ?? reference.certificate.label)"
    // Without a name it stands on the command line, or is a program's own.
    switch await resolver.resolve(reference.secretSource, purpose: purpose, takesSharedFile: reference.name == nil) {
    case .failure(let refusal): return .failure(refusal)
    case .success(let password):
      let work = IdentityWork(
        reference: reference, password: password, now: environment.now(), storeFolder: environment.intermediatesFolder,
        reading: FileReading(cancellation: cancellation), proven: proven)
      return await onOwnThread { Result { () throws(Refusal) in try work.load() } }
    }
  }
}

/// The part that reads and computes; runs on a thread of its own.
private struct IdentityWork: Sendable {
  var reference: IdentityReference
  var password: Secret?
  var now: Timestamp
  var storeFolder: String?
  var reading: FileReading
  var proven: ProvenPreparation

  func load() throws(Refusal) -> IdentityPreparation.Loaded {
    let material = IdentityMaterial(
      certificate: try file(reference.certificate), key: try reference.key.map { key throws(Refusal) in try file(key) },
      password: password, format: reference.format)
    let store = storeFolder.map { IntermediateStore(folder: $0) }
    let key = ProvenPreparation.IdentityKey(
      material: material, candidates: try intermediates() + (store?.candidates ?? []), name: reference.name,
      notes: store?.notes ?? [])
    if let loaded = proven.identity(key, now: now) { return loaded }
    let loaded = try load(key)
    proven.keep(loaded, for: key, now: now)
    return loaded
  }

  private func load(_ key: ProvenPreparation.IdentityKey) throws(Refusal) -> IdentityPreparation.Loaded {
    let identity = try identity(key.material, key.candidates)
    let source = key.name ?? identity.source
    return IdentityPreparation.Loaded(
      identity: identity,
      summary: IdentitySummary(
        source: source, chain: identity.chain, hasPrivateKey: identity.hasPrivateKey, token: identity.token),
      steps: ["\(source): private key matches \(identity.leaf.subject)"] + identity.chain.steps + key.notes)
  }

  private func identity(
    _ material: IdentityMaterial, _ candidates: [CertificateChain.Candidate]
  ) throws(Refusal) -> Identity {
    do throws(IdentityError) {
      return try IdentityLoader(now: now).load(material, intermediates: candidates)
    } catch {
      throw Refusal(error, stage: .identity)
    }
  }

  private func intermediates() throws(Refusal) -> [CertificateChain.Candidate] {
    var candidates: [CertificateChain.Candidate] = []
    for source in reference.intermediates {
      let file = try file(source)
      do throws(IdentityError) {
        candidates += try CertificateFile.candidates(file, origin: .intermediates(path: source.label))
      } catch {
        throw Refusal(error, stage: .identity)
      }
    }
    return candidates
  }

  private func file(_ source: CertificateSource) throws(Refusal) -> IdentityFile {
    switch source {
    case .bytes(let bytes, let label): return IdentityFile(bytes: bytes, label: label)
    case .token(let uri): return IdentityFile(token: uri)
    case .file(let path):
      do throws(FileError) {
        return IdentityFile(bytes: try reading.bytes(of: path), label: path)
      } catch {
        throw Refusal(error, stage: .file)
      }
    }
  }
}
