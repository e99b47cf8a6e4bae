/// Random things that a person, a mouse and a terminal may send. The same for the same seed.
struct TerminalStorm: RandomNumberGenerator {
  enum Event {
    case bytes([UInt8])
    case resize(columns: Int, rows: Int)
  }

  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Every printable key but two: a path that begins with one of them would lead out of the test's folder.
  private static let letters = (0x20..<0x7F).map { UInt8($0) }.filter {
    $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "~")
  }

  /// Those that open, close and go about, as terminals send them.
  private static let keys: [String] = [
    "\r", "\t", "\u{7F}", "\u{1B}[Z", "\u{1B}[A", "\u{1B}[B", "\u{1B}[C", "\u{1B}[D", "\u{1B}OA", "\u{1B}OB",
    "\u{1B}[H",
    "\u{1B}[F", "\u{1B}[5~", "\u{1B}[6~", "\u{1B}[3~", "\u{1B}[2~", "\u{1B}OP", "\u{1B}[15~", "\u{1B}\r", "\u{1B}f",
    "\u{1B}h", "\u{1B}t", "\u{1B}[1;3A", "\u{1B}[1;5C", "\u{1B}[I", "\u{1B}[O", "\u{1B}",
  ]

  private static let pasted = [
    "<a>", "</a>", "\u{1B}[31m", "\u{202E}", "é", "漢字", "👩‍👩‍👧", "\r\n", "\t", "\u{0}", "&amp", " ", "x",
  ]

  mutating func event() -> Event {
    switch Int.random(in: 0..<100, using: &self) {
    case 0..<64: .bytes([Self.letters.randomElement(using: &self) ?? 0x20])
    case 64..<80: .bytes(Array((Self.keys.randomElement(using: &self) ?? "\r").utf8))
    // Without C-z: no shell is there to take the terminal then, and what follows would be signals (TrueTerminalTests have it).
    case 80..<84: .bytes([.random(in: 1..<0x1A, using: &self)])
    case 84..<91: .bytes(mouse())
    case 91..<94: .bytes(paste())
    case 94..<96: .bytes(garbage())
    default:
      .resize(
        columns: Bool.random(using: &self) ? .random(in: 1...250, using: &self) : .random(in: 60...140, using: &self),
        rows: Bool.random(using: &self) ? .random(in: 1...90, using: &self) : .random(in: 16...50, using: &self))
    }
  }

  /// A report of the SGR form (1006): buttons, drags, the wheel, and what no mouse has.
  private mutating func mouse() -> [UInt8] {
    let button = [0, 0, 0, 1, 2, 32, 64, 65, 35, 128].randomElement(using: &self) ?? 0
    let end = Int.random(in: 0..<4, using: &self) == 0 ? "m" : "M"
    let (column, row) = (Int.random(in: 0...260, using: &self), Int.random(in: 0...95, using: &self))
    return Array("\u{1B}[<\(button);\(column);\(row)\(end)".utf8)
  }

  private mutating func paste() -> [UInt8] {
    let count = Int.random(in: 0..<20, using: &self) == 0 ? 5_000 : Int.random(in: 0..<20, using: &self)
    let text = (0..<count).reduce(into: "") { text, _ in text += Self.pasted.randomElement(using: &self) ?? "" }
    return Array("\u{1B}[200~\(text)\u{1B}[201~".utf8)
  }

  private mutating func garbage() -> [UInt8] {
    let starts = ["\u{1B}[", "\u{1B}]", "\u{1B}O", "\u{1B}[<", "\u{1B}P", ""]
    let start = Array((starts.randomElement(using: &self) ?? "").utf8)
    let rest = (0..<Int.random(in: 0..<6, using: &self)).map { _ in UInt8.random(in: 0x30...0xFF, using: &self) }
    return start + rest.filter { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "~") }
  }
}
