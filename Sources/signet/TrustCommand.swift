internal import ArgumentParser
internal import Basics
internal import Collections
internal import Exchange
internal import Glibc
internal import SOAPClient

/// `signet trust`: which programs a collection may run.
struct TrustCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trust",
    abstract:
      "Allow what a collection's requests run (behavior pipe), and which secrets and files outside it they read.",
    discussion: """
      Example: signet trust requests
      Lists what would run and be read, and asks. A program or source that the collection comes to name later is asked for \
      anew; what a program's own file holds is not watched. Kept in $XDG_CONFIG_HOME/signet/trusted.yaml (else ~/.config/signet), for you alone.
      """)

  @Argument(help: ArgumentHelp("The collection's folder.", valueName: "folder")) var folder = "."
  @Flag(name: .long, help: "Say what would run; change nothing.") var list = false
  @Flag(name: .long, help: "Allow it without asking.") var yes = false
  @Flag(name: .long, help: "Take back whatever was allowed.") var remove = false

  func run() throws {
    let collection = try commandLine { try CollectionFolder(path: folder).loadExisting() }
    for problem in collection.problems { StandardError.write(problem.description.neutralised + "\n") }
    let file = TrustFile()
    do throws(CollectionError) {
      if remove {
        return StandardOutput.write("\(try file.distrust(folder: collection.folder)) taken back\n")
      }
    } catch { throw CommandStop(error, .file) }
    let unknown = file.load().unknown(collection.programs)
    StandardOutput.write(listing(collection, unknown))
    guard !list, !unknown.isEmpty else { return }
    guard yes || isAllowed() else { throw CommandStop(NotAllowed(), .usage) }
    do throws(CollectionError) { try file.trust(unknown) } catch { throw CommandStop(error, .file) }
    StandardOutput.write("allowed\n")
  }

  private func listing(_ collection: Collection, _ unknown: [ExternalProgram]) -> String {
    guard !collection.programs.isEmpty else {
      return "\(collection.folder.neutralised) runs no program, and reads no secret and no file outside itself.\n"
    }
    let lines = collection.programs.map { program in
      "  \(unknown.contains(program) ? "new    " : "allowed") \(program.command.neutralised)"
    }
    return
      ([
        "Programs that requests of \(collection.folder.neutralised) run, and secrets and files outside it that they read:"
      ]
      + lines).joined(
        separator: "\n") + "\n"
  }

  private func isAllowed() -> Bool {
    guard isatty(STDIN_FILENO) == 1 else { return false }
    StandardError.write("May they run and be read, with your rights? [y/N] ")
    return ["y", "yes"].contains(readLine()?.lowercased())
  }
}

private struct NotAllowed: Remediable {
  var code: String { "not-allowed" }
  var summary: String { "Nothing was allowed." }
  var values: [String] { [] }
  var remedy: String { "Answer y in a terminal, or give --yes." }
}
