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
  @OptionGroup var password: PasswordOptions
  @Option(
    name: .long, help: ArgumentHelp("Certificates that may complete the chain; repeatable.", valueName: "FILE"))
  var intermediates: [String] = []
  @Option(name: .long, help: "text or json.") var format = Format.text

  func run() throws {
    let source = try password.password.map { try PasswordOption.parse($0) } ?? .none
    let opening = CertificateFileOpening(password: password)
    let contents = try identityFiles {
      let candidates =
        try intermediates.flatMap(candidates)
        + (opening.environment.intermediatesFolder.map { IntermediateStore(folder: $0).candidates } ?? [])
      return try files.map { try opening.open($0, source: source, candidates: candidates) }
    }
    switch format {
    case .text:
      StandardOutput.write(
        zip(files, contents).map {
          InspectionText(file: $0, contents: $1, now: opening.environment.now()).text
        }.joined(separator: "\n"))
    case .json:
      let values = zip(files, contents).map { $1.json(file: $0, now: opening.environment.now()) }
      StandardOutput.write((values.count == 1 ? values[0] : .array(values)).pretty + "\n")
    }
  }

  private func candidates(_ path: String) throws -> [CertificateChain.Candidate] {
    let file = IdentityFile(bytes: try InputFile.certificates(path), label: path)
    return try CertificateFile.candidates(file, origin: .intermediates(path: path))
  }
}
