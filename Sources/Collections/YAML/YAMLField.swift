internal import Basics
internal import Yams

/// One key of a mapping with its value, as flat as our files are.
struct YAMLField: Equatable {
  indirect enum Value: Equatable {
    case null
    case text(String)
    case list([String])
    case mapping([YAMLField])
    /// A shape that none of our files uses.
    case other
  }

  var key: String
  var value: Value
  /// 1-based, of the key.
  var line: Int
  var column: Int
  /// Of each item of a list, each entry of a mapping.
  var places: [(line: Int, column: Int)] = []
  /// The items of a list of which some are written `- Name: value` where `- "Name: value"` is meant: YAML takes those for
  /// mappings, so that the value is `other`.
  var lineTexts: [String]?

  static func == (left: Self, right: Self) -> Bool { left.key == right.key && left.value == right.value }

  /// The fields of a text whose root is a mapping; none for an empty text.
  static func parse(_ text: String) throws(YAMLProblem) -> [YAMLField] {
    let root: Node?
    do { root = try Node.composed(text) } catch { throw error.explained(by: text) }
    switch root {
    case nil: return []
    case .mapping(let mapping): return fields(of: mapping, depth: 0)
    case .scalar(let scalar) where value(of: scalar) == .null: return []
    case let root?:
      throw YAMLProblem(
        line: root.mark?.line, column: root.mark?.column, text: "this is not a list of `key: value` lines")
    }
  }

  private static func fields(of mapping: Node.Mapping, depth: Int) -> [YAMLField] {
    mapping.map { key, value in
      YAMLField(
        key: key.scalar?.string ?? "", value: Self.value(of: value, depth: depth), line: key.mark?.line ?? 0,
        column: key.mark?.column ?? 1, places: places(in: value), lineTexts: lineTexts(of: value))
    }
  }

  private static func lineTexts(of node: Node) -> [String]? {
    guard case .sequence(let sequence) = node, sequence.contains(where: { $0.scalar == nil }) else { return nil }
    let texts = sequence.map(itemText)
    return texts.contains(nil) ? nil : texts.compactMap(\.self)
  }

  private static func places(in node: Node) -> [(line: Int, column: Int)] {
    let nodes: [Node] =
      switch node {
      case .sequence(let sequence): sequence.map(\.self)
      case .mapping(let mapping): mapping.map(\.key)
      default: []
      }
    return nodes.map { ($0.mark?.line ?? 0, $0.mark?.column ?? 1) }
  }

  /// Goes no deeper than our files do, so that nested aliases cannot blow up.
  private static func value(of node: Node, depth: Int) -> Value {
    switch node {
    case .scalar(let scalar): return value(of: scalar)
    case .sequence(let sequence):
      let texts = sequence.map(\.scalar?.string)
      return texts.contains(nil) ? .other : .list(texts.compactMap(\.self))
    case .mapping(let mapping): return depth < 2 ? .mapping(fields(of: mapping, depth: depth + 1)) : .other
    case .alias: return .other
    }
  }

  private static func itemText(_ node: Node) -> String? {
    guard case .mapping(let mapping) = node else { return node.scalar?.string }
    guard mapping.count == 1, let pair = mapping.first, let key = pair.key.scalar, let value = pair.value.scalar else {
      return nil
    }
    return "\(key.string): \(value.string)"
  }

  private static func value(of scalar: Node.Scalar) -> Value {
    let isNull = scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    return isNull ? .null : .text(scalar.string)
  }
}

/// Where a text stops being YAML, and why.
struct YAMLProblem: Error, Equatable {
  var line: Int?
  var column: Int?
  var text: String
  /// That stands twice in the mapping that begins there.
  var repeatedKey: String?
}

extension YAMLProblem {
  /// With the advice for the mistake that everybody makes once.
  func explained(by text: String) -> YAMLProblem {
    guard let line, line > 0 else { return self }
    if let repeatedKey { return atRepetition(of: repeatedKey, in: text, from: line) }
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    // The parser notices it on the line itself, or on the next.
    for number in [line - 1, line - 2] where lines.indices.contains(number) {
      let bytes = Array(String(lines[number]).utf8)
      guard bytes.firstPlace(of: ": {{") != nil || bytes.firstPlace(of: "- {{") != nil else { continue }
      return YAMLProblem(
        line: number + 1, column: column, text: "a value that begins with {{ stands in quotes: \"{{name}}/path\"")
    }
    return self
  }

  /// Where the key stands for the second time, as deep as for the first.
  private func atRepetition(of key: String, in text: String, from start: Int) -> YAMLProblem {
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    let places = lines.indices.dropFirst(start - 1).compactMap { index -> (index: Int, column: Int)? in
      let rest = lines[index].drop { $0 == " " }
      let name = ["", "\"", "'"].first { rest.starts(with: ($0 + key + $0 + ":").unicodeScalars) }
      return name.map { _ in (index, lines[index].count - rest.count) }
    }
    guard let first = places.first, let second = places.dropFirst().first(where: { $0.column == first.column }) else {
      return self
    }
    var problem = self
    (problem.line, problem.column) = (second.index + 1, second.column + 1)
    return problem
  }

  init(_ error: any Error) {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      self.init(line: mark.line, column: mark.column, text: problem.neutralised)
    case .duplicatedKeysInMapping(let keys, let context):
      self.init(
        line: context.mark.line, column: context.mark.column,
        text: "the key \(keys.joined(separator: ", ").neutralised) stands here twice", repeatedKey: keys.first)
    case .reader(let problem, _, _, _): self.init(line: nil, text: problem.neutralised)
    default: self.init(line: nil, text: "this is not YAML")
    }
  }
}
