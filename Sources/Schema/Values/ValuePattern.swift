/// A pattern facet (XML Schema 1.0 part 2 appendix F): it matches whole values, in time that grows with the text and the
/// pattern but never with the number of ways to match, and it can write values that match.
struct ValuePattern: Sendable {
  indirect enum Node: Sendable {
    case characters(CharacterClass)
    case sequence([Node])
    case choice([Node])
    case repetition(Node, min: Int, max: Int?)
  }

  let root: Node

  /// Nil when the text is no regular expression of this kind, or too large or deep to be followed.
  init?(_ text: String) {
    guard text.utf8.count <= Self.longest else { return nil }
    var parser = PatternParser(text)
    guard let root = parser.parse() else { return nil }
    self.root = root
  }

  private static let longest = 20_000

  /// How many characters the pattern has when every bounded repetition is written out: what a matcher that does so has to
  /// hold.
  var expandedSize: Int { root.expandedSize }

  func matches(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    var effort = 100_000
    return root.ends(from: [0], in: scalars, &effort).contains(scalars.count)
  }

  /// A text that follows the pattern: each repetition has `extra` more than it must, each choice takes the branch of that
  /// number, counted around. Nil when a set of characters is empty or the text grows too long.
  func text(extra: Int, branch: Int) -> String? {
    var scalars: [Unicode.Scalar] = []
    guard root.write(to: &scalars, extra: extra, branch: branch) else { return nil }
    return String(String.UnicodeScalarView(scalars))
  }

  /// How many branches its largest choice has.
  var branches: Int { root.branches }
}

extension ValuePattern.Node {
  fileprivate var expandedSize: Int {
    switch self {
    case .characters: return 1
    case .sequence(let nodes), .choice(let nodes):
      return nodes.reduce(0) { min($0 + $1.expandedSize, 1 << 40) }
    case .repetition(let node, let least, let most):
      let (size, overflows) = node.expandedSize.multipliedReportingOverflow(by: max(most ?? least, 1))
      return overflows ? 1 << 40 : min(size, 1 << 40)
    }
  }

  fileprivate var branches: Int {
    switch self {
    case .characters: 1
    case .sequence(let nodes): nodes.map(\.branches).max() ?? 1
    case .choice(let nodes): max(nodes.count, nodes.map(\.branches).max() ?? 1)
    case .repetition(let node, _, _): node.branches
    }
  }

  /// Where a match that begins at one of the places can end. An effort used up ends nowhere.
  fileprivate func ends(from starts: Set<Int>, in text: [Unicode.Scalar], _ effort: inout Int) -> Set<Int> {
    effort -= starts.count + 1
    if starts.isEmpty || effort < 0 { return [] }
    switch self {
    case .characters(let characters):
      return Set(starts.filter { $0 < text.count && characters.contains(text[$0]) }.map { $0 + 1 })
    case .sequence(let nodes): return nodes.reduce(starts) { $1.ends(from: $0, in: text, &effort) }
    case .choice(let nodes): return nodes.reduce(into: []) { $0.formUnion($1.ends(from: starts, in: text, &effort)) }
    case .repetition(let node, let least, let most):
      return node.repeated(from: starts, least, most, in: text, &effort)
    }
  }

  private func repeated(
    from starts: Set<Int>, _ least: Int, _ most: Int?, in text: [Unicode.Scalar], _ effort: inout Int
  ) -> Set<Int> {
    var current = starts
    for _ in 0..<least {
      let next = ends(from: current, in: text, &effort)
      if next.isEmpty { return [] }
      if next == current { break }
      current = next
    }
    var all = current
    var count = least
    while most.map({ count < $0 }) ?? true {
      current = ends(from: current, in: text, &effort).subtracting(all)
      if current.isEmpty { break }
      all.formUnion(current)
      count += 1
    }
    return all
  }

  fileprivate func write(to text: inout [Unicode.Scalar], extra: Int, branch: Int) -> Bool {
    switch self {
    case .characters(let characters):
      guard let scalar = characters.representative, text.count < 5000 else { return false }
      text.append(scalar)
      return true
    case .sequence(let nodes): return nodes.allSatisfy { $0.write(to: &text, extra: extra, branch: branch) }
    case .choice(let nodes):
      return nodes.isEmpty || nodes[branch % nodes.count].write(to: &text, extra: extra, branch: branch)
    case .repetition(let node, let least, let most):
      let (wanted, overflows) = least.addingReportingOverflow(extra)
      let count = overflows ? least : most.map { Swift.min($0, wanted) } ?? wanted
      guard count <= 5000 else { return false }
      return (0..<count).allSatisfy { _ in node.write(to: &text, extra: extra, branch: branch) }
    }
  }
}
