internal import ArgumentParser
internal import Basics
internal import Handshake

/// `signet findings`: what the codes of findings mean.
struct FindingsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "findings", abstract: "What the codes of findings mean, and what each side does about them.",
    discussion: """
      Example: signet findings client-intermediate-missing
      Without a code it lists them all; a part of a code lists those that have it.
      """)

  @Argument(help: "A code, or a part of one.")
  var code: String?

  @Flag(help: "All of them as a page in Markdown.")
  var markdown = false

  func run() throws {
    if markdown { return StandardOutput.write(FindingCode.page) }
    guard let code else { return list(FindingCode.all) }
    if let known = FindingCode.named(code) { return StandardOutput.write(known.text) }
    let similar = FindingCode.all.filter { $0.code.contains(code.lowercased()) }
    guard !similar.isEmpty else {
      throw ValidationError("No finding has the code \(code.neutralised). `signet findings` lists them all.")
    }
    list(similar)
  }

  private func list(_ codes: [FindingCode]) {
    StandardOutput.write(aligned(codes.map { [$0.code, $0.blames.map(\.rawValue).joined(separator: ","), $0.title] }))
  }
}
