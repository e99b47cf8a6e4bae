import Collections
import Glibc
import Screen
import Testing

@testable import Workbench

@Suite("Anything may be pressed at any size")
struct StormTests {
  private static let keys: [KeyChord] =
    (0x20..<0x7F).compactMap { Unicode.Scalar($0).map { KeyChord(.character($0)) } }
    + "C-a C-d C-k C-l C-p C-r C-u C-w C-x C-z M-Enter".split(separator: " ").compactMap { KeyChord(String($0)) }
    + [
      .enter, .tab, .backTab, .escape, .backspace, .delete, .up, .down, .left, .right, .home, .end, .pageUp, .pageDown,
    ]
    .map { KeyChord($0) }

  private static let seedCount = 16
  /// So many of the seeds press Vim's keys.
  private static let vimCount = 4
  /// Of each seed; `SIGNET_STORM_EVENTS=100000` shares that many out among them.
  private static let stepCount =
    getenv("SIGNET_STORM_EVENTS").flatMap { Int(String(cString: $0)) }.map { $0 / seedCount } ?? 400

  @Test(
    "random keys, clicks and sizes never trap, and every frame has the size asked for",
    arguments: 0..<UInt64(seedCount)
  )
  func storm(seed: UInt64) {
    var random = SeededGenerator(state: seed)
    var session = Session(seed % 3 == 0 ? .empty : .sample)
    if seed >= UInt64(Self.seedCount - Self.vimCount) { session.model.keymap = .vim }
    if seed % 2 == 0 { session.send(.sessionLoaded(nil)) }
    if seed % 4 == 1 { session.fail() }
    if seed % 4 == 2 { session.succeed() }
    for step in 0..<Self.stepCount {
      switch Int.random(in: 0..<20, using: &random) {
      case 0: session.resize(columns: .random(in: 0...200, using: &random), rows: .random(in: 0...60, using: &random))
      case 1:
        let place = Position(column: .random(in: 0..<200, using: &random), row: .random(in: 0..<60, using: &random))
        let actions: [MouseEvent.Action] = [.press, .drag, .release, .wheelUp, .wheelDown]
        let action = actions.randomElement(using: &random) ?? .press
        let button: MouseEvent.Button = Int.random(in: 0..<6, using: &random) == 0 ? .middle : .left
        session.send(.input(.mouse(MouseEvent(action: action, button: button, position: place))))
      case 2: session.paste("<a>\u{1B}[31m\u{202E}é漢\n")
      case 3: session.settle()
      case 4: session.send(.tick(now: .midday, milliseconds: step * 100))
      default: if let key = Self.keys.randomElement(using: &random) { session.send(.input(.key(key))) }
      }
      if step % 5 == 0 {
        let frame = session.frame
        #expect(frame.size == session.size)
        #expect(frame.cells.count == session.size.columns * session.size.rows)
      }
    }
  }

  @Test("every small size gives a frame", arguments: [0, 1, 2, 5, 8, 13, 20, 40, 79, 80, 119, 120])
  func sizes(columns: Int) {
    var session = Session()
    session.fail()
    session.press("?")
    for rows in 0...30 {
      session.resize(columns: columns, rows: rows)
      #expect(session.frame.size == session.size)
    }
  }

  @Test("the footer never runs over its row, and shows only whole hints", arguments: [20, 40, 60, 80, 100, 200])
  func footer(columns: Int) {
    var session = Session(columns: columns, rows: 24)
    for pane in ["1", "2", "3", "4"] {
      session.press(pane)
      let footer = session.frame.text(row: 23)
      #expect(footer.columns <= columns && !footer.contains("…"))
    }
  }
}
