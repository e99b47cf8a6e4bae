internal import ArgumentParser
internal import Basics
internal import Exchange
internal import History

/// `signet history pin`.
struct HistoryPinCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pin", abstract: "Keep exchanges whatever the limits say.",
    discussion: "Example: signet history pin 42")
  @Argument(help: ArgumentHelp("Their numbers.", valueName: "number")) var numbers: [Int]
  func run() throws { try PinChange(numbers: numbers, isPinned: true).apply() }
}

/// `signet history unpin`.
struct HistoryUnpinCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unpin", abstract: "Let exchanges go with the others.", discussion: "Example: signet history unpin 42")
  @Argument(help: ArgumentHelp("Their numbers.", valueName: "number")) var numbers: [Int]
  func run() throws { try PinChange(numbers: numbers, isPinned: false).apply() }
}

private struct PinChange {
  let numbers: [Int]
  let isPinned: Bool

  func apply() throws {
    let database = try HistoryCommand.database()
    try HistoryCommand.reading {
      for number in numbers where try !database.pin(number, isPinned) { throw HistoryError.noExchange(number: number) }
    }
  }
}

/// `signet history delete`.
struct HistoryDeleteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Delete exchanges for good.",
    discussion: """
      Example: signet history delete 41 42
               signet history delete --before 30d
      """)
  @Argument(help: ArgumentHelp("Their numbers.", valueName: "number")) var numbers: [Int] = []
  @Option(name: .long, help: ArgumentHelp("All that ended before; pinned ones stay.", valueName: "TIME"))
  var before: String?

  func validate() throws {
    if numbers.isEmpty == (before == nil) { throw ValidationError("Give numbers, or --before TIME.") }
  }

  func run() throws {
    let time = try before.map { try PastTime.read($0, "--before") }
    let database = try HistoryCommand.database()
    try HistoryCommand.reading {
      for number in numbers where try !database.delete(number) { throw HistoryError.noExchange(number: number) }
      if let time { StandardError.write("\(try database.delete(before: time)) deleted\n") }
    }
  }
}
