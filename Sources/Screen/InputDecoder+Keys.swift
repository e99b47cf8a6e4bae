extension InputDecoder {
  mutating func emit(_ key: KeyChord.Key, _ modifiers: KeyChord.Modifiers = []) {
    state = .ground
    events.append(.key(KeyChord(key, modifiers)))
  }

  mutating func emit(_ scalar: Unicode.Scalar, alt: Bool) { emit(.character(scalar), alt ? .alt : []) }

  /// Control keys as bytes. Ctrl-I, Ctrl-M and Ctrl-H are Tab, Enter and Backspace: nobody can tell them apart; and many
  /// terminals deliver Enter as line feed.
  mutating func emitControlByte(_ byte: UInt8, alt: Bool) {
    let modifiers: KeyChord.Modifiers = alt ? .alt : []
    switch byte {
    case 0x09: emit(.tab, modifiers)
    case 0x0A, 0x0D: emit(.enter, modifiers)
    case 0x08, 0x7F: emit(.backspace, modifiers)
    case 0x00: emit(.character(" "), modifiers.union(.control))
    case 0x01...0x1A: emit(.character(Unicode.Scalar(byte + 0x60)), modifiers.union(.control))
    default: emit(.character(Unicode.Scalar(byte + 0x40)), modifiers.union(.control))
    }
  }

  mutating func dispatch(_ sequence: ControlSequence) {
    let modifiers = Self.modifiers(sequence.number(at: 1))
    switch (sequence.prefix, sequence.final) {
    case (UInt8(ascii: "<"), UInt8(ascii: "M")), (UInt8(ascii: "<"), UInt8(ascii: "m")): dispatchMouse(sequence)
    case (nil, UInt8(ascii: "~")): dispatchNumbered(sequence, modifiers)
    case (nil, UInt8(ascii: "u")):
      if !sequence.isRelease { emitCode(sequence.number(at: 0), modifiers) }
    case (nil, UInt8(ascii: "Z")): emit(.backTab)
    case (nil, UInt8(ascii: "I")): events.append(.focus(true))
    case (nil, UInt8(ascii: "O")): events.append(.focus(false))
    case (nil, let final):
      // With another first number it is a report of a position, not a key.
      guard sequence.number(at: 0) ?? 1 == 1, let key = Self.lettered(final) else { return }
      emit(key, modifiers)
    default: break
    }
  }

  mutating func dispatchSingleShift(_ final: UInt8, modifier: Int?) {
    let modifiers = Self.modifiers(modifier)
    switch final {
    case UInt8(ascii: "M"): emit(.enter, modifiers)
    case UInt8(ascii: "I"): emitTab(modifiers)
    // The keypad in application mode: its keys stand 0x40 above their characters.
    case UInt8(ascii: "j")...UInt8(ascii: "y"): emit(.character(Unicode.Scalar(final - 0x40)), modifiers)
    case UInt8(ascii: "X"): emit(.character("="), modifiers)
    default: if let key = Self.lettered(final) { emit(key, modifiers) }
    }
  }

  private mutating func dispatchNumbered(_ sequence: ControlSequence, _ modifiers: KeyChord.Modifiers) {
    switch sequence.number(at: 0) {
    case 27: emitCode(sequence.number(at: 2), modifiers)
    case 200: state = .paste(Paste())
    case let number?: if let key = Self.numbered(number) { emit(key, modifiers) }
    case nil: break
    }
  }

  /// A key by its Unicode code point, as `CSI u` and modifyOtherKeys write it.
  private mutating func emitCode(_ code: Int?, _ modifiers: KeyChord.Modifiers) {
    guard let code, let scalar = UInt32(exactly: code).flatMap(Unicode.Scalar.init) else { return }
    switch code {
    case 9: emitTab(modifiers)
    case 13, 57414: emit(.enter, modifiers)
    case 27: emit(.escape, modifiers)
    case 8, 127: emit(.backspace, modifiers)
    // The private-use block stands for keys that have no character.
    case 0..<32, 128..<160, 57344..<63744: break
    default: emit(.character(Self.shifted(scalar, by: modifiers)), modifiers.subtracting(.shift))
    }
  }

  private mutating func emitTab(_ modifiers: KeyChord.Modifiers) {
    modifiers.contains(.shift) ? emit(.backTab, modifiers.subtracting(.shift)) : emit(.tab, modifiers)
  }

  private static func shifted(_ scalar: Unicode.Scalar, by modifiers: KeyChord.Modifiers) -> Unicode.Scalar {
    let upper = scalar.properties.uppercaseMapping.unicodeScalars
    guard modifiers.contains(.shift), upper.count == 1, let first = upper.first else { return scalar }
    return first
  }

  /// xterm's modifier parameter: one more than the sum of Shift 1, Alt 2, Control 4, Meta 8.
  private static func modifiers(_ parameter: Int?) -> KeyChord.Modifiers {
    guard let parameter, (2...256).contains(parameter) else { return [] }
    let bits = parameter - 1
    var result: KeyChord.Modifiers = []
    if bits & 1 != 0 { result.insert(.shift) }
    if bits & 0b1010 != 0 { result.insert(.alt) }
    if bits & 4 != 0 { result.insert(.control) }
    return result
  }

  private static func lettered(_ final: UInt8) -> KeyChord.Key? {
    switch Unicode.Scalar(final) {
    case "A": .up
    case "B": .down
    case "C": .right
    case "D": .left
    case "H": .home
    case "F": .end
    case "P": .function(1)
    case "Q": .function(2)
    case "R": .function(3)
    case "S": .function(4)
    default: nil
    }
  }

  private static func numbered(_ number: Int) -> KeyChord.Key? {
    switch number {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23...26: .function(number - 12)
    case 28, 29: .function(number - 13)
    case 31...34: .function(number - 14)
    default: nil
    }
  }
}

/// A control sequence after `ESC [` (ECMA-48 section 5.4).
struct ControlSequence {
  /// `<`, `=`, `>` or `?`, which mark private parameters.
  let prefix: UInt8?
  let final: UInt8
  /// Between semicolons; each with its sub-parameters, which stand behind colons.
  private let fields: [[Int?]]

  init(parameters: ArraySlice<UInt8>, final: UInt8) {
    let isPrivate = parameters.first.map { (UInt8(ascii: "<")...UInt8(ascii: "?")).contains($0) } ?? false
    prefix = isPrivate ? parameters.first : nil
    self.final = final
    fields = parameters.dropFirst(isPrivate ? 1 : 0).split(
      separator: UInt8(ascii: ";"), omittingEmptySubsequences: false
    )
    .map { $0.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).map(Self.number) }
  }

  func number(at index: Int) -> Int? { fields.indices.contains(index) ? fields[index].first ?? nil : nil }

  /// The kitty protocol's event type 3.
  var isRelease: Bool { fields.count > 1 && fields[1].count > 1 && fields[1][1] == 3 }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard !digits.isEmpty else { return nil }
    return digits.prefix(9).reduce(Int?(0)) { value, digit in
      guard let value, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      return value * 10 + Int(digit) - 48
    }
  }
}
