/// A set of characters of a schema's regular expression (XML Schema 1.0 part 2 appendix F).
struct CharacterClass: Sendable {
  enum Item: Sendable {
    case range(ClosedRange<UInt32>)
    case space, digit, word, nameStart, nameCharacter
    /// A general category: `L`, `Lu`, ….
    case category(String)
    indirect case not(Item)
  }

  var items: [Item]
  var isNegated = false
  var subtracted: [CharacterClass] = []

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    items.contains { $0.contains(scalar) } != isNegated && !subtracted.contains { $0.contains(scalar) }
  }

  /// A character of it, a plain one where there is one; nil when none was found.
  var representative: Unicode.Scalar? {
    if let plain = Self.plain.first(where: contains) { return plain }
    for case .range(let range) in items {
      if let first = Unicode.Scalar(range.lowerBound), contains(first) { return first }
    }
    return (0x21...0x30FF).lazy.compactMap { Unicode.Scalar(UInt32($0)) }.first(where: contains)
  }

  private static let plain = Array("Aa10BbXx2 -_.:/@#+,".unicodeScalars)

  static let any = CharacterClass(items: [.range(0x0A...0x0A), .range(0x0D...0x0D)], isNegated: true)
}

extension CharacterClass.Item {
  func contains(_ scalar: Unicode.Scalar) -> Bool {
    switch self {
    case .range(let range): range.contains(scalar.value)
    case .space: scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
    case .digit: scalar.properties.generalCategory == .decimalNumber
    case .word: !["P", "Z", "C"].contains(scalar.categoryCode.prefix(1))
    case .nameStart: scalar.isNameStart
    case .nameCharacter: scalar.isNameCharacter
    case .category(let code): scalar.categoryCode.hasPrefix(code)
    case .not(let item): !item.contains(scalar)
    }
  }
}

extension Unicode.Scalar {
  /// `Lu`, `Nd`, … (Unicode Standard section 4.5).
  fileprivate var categoryCode: String {
    switch properties.generalCategory {
    case .uppercaseLetter: "Lu"
    case .lowercaseLetter: "Ll"
    case .titlecaseLetter: "Lt"
    case .modifierLetter: "Lm"
    case .otherLetter: "Lo"
    case .nonspacingMark: "Mn"
    case .spacingMark: "Mc"
    case .enclosingMark: "Me"
    case .decimalNumber: "Nd"
    case .letterNumber: "Nl"
    case .otherNumber: "No"
    case .connectorPunctuation: "Pc"
    case .dashPunctuation: "Pd"
    case .openPunctuation: "Ps"
    case .closePunctuation: "Pe"
    case .initialPunctuation: "Pi"
    case .finalPunctuation: "Pf"
    case .otherPunctuation: "Po"
    case .mathSymbol: "Sm"
    case .currencySymbol: "Sc"
    case .modifierSymbol: "Sk"
    case .otherSymbol: "So"
    case .spaceSeparator: "Zs"
    case .lineSeparator: "Zl"
    case .paragraphSeparator: "Zp"
    case .control: "Cc"
    case .format: "Cf"
    case .surrogate: "Cs"
    case .privateUse: "Co"
    case .unassigned: "Cn"
    @unknown default: "Cn"
    }
  }
}
