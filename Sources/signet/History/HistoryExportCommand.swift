internal import ArgumentParser
internal import Basics
internal import Collections
internal import Exchange
internal import Handshake
internal import History
internal import Interchange
internal import TLS

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
    let isHAR = format.map { $0 == .har } ?? file.lowercased().hasSuffix(".har")
    let text = isHAR ? try archive(stored) : stored.json.pretty + "\n"
    if file == "-" { return StandardOutput.write(text) }
    do throws(CollectionError) {
      let path = Disk.absolute(file)
      if Disk.exists(path) { throw .exists(path: path) }
      try Disk.write(Array(text.utf8), to: path, mode: 0o600)
    } catch {
      throw CommandStop(error, .file)
    }
  }

  private func archive(_ stored: StoredExchange) throws -> String {
    guard let report = stored.report(.openSSL), let ticket = report.ticket else {
      throw CommandStop(ExchangeUnreadable(numbers: [number]), .file)
    }
    var call = HTTPCall(
      name: stored.summary.name, url: ticket.url, headers: ticket.httpHeaders, body: Array(stored.request.utf8))
    call.method = ticket.method
    call.usesCertificate = ticket.identity != nil && ticket.offersClientCertificate
    call.certificate = ticket.identity?.source
    let answer = report.response.map {
      RecordedCall.Answer(
        status: $0.status, headers: $0.httpHeaders, contentType: $0.contentType, text: stored.answer ?? "",
        byteCount: stored.answerBytes)
    }
    let times = report.outcome.timings
    return RecordedCall(
      call: call, endedAt: stored.summary.time, answer: answer,
      timings: RecordedCall.Timings(
        connect: times.tlsMs ?? times.connectMs, sent: times.sentMs, firstByte: times.firstByteMs,
        total: times.totalMs)
    ).archive
  }
}
