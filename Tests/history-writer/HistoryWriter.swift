internal import Basics
internal import Bindings
internal import Exchange
internal import Glibc
internal import Handshake
internal import History

/// Writes exchanges into a history until it is killed, and says the number of each that it was told is written:
/// `history-writer FILE NAME [COUNT]`.
@main
struct HistoryWriter {
  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count > 2 else { exit(2) }
    do {
      let database = try HistoryDatabase(path: arguments[1])
      var count = arguments.count > 3 ? Int(arguments[3]) ?? 0 : Int.max
      while count > 0 {
        count -= 1
        let numbers = try database.add([Self.entry(arguments[2], count)].compactMap(\.self))
        // In one piece: a line that is cut was not said.
        let line = Array((numbers.map(String.init).joined(separator: " ") + "\n").utf8)
        guard write(STDOUT_FILENO, line, line.count) == line.count else { exit(3) }
      }
    } catch {
      print("error \(error)")
      exit(1)
    }
  }

  private static func entry(_ name: String, _ count: Int) -> HistoryEntry? {
    let message = Array("<m name=\"\(name)\">\(String(repeating: "word\(count % 97) ", count: 300))</m>".utf8)
    let draft = Draft(name: name, url: "https://localhost/\(name)", envelope: message, folder: "/collection")
    var report = Report(
      draft: draft, ticket: nil, refusal: nil, transcript: Transcript(),
      outcome: TransferOutcome(ending: .answered),
      response: Response(
        status: 200, httpHeaders: [], body: message, contentType: "text/xml", kind: .envelope, fault: nil),
      findings: [], wcf: WCFOutcome(outcome: "reply", message: nil), preparation: [])
    report.ticket = Ticket(
      url: draft.url, httpHeaders: [], action: nil, body: message, binding: draft.binding, messageVersion: .soap11,
      identity: nil, offersClientCertificate: false)
    return HistoryEntry(
      ExchangeRecord(draft, report), command: "send", now: Timestamp(secondsSinceEpoch: Int64(time(nil))))
  }
}
