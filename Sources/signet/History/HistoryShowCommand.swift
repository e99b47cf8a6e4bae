internal import ArgumentParser
internal import Basics
internal import Exchange
internal import History
internal import TLS

/// `signet history show`.
struct HistoryShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "One exchange: handshake, findings, the message as it was sent, the answer.",
    discussion: "Example: signet history show 42")

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, request, answer }

  @Argument(help: ArgumentHelp("Its number.", valueName: "number")) var number: Int
  @Option(name: .long, help: "text, json, request (the message alone) or answer (its text alone).") var format = Format
    .text
  @OptionGroup var text: TextOptions

  func run() throws {
    let database = try HistoryCommand.database()
    let stored = try HistoryCommand.reading { try database.stored(number) }
    switch format {
    case .json: StandardOutput.write(json(stored).pretty + "\n")
    case .request: StandardOutput.write(stored.request)
    case .answer: StandardOutput.write(stored.answer ?? "")
    case .text: StandardOutput.write(words(stored))
    }
  }

  private func json(_ stored: StoredExchange) -> JSONValue {
    guard case .object(let members) = stored.summary.json else { return .null }
    return .object(members + [.init("message", .string(stored.request)), .init("report", stored.json)])
  }

  private func words(_ stored: StoredExchange) -> String {
    let summary = stored.summary
    let head = [
      "exchange \(summary.number) of \(summary.command), \(summary.time)" + (summary.isPinned ? ", pinned" : ""),
      [summary.collection, summary.request].compactMap(\.self).joined(separator: "/").neutralised,
      "\(summary.method) \(summary.url)".neutralised,
    ].filter { !$0.isEmpty }
    let options = ReportText.Options(colors: text.colorsStandardOutput, trace: true)
    let report = stored.report(.openSSL).map { ReportText($0, options: options).text }
    let request = "── message\(size(stored.requestBytes, stored.isRequestCut))\n" + stored.request.neutralisedLines
    let answer = stored.answer.map {
      "── answer\(size(stored.answerBytes, stored.isAnswerCut))\n" + $0.neutralisedLines
    }
    return (head + ["", report, "", request, "", answer].compactMap(\.self)).joined(separator: "\n") + "\n"
  }

  private func size(_ bytes: Int, _ isCut: Bool) -> String {
    isCut ? ", \(bytes) bytes, of which the first \(ExchangeRecord.messageLimit) are kept" : ", \(bytes) bytes"
  }
}

/// `signet history compare`.
struct HistoryCompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "What differs between two exchanges: handshake, message, answer.",
    discussion: "Example: signet history compare 41 42")

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Argument(help: ArgumentHelp("The one.", valueName: "number")) var left: Int
  @Argument(help: ArgumentHelp("The other.", valueName: "number")) var right: Int
  @Option(name: .long, help: "text or json.") var format = Format.text

  func run() throws {
    let database = try HistoryCommand.database()
    let (old, new) = try HistoryCommand.reading { (try database.stored(left), try database.stored(right)) }
    let comparison = try StoredComparison(old, new)
    StandardOutput.write(format == .json ? comparison.json.pretty + "\n" : comparison.text)
  }
}
