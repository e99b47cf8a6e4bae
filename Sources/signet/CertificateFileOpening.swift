internal import ArgumentParser
internal import Basics
internal import Certificates
internal import Collections
internal import Exchange
internal import SOAPClient
internal import TLS

struct PasswordOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "env:NAME, file:PATH, keyring:NAME, command:…, prompt: or (seen by others) pass:…", valueName: "SOURCE"))
  var password: String?
}

/// Opens certificate files for the commands that look into them, asking at the terminal for a password that is needed
/// and was not named.
struct CertificateFileOpening {
  var password: PasswordOptions
  var environment = ClientEnvironment.commandLine

  /// - Parameter file: a path, or where there is no such file the name of an identity in the private identities file.
  func open(_ file: String, _ store: IntermediateStore) throws -> CertificateFileContents {
    let stored = Disk.exists(file) ? nil : IdentitiesFile().load().identities.named(file)?.reference
    let path = stored?.certificate.label ?? file
    let source = try password.password.map { try PasswordOption.parse($0) } ?? stored?.password ?? .none
    return try open(path, source: source, candidates: store.candidates)
  }

  func open(
    _ path: String, source: SecretSource, candidates: [CertificateChain.Candidate]
  ) throws -> CertificateFileContents {
    let named = try CertificateSource.named(path)
    let file: IdentityFile
    var source = source
    if case .token(let uri) = named {
      file = IdentityFile(token: uri)
      if source == .none { source = uri.pin }
    } else {
      file = IdentityFile(bytes: try InputFile.certificates(path), label: path)
    }
    let purpose = "password of \(named.label)"
    func look(_ secret: Secret?) throws(IdentityError) -> CertificateFileContents {
      try CertificateFile.inspect(file, password: secret, intermediates: candidates, now: environment.now())
    }
    do { return try look(try secret(source, purpose: purpose)) } catch IdentityError.passwordNeeded
      where source == .none
    {
      // Nobody said where the password is: a person at a terminal can.
      return try look(PasswordPrompt.ask(purpose))
    }
  }

  private func secret(_ source: SecretSource, purpose: String) throws -> Secret? {
    let environment = environment
    return try runBlocking { () async -> Result<Secret?, Refusal> in
      do throws(Refusal) {
        return .success(try await environment.secret(source, purpose: purpose, takesSharedFile: true))
      } catch { return .failure(error) }
    }.get()
  }
}

/// Runs what reads identities: a problem with one ends with its own status.
func identityFiles<Value>(_ read: () throws -> Value) throws -> Value {
  do { return try read() } catch let error as FileError {
    throw CommandStop(error, .file)
  } catch let error as any Remediable {
    throw CommandStop(error, .identity)
  }
}
