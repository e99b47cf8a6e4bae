/// The characters between brackets of a pattern, or a class such as `\w`.
struct ScalarSet: Sendable, Hashable {
  enum Class: Sendable, Hashable { case digit, word, space }
  enum Part: Sendable, Hashable {
    case range(ClosedRange<UInt32>)
    case named(Class, isNegated: Bool)
  }

  private let parts: [Part]
  private let isNegated: Bool
  private let ignoresCase: Bool
  /// Whether each ASCII character is in it.
  private let ascii: [Bool]

  init(_ parts: [Part], isNegated: Bool = false, ignoresCase: Bool) {
    self.parts = parts
    self.isNegated = isNegated
    self.ignoresCase = ignoresCase
    ascii = (0..<128).map { Self.contains($0, parts, ignoresCase: ignoresCase) != isNegated }
  }

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 128 { return ascii[Int(scalar.value)] }
    return Self.contains(scalar.value, parts, ignoresCase: ignoresCase) != isNegated
  }

  private static func contains(_ value: UInt32, _ parts: [Part], ignoresCase: Bool) -> Bool {
    parts.contains { part in
      switch part {
      case .range(let range): range.contains(value) || (ignoresCase && range.contains(swappedCase(value)))
      case .named(let name, let isNegated): contains(value, name) != isNegated
      }
    }
  }

  private static func swappedCase(_ value: UInt32) -> UInt32 {
    switch value {
    case 0x41...0x5A: value + 32
    case 0x61...0x7A: value - 32
    default: value
    }
  }

  private static func contains(_ value: UInt32, _ name: Class) -> Bool {
    switch name {
    case .digit: (0x30...0x39).contains(value)
    case .space: value == 0x20 || (0x09...0x0D).contains(value)
    case .word: Unicode.Scalar(value)?.isInWord ?? false
    }
  }
}

extension Unicode.Scalar {
  /// Letters, digits and `_`.
  var isInWord: Bool {
    if value >= 128 { return properties.isAlphabetic }
    return (0x30...0x39).contains(value) || (0x41...0x5A).contains(value) || (0x61...0x7A).contains(value)
      || value == 0x5F
  }

  /// The letters A–Z as small ones.
  var asciiLowerCased: Unicode.Scalar {
    (0x41...0x5A).contains(value) ? Unicode.Scalar(UInt8(value + 32)) : self
  }
}
