internal import ArgumentParser
internal import Basics
internal import Collections
internal import Exchange
internal import Glibc
internal import History

/// `signet history`: past exchanges.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Past exchanges: list, look at, send again, compare.",
    discussion: """
      Example: signet history --finding client-intermediate-missing --since 7d
      Every exchange of send, run and the workbench is kept in $XDG_STATE_HOME/signet/history.sqlite (else
      ~/.local/state/signet/history.sqlite), for you alone and without its secrets: the last 10,000 of 90 days, at most
      512 MB (and up to a twentieth more until that is looked at again), pinned ones longer. settings.yaml changes that
      (history-exchanges, history-days, history-megabytes, or history: false); --no-history leaves a call out. What is
      deleted is overwritten in the file; of what the limits take out, the words leave the search's index with the first
      exchange of the next day.
      """,
    subcommands: [
      HistoryListCommand.self, HistoryShowCommand.self, HistoryResendCommand.self, HistoryCompareCommand.self,
      HistoryPinCommand.self, HistoryUnpinCommand.self, HistoryDeleteCommand.self, HistoryExportCommand.self,
      HistorySchemaCommand.self,
    ], defaultSubcommand: HistoryListCommand.self)

  /// The person's own history, whether or not something is still being kept.
  static func database() throws -> HistoryDatabase {
    try reading {
      guard let place = try HistoryPlace.personal() else { throw HistoryIsOff() }
      return try place.open()
    }
  }

  /// Ends with the status for files when the history cannot be used, with that for usage when it lacks what was named.
  static func reading<Value>(_ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let error as HistoryError {
      throw CommandStop(error, error.code == "history-no-exchange" ? .usage : .file)
    } catch let error as any Remediable {
      throw CommandStop(error, .file)
    }
  }
}

struct HistoryIsOff: Remediable {
  let code = "history-off"
  let summary = "There is no history."
  let values = ["settings.yaml has history: false, or neither HOME nor XDG_STATE_HOME is set"]
  let remedy = "Take history: false out of settings.yaml."
}

/// `signet history list`.
struct HistoryListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Exchanges, newest first.",
    discussion: """
      Example: signet history list --request '*/Get*' --status 500 --since 2026-11-01 --text "order 4711"
      ● marks those that are pinned.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Only requests, or addresses, of this pattern: billing/*, https://*.example/*.", valueName: "GLOB"))
  var request: String?
  @Option(name: .long, help: ArgumentHelp("Only answers with this HTTP status.", valueName: "N")) var status: Int?
  @Option(name: .long, help: ArgumentHelp("Only those with this finding (signet findings).", valueName: "CODE"))
  var finding: String?
  @Option(name: .long, help: ArgumentHelp("Not before: 2026-11-27, 2026-11-27T03:11:00Z, 2h, 7d.", valueName: "TIME"))
  var since: String?
  @Option(name: .long, help: ArgumentHelp("Before.", valueName: "TIME")) var until: String?
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Only where message and answer have words that begin so; one or two letters are a whole word.", valueName: "TEXT")
  )
  var text: String?
  @Option(name: .long, help: ArgumentHelp("At most so many.", valueName: "N")) var limit = 50
  @Option(name: .long, help: "text or json.") var format = Format.text

  func validate() throws {
    if !(1...1_000_000).contains(limit) { throw ValidationError("--limit \(limit): it is a number from 1 to 1000000.") }
  }

  func run() throws {
    let filter = PastExchangeFilter(
      request: request, status: status, finding: finding, since: try since.map { try PastTime.read($0, "--since") },
      until: try until.map { try PastTime.read($0, "--until") }, text: text, limit: limit)
    let database = try HistoryCommand.database()
    let exchanges = try HistoryCommand.reading { try database.list(filter) }
    switch format {
    case .json:
      StandardOutput.write(JSONValue.object([.init("exchanges", .array(exchanges.map(\.json)))]).pretty + "\n")
    case .text where exchanges.isEmpty: StandardError.write("No exchange of the history is like that.\n")
    case .text: StandardOutput.write(aligned(exchanges.map(\.columns)))
    }
  }
}

/// A moment of the past as a person types it.
enum PastTime {
  /// - Throws: `ValidationError` that names the flag.
  static func read(_ text: String, _ flag: String, now: Int64 = Int64(time(nil))) throws -> Timestamp {
    let units: [Character: Int64] = ["m": 60, "h": 3600, "d": 86400, "w": 604_800]
    if let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()), (0...1_000_000).contains(count)
    {
      return Timestamp(secondsSinceEpoch: now - count * unit)
    }
    let numbers = text.split { "-:TZ ".contains($0) }.map { Int($0) ?? -1 }
    if [3, 5, 6].contains(numbers.count),
      let time = Timestamp(
        year: numbers[0], month: numbers[1], day: numbers[2], hour: numbers.count > 3 ? numbers[3] : 0,
        minute: numbers.count > 4 ? numbers[4] : 0, second: numbers.count > 5 ? numbers[5] : 0)
    {
      return time
    }
    throw ValidationError(
      "\(flag) \(text.neutralised): write a day or a time in UTC (2026-11-27, 2026-11-27T03:11:00Z), or an age: 30m, 2h, 7d, 4w."
    )
  }
}

extension PastExchange {
  /// As a row of the list.
  fileprivate var columns: [String] {
    [
      String(number) + (isPinned ? "●" : ""), time.description, result.neutralised,
      durationMilliseconds.map { "\(Int($0.rounded())) ms" } ?? "–", tlsVersion ?? "–", name.neutralised,
    ]
  }

  var json: JSONValue {
    [
      "number": .int(number), "time": .string(time.description), "command": .string(command),
      "collection": .optional(collection), "request": .optional(request), "url": .string(url),
      "method": .string(method), "action": .optional(action), "status": .optional(status),
      "outcome": .string(outcome), "findings": .strings(findings), "durationMs": .optional(durationMilliseconds),
      "tlsVersion": .optional(tlsVersion), "certificateSubject": .optional(certificateSubject),
      "pinned": .bool(isPinned),
    ]
  }
}

/// `signet history schema`.
struct HistorySchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "The history's tables, for sqlite3 and other programs, as a page in Markdown.",
    discussion: "Example: signet history schema")

  func run() { StandardOutput.write(HistorySchema.page) }
}
