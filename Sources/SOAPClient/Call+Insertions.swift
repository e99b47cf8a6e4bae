internal import Basics
internal import Certificates
internal import Exchange

// What stands in the draft by reference only, read now that it is sent.
extension Call {
  func fillInsertions() async throws(Refusal) {
    let draft = client.draft
    if draft.insertions.isEmpty { return }
    let environment = client.session.environment
    var values = InsertionValues(now: environment.now(), random: environment.random)
    for insertion in draft.insertions {
      switch insertion.content {
      case .secret(let name, let source, _):
        values.secrets[insertion.marker] = try await secret(name, source, insertion)
      case .builtIn(.file(let path)), .builtIn(.fileBase64(let path)):
        values.files[path] = try await file(path, of: draft)
      case .builtIn: break
      }
    }
    try client.fill(values)
  }

  private func secret(_ name: String, _ source: SecretSource, _ insertion: Insertion) async throws(Refusal) -> Secret {
    let session = client.session
    if let trust = insertion.trust, !session.environment.mayRun(trust) { throw .sourceNotTrusted(name, trust) }
    let variable = EnteredVariable(name, of: client.draft)
    if source == .prompt, let known = session.enteredSecret(variable) { return known }
    let resolver = SecretResolver(environment: session.environment, cancellation: client.cancellation)
    guard let secret = try await resolver.resolve(located(source, of: insertion), purpose: "value of \(name)").get()
    else { return .empty }
    if source == .prompt { session.keepEntered(secret, of: variable) }
    return secret
  }

  /// A relative path in a collection's file is relative to the collection.
  private func located(_ source: SecretSource, of insertion: Insertion) -> SecretSource {
    guard case .secret(_, .file(let path), let folder?) = insertion.content, !path.hasPrefix("/"), !path.hasPrefix("~")
    else { return source }
    return .file(path: folder + "/" + path)
  }

  /// - Parameter path: relative to the collection's folder, or, without a collection, to the current one.
  private func file(_ path: String, of draft: Draft) async throws(Refusal) -> [UInt8] {
    let reading = FileReading(limit: 64 * 1024 * 1024, cancellation: client.cancellation)
    guard let folder = draft.folder else { throw .fileOutside(path) }
    return try await onOwnThread {
      Result { () throws(Refusal) in
        guard let real = CollectionPath.resolved(path, in: folder) else { throw Refusal.fileOutside(path) }
        do throws(FileError) { return try reading.bytes(of: real) } catch { throw Refusal(error, stage: .file) }
      }
    }.get()
  }
}

extension Refusal {
  static func sourceNotTrusted(_ name: String, _ source: ExternalProgram) -> Refusal {
    let folder = source.folder ?? ""
    return Refusal(
      stage: .usage, code: "secret-source-not-trusted",
      summary: "The source of the secret '\(name.neutralised)' is not trusted yet, so nothing was read and sent.",
      values: ["source: \(source.command.neutralised)", "collection: \(folder.neutralised)"],
      remedy: "Look at what the collection would read and run, and allow it: signet trust \(folder.shellQuoted)")
  }

  static func fileNotTrusted(_ file: ExternalProgram) -> Refusal {
    let folder = file.folder ?? ""
    return Refusal(
      stage: .usage, code: "file-not-trusted",
      summary: "A request names a file outside its collection that is not trusted yet, so nothing was read and sent.",
      values: ["named: \(file.command.neutralised)", "collection: \(folder.neutralised)"],
      remedy: "Move the file into the collection, or look at what it would read and run, and allow it: "
        + "signet trust \(folder.shellQuoted)")
  }

  static func fileOutside(_ path: String) -> Refusal {
    Refusal(
      stage: .file, code: "outside-collection",
      summary: "The file \(path.neutralised) is not in the collection's folder.",
      remedy: "Move the file into the collection: what is shared must not reach out of its folder.")
  }
}
