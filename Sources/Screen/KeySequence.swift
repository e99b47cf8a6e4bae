/// Keys that are pressed one after the other to reach one command: mostly one, at most two.
public struct KeySequence: Sendable, Hashable {
  public var first: KeyChord
  public var second: KeyChord?

  public init(_ first: KeyChord, _ second: KeyChord? = nil) {
    self.first = first
    self.second = second
  }
}

extension KeySequence: CustomStringConvertible {
  /// Reads a name: that of a key (`C-p`), two characters one after the other (`gg`), or a named key and another with a
  /// hyphen between (`Space-s`, `C-w-j`); nil when it is none.
  public init?(_ name: String) {
    if let chord = KeyChord(name) {
      self.init(chord)
      return
    }
    let scalars = Array(name.unicodeScalars)
    if scalars.count == 2 {
      self.init(KeyChord(.character(scalars[0])), KeyChord(.character(scalars[1])))
      return
    }
    // The hyphen itself may be the second key.
    for place in scalars.indices.dropLast().dropFirst(2).reversed() where scalars[place] == "-" {
      guard let first = KeyChord(Self.text(scalars[..<place])),
        let second = KeyChord(Self.text(scalars[(place + 1)...]))
      else { continue }
      self.init(first, second)
      return
    }
    return nil
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }

  public var description: String {
    guard let second else { return first.description }
    let areCharacters = [first, second].allSatisfy { $0.description.unicodeScalars.count == 1 }
    return areCharacters ? "\(first)\(second)" : "\(first)-\(second)"
  }
}
