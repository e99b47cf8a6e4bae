/// Simple commands of a POSIX shell, with bash's `$'…'`, read without running anything (XCU 2.2, 2.3, 2.10).
struct ShellScript {
  struct Command: Equatable {
    var words: [Word]
    /// What stands in a here-document behind it.
    var input: String?
  }

  struct Word: Equatable {
    /// With `{{NAME}}` where the shell would put a variable.
    var text = ""
    /// Holds something that only running it would tell: `$(…)`, backquotes, `<(…)`.
    var isComputed = false
    var isQuoted = false
  }

  private(set) var commands: [Command] = []
  /// `NAME=value` before a command or alone, whose variables later commands use.
  private(set) var assignments: [(name: String, value: String)] = []

  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var word: Word?
  private var words: [Word] = []
  /// Here-documents whose text begins on the next line.
  private var awaited: [Delimiter] = []

  private struct Delimiter {
    var text: String
    var dropsTabs: Bool
    var command: Int
  }

  /// - Parameter text: read to its end whatever it holds; quotes that are not closed end with it.
  init(_ text: String) {
    var scalars = Array(text.unicodeScalars)
    if scalars.contains("\r") {
      scalars = scalars.indices.filter {
        scalars[$0] != "\r" || !scalars.indices.contains($0 + 1) || scalars[$0 + 1] != "\n"
      }
      .map { scalars[$0] }
    }
    self.scalars = scalars
    while index < scalars.count { readOne() }
    endCommand()
    readInputs()
  }

  private func peek(_ distance: Int) -> Unicode.Scalar? {
    scalars.indices.contains(index + distance) ? scalars[index + distance] : nil
  }

  private mutating func change(_ action: (inout Word) -> Void) {
    var changed = word ?? Word()
    action(&changed)
    word = changed
  }

  private mutating func append(_ scalar: Unicode.Scalar) { change { $0.text.unicodeScalars.append(scalar) } }

  private mutating func readOne() {
    let scalar = scalars[index]
    index += 1
    switch scalar {
    case " ", "\t": endWord()
    case "\n":
      endCommand()
      readInputs()
    case ";", "|", "&", ")": endCommand()
    case "(" where word == nil: break
    case "#" where word == nil: while index < scalars.count, scalars[index] != "\n" { index += 1 }
    case "<", ">": redirect(scalar)
    case "\\": escape()
    case "'": singleQuoted()
    case "\"": doubleQuoted()
    case "$": dollar(isQuoted: false)
    case "`": computed(until: "`")
    default: append(scalar)
    }
  }

  private mutating func endWord() {
    if let word { words.append(word) }
    word = nil
  }

  private mutating func endCommand() {
    endWord()
    while let first = words.first, let equals = first.text.firstIndex(of: "="), Self.isName(first.text[..<equals]) {
      assignments.append((String(first.text[..<equals]), String(first.text[first.text.index(after: equals)...])))
      words.removeFirst()
    }
    if !words.isEmpty { commands.append(Command(words: words)) }
    words = []
  }

  static func isName(_ text: Substring) -> Bool {
    guard let first = text.unicodeScalars.first, !("0"..."9").contains(first) else { return false }
    return text.unicodeScalars.allSatisfy(isNamePart)
  }

  private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_": true
    default: false
    }
  }
}

// Quoting (XCU 2.2).
extension ShellScript {
  private mutating func escape() {
    guard index < scalars.count else { return }
    let next = scalars[index]
    index += 1
    if next != "\n" { append(next) }
  }

  private mutating func singleQuoted() {
    change { $0.isQuoted = true }
    while index < scalars.count, scalars[index] != "'" {
      append(scalars[index])
      index += 1
    }
    index += 1
  }

  private mutating func doubleQuoted() {
    change { $0.isQuoted = true }
    while index < scalars.count, scalars[index] != "\"" {
      let scalar = scalars[index]
      index += 1
      switch scalar {
      case "\\":
        guard let next = peek(0) else { break }
        index += 1
        if !"$`\"\\\n".unicodeScalars.contains(next) { append("\\") }
        if next != "\n" { append(next) }
      case "$": dollar(isQuoted: true)
      case "`": computed(until: "`")
      default: append(scalar)
      }
    }
    index += 1
  }

  /// Behind a dollar sign.
  private mutating func dollar(isQuoted: Bool) {
    switch peek(0) {
    case "'" where !isQuoted:
      index += 1
      ansiQuoted()
    case "(":
      index += 1
      computed(until: ")")
    case "{":
      index += 1
      parameter()
    case let next? where Self.isNamePart(next) && !("0"..."9").contains(next):
      var name = ""
      while let next = peek(0), Self.isNamePart(next) {
        name.unicodeScalars.append(next)
        index += 1
      }
      change { $0.text += VariableText.reference(name) }
    default: append("$")
    }
  }

