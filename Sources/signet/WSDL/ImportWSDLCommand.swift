internal import ArgumentParser
internal import Basics
internal import Exchange
internal import SOAPClient
internal import WSDL

/// `signet import wsdl`: the services of a description.
struct ImportWSDLCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wsdl",
    abstract: "Services, ports and operations of a WSDL description.",
    discussion: """
      Example: signet import wsdl service.wsdl --list
               signet import wsdl https://bank.example/service?wsdl --cert me.pfx --password prompt: --list
      SOURCE is a file, a folder or a URL (WSDL 1.1 or 2.0). What it imports and includes is read too; what is missing
      is listed, and the operations all the same. From a URL, documents of the same server are fetched with the same
      certificate and trust; other servers are only asked with --remote, and never see the certificate.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Argument(help: ArgumentHelp("File, folder, or http(s) URL.", valueName: "source")) var source: String
  @Flag(name: .long, help: "Say what it holds; write nothing.") var list = false
  @Option(name: .long, help: "text or json.") var format = Format.text
  @OptionGroup var access: DescriptionAccess

  func validate() throws {
    guard list else { throw ValidationError("Say --list.") }
  }

  func run() throws {
    let description = try access.description(at: source)
    let listing = DescriptionListing(description)
    StandardOutput.write(format == .json ? description.json.pretty + "\n" : listing.text)
  }
}
