internal import ArgumentParser
internal import Basics
internal import Collections
internal import Exchange
internal import History

/// `signet history export`.
struct HistoryExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write an exchange to a file: HAR with its answer and times, or JSON.",
    discussion: "Example: signet history export 42 exchange.har")

  enum Format: String, ExpressibleByArgument, CaseIterable { case har, json }

  @Argument(help: ArgumentHelp("Its number.", valueName: "number")) var number: Int
  @Argument(help: ArgumentHelp("A new file, or - for standard output.", valueName: "FILE|-")) var file: String
  @Option(name: .long, help: "har or json; default: by the file's ending, else json.") var format: Format?

  func run() throws {
    let database = try HistoryCommand.database()
    let stored = try HistoryCommand.reading { try database.stored(number) }
    let isHAR = format.map { $0 == .har } ?? StoredExchange.isArchive(file)
    let text: String
    do { text = try stored.text(isHAR: isHAR) } catch { throw CommandStop(error, .file) }
    if file == "-" { return StandardOutput.write(text) }
    do throws(CollectionError) {
      let path = Disk.absolute(file)
      if Disk.exists(path) { throw .exists(path: path) }
      try Disk.write(Array(text.utf8), to: path, mode: 0o600)
    } catch {
      throw CommandStop(error, .file)
    }
  }
}
