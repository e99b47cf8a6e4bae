internal import Screen
internal import Text

/// What keys do in the envelope while typing goes into it, where the keymap says nothing: those of any plain editor.
enum TypingKeys {
  static func edit(for chord: KeyChord, rows: Int) -> EditCommand? {
    if case .character(let scalar) = chord.key { return character(scalar, chord.modifiers) }
    switch chord.key {
    case .enter: return .newLine
    case .tab: return .indent
    case .backTab: return .outdent
    case .backspace: return isByWord(chord) ? .deleteWordBackward : .deleteBackward
    case .delete: return isByWord(chord) ? .deleteWordForward : .deleteForward
    default:
      guard let motion = motion(for: chord, rows: rows) else { return nil }
      return chord.modifiers.contains(.shift) ? .extend(motion) : .move(motion)
    }
  }

  private static func character(_ scalar: Unicode.Scalar, _ modifiers: KeyChord.Modifiers) -> EditCommand? {
    if modifiers.isEmpty { return .insert(String(Character(scalar))) }
    guard modifiers == .control else { return nil }
    return scalar == "w" ? .deleteWordBackward : nil
  }

  static func motion(for chord: KeyChord, rows: Int) -> Motion? {
    let isFar = isByWord(chord)
    switch chord.key {
    case .left: return isFar ? .wordLeft : .left
    case .right: return isFar ? .wordRight : .right
    case .up: return .up
    case .down: return .down
    case .home: return isFar ? .documentStart : .lineStart
    case .end: return isFar ? .documentEnd : .lineEnd
    case .pageUp: return .pageUp(rows: max(1, rows - 2))
    case .pageDown: return .pageDown(rows: max(1, rows - 2))
    default: return nil
    }
  }

  private static func isByWord(_ chord: KeyChord) -> Bool {
    chord.modifiers.contains(.control) || chord.modifiers.contains(.alt)
  }
}
