extension Ladder {
  /// The ladder for `--trace`: its rungs, then each message of both directions with time, size and summary.
  public func text(_ transcript: Transcript, asciiOnly: Bool = false) -> String {
    let width = rungs.map(\.kind.title.count).max() ?? 0
    let steps = rungs.enumerated().map { Self.line($1, titleWidth: width, isBroken: $0 == brokenRung) }
    let messages = transcript.messages.map(Self.line)
    let omitted = transcript.omittedMessages > 0 ? ["    … \(transcript.omittedMessages) messages more"] : []
    let lines = steps + (messages.isEmpty ? [] : [""]) + messages + omitted
    return lines.map { asciiOnly ? $0.asciiOnly : $0 }.joined(separator: "\n")
  }

  private static func line(_ rung: Rung, titleWidth: Int, isBroken: Bool) -> String {
    let title = rung.kind.title + String(repeating: " ", count: titleWidth - rung.kind.title.count)
    let time = rung.atMicroseconds.map(milliseconds) ?? String(repeating: " ", count: 12)
    let line = "\(isBroken ? "▸" : " ") \(rung.state.mark) \(title) \(time)  \(rung.detail)"
    return String(line.reversed().drop { $0 == " " }.reversed())
  }

  private static func line(_ message: Transcript.Message) -> String {
    let arrow = message.from == .client ? "→" : "←"
    let leg = message.leg == .proxy ? "proxy " : ""
    let type = leg + message.type
    let padding = String(repeating: " ", count: max(1, 20 - type.count))
    let size = "\(message.bytes.count)"
    let line =
      "\(milliseconds(message.atMicroseconds)) \(arrow) \(type)\(padding)\(padded(size, 6)) bytes  \(message.summary)"
    return String(line.reversed().drop { $0 == " " }.reversed())
  }

  /// `     12.345 ms`, twelve columns.
  private static func milliseconds(_ microseconds: Int64) -> String {
    let thousandths = "\(microseconds % 1000)"
    let zeros = String(repeating: "0", count: max(0, 3 - thousandths.count))
    return padded("\(microseconds / 1000).\(zeros)\(thousandths) ms", 12)
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}

extension Rung.State {
  /// One column.
  public var mark: String {
    switch self {
    case .pending: "·"
    case .running: "…"
    case .passed: "✓"
    case .warning: "!"
    case .failed: "✗"
    case .skipped: "○"
    }
  }
}
