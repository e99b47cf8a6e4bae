internal import ArgumentParser
internal import Basics
internal import Collections
internal import Exchange
internal import SOAPClient
internal import Schema
internal import WSDL

/// `signet import wsdl`: what a description holds, samples of its messages, and requests of its operations.
struct ImportWSDLCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wsdl",
    abstract: "Services, sample messages and requests of a WSDL description.",
    discussion: """
      Example: signet import wsdl service.wsdl --into bank
               signet import wsdl https://bank.example/service?wsdl --cert me.pfx --password prompt: --list
               signet import wsdl service.wsdl --sample GetBalance --optional omit
               signet import wsdl --refresh bank --cert me.pfx --password prompt:
      SOURCE is a file, a folder, a zip archive or a URL (WSDL 1.1 or 2.0). What it imports and includes is read too; what is missing
      is listed, and the operations all the same. From a URL, documents of the same server are fetched with the same
      certificate and trust; other servers are only asked with --remote, and never see the certificate.
      --into makes a folder for each port and in it a request for each operation: address, action, the binding that the
      policies demand, and an envelope that is valid against the schemas. All documents are kept in FOLDER/wsdl, which
      is a SOURCE too. Nothing that is there already is replaced.
      --refresh fetches the description again from where FOLDER has it from (or from SOURCE) and says for each operation
      what is different now; it ends with 1 when something is. With --apply the new documents are kept instead, with
      --add new operations become requests. Requests that are there stay as they are.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Argument(help: ArgumentHelp("File, folder, zip archive, or http(s) URL.", valueName: "source"))
  var source: String?
  @Flag(name: .long, help: "Say what it holds; write nothing.") var list = false
  @Option(name: .long, help: ArgumentHelp("Print a valid envelope for an operation.", valueName: "OPERATION"))
  var sample: String?
  @Option(name: .long, help: ArgumentHelp("The port of --sample, where several have the operation.", valueName: "PORT"))
  var port: String?
  @Option(name: .long, help: ArgumentHelp("Folder that the requests are written to.", valueName: "FOLDER"))
  var into: String?
  @Option(
    name: .long,
    help: ArgumentHelp("Say what has changed since FOLDER was imported; 1 when something has.", valueName: "FOLDER"))
  var refresh: String?
  @Flag(name: .long, help: "With --refresh: keep the new description instead.") var apply = false
  @Flag(name: .long, help: "With --refresh: make requests of new operations, and --apply.") var add = false
  @Option(
    name: .long,
    help: ArgumentHelp("Parts that may be left out: comment (default), include or omit.", valueName: "WORD"),
    transform: optionalParts)
  var optional = OptionalParts.comment
  @Option(
    name: .customLong("identity"),
    help: ArgumentHelp("Identity that requests name whose policy demands a certificate.", valueName: "NAME"))
  var identityName: String?
  @Option(name: .long, help: "text or json.") var format = Format.text
  @OptionGroup var access: DescriptionAccess

  func validate() throws {
    guard [list, sample != nil, into != nil, refresh != nil].count(where: \.self) == 1 else {
      throw ValidationError("Say --list, --sample OPERATION, --into FOLDER, or --refresh FOLDER.")
    }
    if source == nil, refresh == nil { throw ValidationError("Say which description: a file, a folder or a URL.") }
    if port != nil, sample == nil { throw ValidationError("--port goes with --sample OPERATION.") }
    if apply || add, refresh == nil { throw ValidationError("--apply and --add go with --refresh FOLDER.") }
  }

  func run() throws {
    if let refresh { return try refreshed(refresh) }
    try importing.run(try access.description(at: source ?? ""))
  }

  /// What is done without `--refresh`.
  var importing: DescriptionImport {
    let use: DescriptionImport.Use =
      if let sample { .sample(operation: sample, port: port) } else if let into { .requests(folder: into) } else {
        .list
      }
    return DescriptionImport(
      source: source ?? "", use: use, optional: optional, identity: identityName, format: format)
  }

  /// Ends with 1 when something has changed that is not kept.
  private func refreshed(_ folder: String) throws {
    var refresh = try DescriptionRefresh(of: folder, from: source, access)
    if apply || add {
      try refresh.apply(
        adding: add ? .init(envelopes: optional, identity: identityName) : nil)
    }
    StandardOutput.write(format == .json ? refresh.json.pretty + "\n" : refresh.text)
    if !refresh.changes.isEmpty, !refresh.isApplied { throw CommandStop(.fault) }
  }
}

private func optionalParts(_ word: String) throws -> OptionalParts {
  if let parts = OptionalParts(rawValue: word) { return parts }
  throw ValidationError("it is comment, include or omit.")
}
