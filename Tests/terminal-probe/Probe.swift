internal import Basics
internal import Glibc
internal import Screen
internal import Terminal

/// A program for the true-terminal tests: it shows the events that reach it, and ends in every way that a program can.
@main
final class Probe: EventLoopProgram {
  typealias Message = String

  private let screen: TerminalScreen
  private let mailbox = Mailbox<String>()
  private var log: [String] = []
  private var farewell = "bye"

  static func main() {
    do {
      let probe = Probe(screen: try TerminalScreen())
      probe.run()
      print(probe.farewell)
    } catch {
      print(error.message)
      exit(2)
    }
  }

  init(screen: TerminalScreen) { self.screen = screen }

  private func run() {
    var loop = EventLoop(screen: screen, mailbox: mailbox, program: self)
    loop.run()
    screen.close()
  }

  var wakeMilliseconds: Int? { nil }

  func receive(_ events: [LoopEvent<String>]) -> Bool {
    events.allSatisfy(take)
  }

  private func take(_ event: LoopEvent<String>) -> Bool {
    switch event {
    case .input(.key(let chord)): return press(chord)
    case .input(.paste(let bytes)): log.append("paste \(bytes.count) \(bytes.reduce(0) { $0 &+ Int($1) })")
    case .input(let other): log.append("\(other)")
    case .message(let text): log.append("message \(text)")
    case .terminate(let signal):
      farewell = "terminated by \(signal)"
      return false
    }
    return true
  }

  private func press(_ chord: KeyChord) -> Bool {
    log.append("key \(KeyChord(chord.key)) \(chord.modifiers.rawValue)")
    guard case .character(let scalar) = chord.key, chord.modifiers.isEmpty else { return true }
    act(on: scalar)
    return scalar != "q"
  }

  private func act(on scalar: Unicode.Scalar) {
    switch scalar {
    case "f": fatalError("deliberate")
    case "x": exit(7)
    case "w": _ = write(2, "stray words\n", 12)
    case "z": screen.suspend()
    case "c": screen.copy(Array("clip".utf8))
    case "t": screen.setTitle("done \u{1B}]0;x")
    case "T": screen.setTitle("")
    case "m":
      let mailbox = mailbox
      Task { mailbox.post("from afar") }
    case "e": log.append("child \((try? screen.run(["sh", "-c", "stty -a | grep -o ' icanon'; exit 3"])) ?? -1)")
    default: break
    }
  }

  func frame(size: Size) -> Frame {
    var canvas = Canvas(size: size, glyphs: screen.glyphs)
    let colors: [Color] = [.rgb(255, 128, 0), .palette(12), .terminalDefault]
    let heading = "probe \(size.columns)x\(size.rows) \(screen.colorDepth) é 日本 ─"
    canvas.text(heading, style: Style(foreground: colors[0], attributes: .bold))
    for (row, line) in log.suffix(max(0, size.rows - 2)).enumerated() {
      canvas.text(line, row: row + 1, style: Style(foreground: colors[row % 3]))
    }
    canvas.text("end", row: size.rows - 1)
    return canvas.frame
  }
}