  /// `${NAME}`, `${NAME:?message}`, `${NAME:-default}`, `${NAME:+words}`: a default stands for the variable, words that
  /// depend on it go.
  private mutating func parameter() {
    var inner = ""
    var depth = 1
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      if scalar == "{" { depth += 1 }
      if scalar == "}" { depth -= 1 }
      if depth == 0 { break }
      inner.unicodeScalars.append(scalar)
    }
    let name = inner.unicodeScalars.prefix(while: Self.isNamePart)
    let rest = inner.unicodeScalars.dropFirst(name.count)
    if rest.starts(with: ":-".unicodeScalars) {
      change { $0.text += String(rest.dropFirst(2)) }
    } else if rest.isEmpty || rest.starts(with: ":?".unicodeScalars) {
      change { $0.text += VariableText.reference(String(name)) }
    } else if !rest.starts(with: ":+".unicodeScalars) {
      change { $0.isComputed = true }
    }
  }

  /// What would be run, up to its end; brackets inside count.
  private mutating func computed(until end: Unicode.Scalar) {
    change { $0.isComputed = true }
    var depth = 1
    while index < scalars.count, depth > 0 {
      let scalar = scalars[index]
      index += 1
      if scalar == end {
        depth -= 1
      } else if scalar == "(", end == ")" {
        depth += 1
      } else if scalar == "\\" {
        index += 1
      }
    }
  }

  /// `$'…'` of bash and of browsers that copy as curl.
  private mutating func ansiQuoted() {
    change { $0.isQuoted = true }
    while index < scalars.count, scalars[index] != "'" {
      let scalar = scalars[index]
      index += 1
      guard scalar == "\\", let escaped = peek(0) else {
        append(scalar)
        continue
      }
      index += 1
      switch escaped {
      case "n": append("\n")
      case "r": append("\r")
      case "t": append("\t")
      case "a": append("\u{07}")
      case "b": append("\u{08}")
      case "e", "E": append("\u{1B}")
      case "f": append("\u{0C}")
      case "v": append("\u{0B}")
      case "x": append(number(radix: 16, digits: 2))
      case "u": append(utf16())
      case "U": append(number(radix: 16, digits: 8))
      case "0"..."7":
        index -= 1
        append(number(radix: 8, digits: 3))
      default: append(escaped)
      }
    }
    index += 1
  }

  private mutating func number(radix: Int, digits: Int) -> Unicode.Scalar {
    Unicode.Scalar(UInt32(value(radix: radix, digits: digits))) ?? "\u{FFFD}"
  }

  /// - Parameter digits: at most, and no more than eight.
  private mutating func value(radix: Int, digits: Int) -> Int {
    var value = 0
    for _ in 0..<digits {
      guard let digit = peek(0).flatMap({ Character($0).hexDigitValue }), digit < radix else { break }
      value = value * radix + digit
      index += 1
    }
    return value
  }

  /// Browsers write characters outside the basic plane as two surrogates.
  private mutating func utf16() -> Unicode.Scalar {
    let high = value(radix: 16, digits: 4)
    guard (0xD800..<0xDC00).contains(high), peek(0) == "\\", peek(1) == "u" else {
      return Unicode.Scalar(UInt32(high)) ?? "\u{FFFD}"
    }
    index += 2
    let low = value(radix: 16, digits: 4)
    guard (0xDC00..<0xE000).contains(low) else { return "\u{FFFD}" }
    return Unicode.Scalar(UInt32(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))) ?? "\u{FFFD}"
  }
}

// Redirection (XCU 2.7).
extension ShellScript {
  private mutating func redirect(_ sign: Unicode.Scalar) {
    if sign == "<", peek(0) == "(" {
      index += 1
      return computed(until: ")")
    }
    // A file descriptor's number before the sign belongs to it.
    if let open = word, !open.isQuoted, open.text.allSatisfy(\.isNumber) { word = nil } else { endWord() }
    if sign == "<", peek(0) == "<" {
      index += 1
      let dropsTabs = peek(0) == "-"
      if dropsTabs { index += 1 }
      let isHereString = peek(0) == "<"
      if isHereString { index += 1 }
      let target = nextWord()
      if isHereString { return }
      awaited.append(Delimiter(text: target, dropsTabs: dropsTabs, command: commands.count))
      return
    }
    if peek(0) == ">" || peek(0) == "&" { index += 1 }
    _ = nextWord()
  }

  /// Quotes do not count: what is looked for is the word's text.
  private mutating func nextWord() -> String {
    while let scalar = peek(0), scalar == " " || scalar == "\t" { index += 1 }
    var text = ""
    while let scalar = peek(0), !" \t\n;|&<>".unicodeScalars.contains(scalar) {
      index += 1
      if scalar != "'", scalar != "\"", scalar != "\\" { text.unicodeScalars.append(scalar) }
    }
    return text
  }

  private mutating func readInputs() {
    for delimiter in awaited {
      var lines: [String] = []
      while index < scalars.count {
        let end = scalars[index...].firstIndex(of: "\n") ?? scalars.count
        var line = String(String.UnicodeScalarView(scalars[index..<end]))
        index = min(end + 1, scalars.count)
        if delimiter.dropsTabs { line = String(line.drop { $0 == "\t" }) }
        if line == delimiter.text { break }
        lines.append(line)
      }
      guard commands.indices.contains(delimiter.command) else { continue }
      commands[delimiter.command].input = lines.map { $0 + "\n" }.joined()
    }
    awaited = []
  }
}
