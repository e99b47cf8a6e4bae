internal import ArgumentParser
internal import Basics
internal import Certificates
internal import Exchange
internal import Glibc
internal import SOAPClient
internal import TLS

/// `signet inspect`: what certificate files hold, and what is missing.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show what a PFX, PEM, DER or PKCS#7 file holds, and what is missing.",
    discussion: "Example: signet inspect me.pfx --password prompt:")

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Argument(help: ArgumentHelp("Certificate files.", valueName: "file")) var files: [String]
  @Option(
    name: .long,
    help: ArgumentHelp("env:NAME, file:PATH, command:…, prompt: or (seen by others) pass:…", valueName: "SOURCE"))
  var password: String?
  @Option(
    name: .long, help: ArgumentHelp("Certificates that may complete the chain; repeatable.", valueName: "FILE"))
  var intermediates: [String] = []
  @Option(name: .long, help: "text or json.") var format = Format.text

  func run() throws {
    let source = try password.map { try PasswordOption.parse($0) } ?? .none
    let environment = ClientEnvironment.commandLine
    let contents = try identityFiles {
      let candidates = try intermediates.flatMap(candidates) + (environment.intermediatesFolder.map(store) ?? [])
      return try files.map { try inspect($0, source: source, candidates, environment) }
    }
    switch format {
    case .text:
      StandardOutput.write(
        zip(files, contents).map { InspectionText(file: $0, contents: $1).text }.joined(separator: "\n"))
    case .json:
      let values = zip(files, contents).map { $1.json(file: $0) }
      StandardOutput.write((values.count == 1 ? values[0] : .array(values)).pretty + "\n")
    }
  }

  private func inspect(
    _ path: String, source: SecretSource, _ candidates: [CertificateChain.Candidate], _ environment: ClientEnvironment
  ) throws -> CertificateFileContents {
    let file = IdentityFile(bytes: try InputFile.certificates(path), label: path)
    let purpose = "password of \(path)"
    func look(_ secret: Secret?) throws(IdentityError) -> CertificateFileContents {
      try CertificateFile.inspect(file, password: secret, intermediates: candidates, now: environment.now())
    }
    do { return try look(try secret(source, purpose: purpose, environment)) } catch IdentityError.passwordNeeded
      where source == .none
    {
      // Nobody said where the password is: a person at a terminal can.
      return try look(PasswordPrompt.ask(purpose))
    }
  }

  private func secret(_ source: SecretSource, purpose: String, _ environment: ClientEnvironment) throws -> Secret? {
    try runBlocking { () async -> Result<Secret?, Refusal> in
      do throws(Refusal) { return .success(try await environment.secret(source, purpose: purpose)) } catch {
        return .failure(error)
      }
    }.get()
  }

  private func candidates(_ path: String) throws -> [CertificateChain.Candidate] {
    let file = IdentityFile(bytes: try InputFile.certificates(path), label: path)
    return try CertificateFile.candidates(file, origin: .intermediates(path: path))
  }

  private func store(_ folder: String) -> [CertificateChain.Candidate] { IntermediateStore(folder: folder).candidates }

  /// Runs what reads identities: a problem with one ends with its own status.
  private func identityFiles<Value>(_ read: () throws -> Value) throws -> Value {
    do { return try read() } catch let error as FileError {
      throw CommandStop(error, .file)
    } catch let error as any Remediable {
      throw CommandStop(error, .identity)
    }
  }
}
