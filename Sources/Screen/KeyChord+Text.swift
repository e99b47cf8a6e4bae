/// The names of keys as people write them: `s`, `G`, `C-p`, `M-Enter`, `S-Tab`, `F5`, `PgUp`, `Space`.
extension KeyChord: CustomStringConvertible {
  /// Reads a name; nil when it is none.
  public init?(_ name: String) {
    // By scalars: a combining mark after the hyphen is a key, and one character with the hyphen.
    var rest = name.unicodeScalars[...]
    var modifiers: Modifiers = []
    while rest.count > 2,
      let (prefix, modifier) = Self.prefixes.first(where: { rest.starts(with: $0.0.unicodeScalars) })
    {
      modifiers.insert(modifier)
      rest = rest.dropFirst(prefix.count)
    }
    guard let key = Self.key(named: String(rest)) else { return nil }
    if key == .tab, modifiers.contains(.shift) {
      self.init(.backTab, modifiers.subtracting(.shift))
    } else {
      self.init(key, modifiers)
    }
  }

  public var description: String {
    let prefix = Self.prefixes.filter { modifiers.contains($0.1) }.map(\.0).joined()
    return prefix + Self.name(of: key)
  }

  private static let prefixes: [(String, Modifiers)] = [("C-", .control), ("M-", .alt), ("S-", .shift)]

  private static let named: [(String, Key)] = [
    ("Enter", .enter), ("Tab", .tab), ("S-Tab", .backTab), ("Esc", .escape), ("Backspace", .backspace),
    ("Del", .delete), ("Ins", .insert), ("Up", .up), ("Down", .down), ("Left", .left), ("Right", .right),
    ("Home", .home), ("End", .end), ("PgUp", .pageUp), ("PgDn", .pageDown), ("Space", .character(" ")),
  ]

  private static func key(named name: String) -> Key? {
    if let key = named.first(where: { $0.0 == name })?.1 { return key }
    if name.hasPrefix("F"), let number = Int(name.dropFirst()), (1...24).contains(number) { return .function(number) }
    guard name.unicodeScalars.count == 1, let scalar = name.unicodeScalars.first else { return nil }
    return .character(scalar)
  }

  private static func name(of key: Key) -> String {
    if let name = named.first(where: { $0.1 == key })?.0 { return name }
    switch key {
    case .character(let scalar): return String(scalar)
    case .function(let number): return "F\(number)"
    default: return ""
    }
  }
}
