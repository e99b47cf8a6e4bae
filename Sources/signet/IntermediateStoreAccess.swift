internal import Basics
internal import Certificates
internal import Collections
internal import Exchange
internal import SOAPClient
internal import TLS

/// The intermediate store of the person who runs the program.
struct IntermediateStoreAccess {
  let folder: IntermediatesFolder
  let contents: IntermediateStore
  let now: Timestamp

  init(_ environment: ClientEnvironment = .process) throws {
    guard let path = environment.intermediatesFolder else { throw CommandStop(NoHome(), .file) }
    folder = IntermediatesFolder(path: path, reader: .openSSL)
    contents = IntermediateStore(folder: path)
    now = environment.now()
  }

  /// Adds, and says of each certificate what became of it: what is now there on standard output, why others are not on
  /// standard error.
  func add(_ certificates: [CertificateFacts]) throws {
    if certificates.isEmpty { StandardError.write("There is no authority to add.\n") }
    let additions: [IntermediatesFolder.Addition]
    do throws(CollectionError) {
      additions = try folder.add(certificates, present: contents.candidates)
    } catch {
      throw CommandStop(error, .file)
    }
    for addition in additions { say(addition) }
  }

  private func say(_ addition: IntermediatesFolder.Addition) {
    let name = addition.certificate.subject.shortName
    switch addition.outcome {
    case .added(let path): StandardOutput.write("added \(name): \(path.neutralised)\n")
    case .alreadyThere(let path): StandardOutput.write("already there \(name): \(path.neutralised)\n")
    case .leftOut(let reason): StandardError.write("left out \(name): \(reason)\n")
    }
  }
}

private struct NoHome: Remediable {
  let code = "no-configuration-folder"
  let summary = "There is no folder for settings."
  let values = ["HOME and XDG_CONFIG_HOME are not set"]
  let remedy = "Set HOME, or XDG_CONFIG_HOME to an absolute path."
}

/// The store's contents, for people and programs.
struct IntermediatesListing {
  let folder: String
  let store: IntermediateStore
  let now: Timestamp

  var text: String {
    guard !store.candidates.isEmpty else { return "\(folder.neutralised): empty\n" }
    return store.candidates.map { candidate in
      let facts = candidate.certificate
      return """
        \(facts.subject)
          issuer   \(facts.issuer)
          valid    \(facts.notBefore) to \(facts.notAfter)\(facts.remainingText(now))
          SHA-256  \(facts.sha256)
          file     \(candidate.path.neutralised)

        """
    }.joined(separator: "\n")
  }

  var json: JSONValue {
    [
      "folder": .string(folder),
      "certificates": .array(
        store.candidates.map { candidate in
          let facts = candidate.certificate
          return [
            "subject": .string(facts.subject.description), "issuer": .string(facts.issuer.description),
            "notBefore": .string(facts.notBefore.description), "notAfter": .string(facts.notAfter.description),
            "daysLeft": .int(now.days(until: facts.notAfter)), "sha256": .string(facts.sha256),
            "file": .string(candidate.path),
          ]
        }),
      "leftOut": .strings(store.notes),
    ]
  }
}
