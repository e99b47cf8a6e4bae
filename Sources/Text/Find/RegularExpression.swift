/// A pattern that is searched for in time proportional to the text: it is followed along all its ways at once
/// (Thompson's construction, with Pike's captures), so that no pattern can make it hang.
///
/// Characters are Unicode scalars of UTF-8; a byte that is no UTF-8 is matched by nothing but `.` and negated sets.
/// `^` and `$` stand for the ends of lines. The first way that matches wins, as in Perl.
public struct RegularExpression: Sendable, Hashable {
  enum Instruction: Sendable, Hashable {
    case scalar(Unicode.Scalar)
    case any
    case set(ScalarSet)
    case assertion(RegularExpressionNode.Assertion)
    /// The first way is tried first.
    case split(Int, Int)
    case jump(Int)
    case save(slot: Int)
    case match
  }

  public let pattern: String
  public let ignoresCase: Bool
  /// Pairs of parentheses that capture.
  public let groupCount: Int
  let program: [Instruction]
  /// Which bytes a match can begin with; nil when it may be empty.
  let firstBytes: [Bool]?

  static let programLimit = 5_000

  public init(_ pattern: String, ignoresCase: Bool = false) throws(RegularExpressionError) {
    self.pattern = pattern
    self.ignoresCase = ignoresCase
    var parser = RegularExpressionParser(pattern, ignoresCase: ignoresCase)
    let node = try parser.parse()
    groupCount = parser.groupCount
    var compiler = Compiler(ignoresCase: ignoresCase)
    try compiler.add(node)
    program = compiler.program + [.match]
    firstBytes = Self.firstBytes(of: program, ignoresCase: ignoresCase)
  }

  private static func firstBytes(of program: [Instruction], ignoresCase: Bool) -> [Bool]? {
    var bytes = [Bool](repeating: false, count: 256)
    var seen = Set<Int>()
    var open = [0]
    let beyondASCII = 0x80..<0x100
    while let index = open.popLast() {
      guard seen.insert(index).inserted else { continue }
      switch program[index] {
      case .match: return nil
      case .jump(let target): open.append(target)
      case .split(let one, let other): open += [one, other]
      case .save, .assertion: open.append(index + 1)
      case .scalar(let scalar):
        for byte in 0..<128 where same(Unicode.Scalar(UInt8(byte)), scalar, ignoresCase) { bytes[byte] = true }
        if scalar.value >= 128 { for byte in beyondASCII { bytes[byte] = true } }
      case .any, .set:
        for byte in 0..<128 where accepts(program[index], Unicode.Scalar(UInt8(byte)), ignoresCase) {
          bytes[byte] = true
        }
        for byte in beyondASCII { bytes[byte] = true }
      }
    }
    return bytes
  }

  static func same(_ scalar: Unicode.Scalar, _ wanted: Unicode.Scalar, _ ignoresCase: Bool) -> Bool {
    scalar == wanted || (ignoresCase && scalar.asciiLowerCased == wanted.asciiLowerCased)
  }

  /// - Parameter scalar: nil for a byte that is no UTF-8.
  static func accepts(_ instruction: Instruction, _ scalar: Unicode.Scalar?, _ ignoresCase: Bool) -> Bool {
    switch instruction {
    case .scalar(let wanted): scalar.map { same($0, wanted, ignoresCase) } ?? false
    case .any: scalar != "\n" && scalar != "\r"
    case .set(let set): set.contains(scalar ?? "\u{FFFD}")
    case .assertion, .split, .jump, .save, .match: false
    }
  }
}

private struct Compiler {
  let ignoresCase: Bool
  var program: [RegularExpression.Instruction] = []

  init(ignoresCase: Bool) { self.ignoresCase = ignoresCase }

  mutating func add(_ node: RegularExpressionNode) throws(RegularExpressionError) {
    if program.count > RegularExpression.programLimit { throw .tooLarge(instructions: RegularExpression.programLimit) }
    switch node {
    case .empty: break
    case .scalar(let scalar): program.append(.scalar(scalar))
    case .any: program.append(.any)
    case .set(let set): program.append(.set(set))
    case .assertion(let assertion): program.append(.assertion(assertion))
    case .sequence(let nodes): for node in nodes { try add(node) }
    case .choice(let branches): try addChoice(branches)
    case .group(let node, let number):
      program.append(.save(slot: 2 * number))
      try add(node)
      program.append(.save(slot: 2 * number + 1))
    case .repetition(let node, let least, let most, let isLazy):
      for _ in 0..<least {
        let count = program.count
        try add(node)
        // What takes no instruction takes none however often: `(?:(?:){1000}){1000}` would go on and on.
        if program.count == count { break }
      }
      if let most {
        try addOptional(node, times: most - least, isLazy: isLazy)
      } else {
        try addLoop(node, isLazy: isLazy)
      }
    }
  }

  private mutating func addChoice(_ branches: [RegularExpressionNode]) throws(RegularExpressionError) {
    var ends: [Int] = []
    for branch in branches.dropLast() {
      let split = program.count
      program.append(.split(split + 1, 0))
      try add(branch)
      ends.append(program.count)
      program.append(.jump(0))
      program[split] = .split(split + 1, program.count)
    }
    if let last = branches.last { try add(last) }
    for end in ends { program[end] = .jump(program.count) }
  }

  private mutating func addOptional(
    _ node: RegularExpressionNode, times: Int, isLazy: Bool
  ) throws(RegularExpressionError) {
    var splits: [Int] = []
    for _ in 0..<max(0, times) {
      splits.append(program.count)
      program.append(.match)
      try add(node)
    }
    for split in splits { program[split] = branch(split + 1, program.count, isLazy) }
  }

  private mutating func addLoop(_ node: RegularExpressionNode, isLazy: Bool) throws(RegularExpressionError) {
    let split = program.count
    program.append(.match)
    try add(node)
    program.append(.jump(split))
    program[split] = branch(split + 1, program.count, isLazy)
  }

  private func branch(_ inner: Int, _ after: Int, _ isLazy: Bool) -> RegularExpression.Instruction {
    isLazy ? .split(after, inner) : .split(inner, after)
  }
}
