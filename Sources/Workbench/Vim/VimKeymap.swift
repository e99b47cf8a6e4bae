public import Screen

extension Keymap where Command == Workbench.Command, Context == KeyContext {
  /// The keymaps that come with the program.
  public static func named(_ name: String) -> WorkbenchKeymap? {
    switch name {
    case "plain": standard
    case "vim": vim
    default: nil
    }
  }

  /// Whether the envelope has Vim's modes.
  var isModal: Bool { bindings.contains { $0.command == .visual && $0.contexts.contains(.envelope) } }

  /// Vim's keys in the envelope; everywhere else the plain ones, with the keys that hands know: gg, C-f, C-b, C-w.
  ///
  /// In the envelope Space and a key of the plain keymap does what that key does there.
  public static let vim = WorkbenchKeymap(normalMode + visualMode + kept + insertMode + elsewhere + behindSpace)

  private static let normalMode: [Binding] = [
    Binding("h Left Backspace", .left, in: [.envelope]),
    Binding("l Right", .right, in: [.envelope]),
    Binding("k Up", .up, in: [.envelope]),
    Binding("j Down C-n", .down, in: [.envelope]),
    Binding("w", .nextWord, in: [.envelope]),
    Binding("W", .nextBigWord, in: [.envelope]),
    Binding("b", .previousWord, in: [.envelope]),
    Binding("B", .previousBigWord, in: [.envelope]),
    Binding("e", .wordEnd, in: [.envelope]),
    Binding("E", .bigWordEnd, in: [.envelope]),
    Binding("ge", .previousWordEnd, in: [.envelope]),
    Binding("gE", .previousBigWordEnd, in: [.envelope]),
    Binding("0 Home", .lineStart, in: [.envelope]),
    Binding("^", .firstCharacter, in: [.envelope]),
    Binding("$ End", .lineEnd, in: [.envelope]),
    Binding("g_", .lastCharacter, in: [.envelope]),
    Binding("|", .column, in: [.envelope]),
    Binding("gg", .firstLine, in: [.envelope]),
    Binding("G", .lastLine, in: [.envelope]),
    Binding("+ Enter", .lineBelow, in: [.envelope]),
    Binding("-", .lineAbove, in: [.envelope]),
    Binding("_", .thisLine, in: [.envelope]),
    Binding("}", .nextParagraph, in: [.envelope]),
    Binding("{", .previousParagraph, in: [.envelope]),
    Binding("%", .match, in: [.envelope]),
    Binding("f", .findCharacter, in: [.envelope]),
    Binding("F", .findCharacterBack, in: [.envelope]),
    Binding("t", .tillCharacter, in: [.envelope]),
    Binding("T", .tillCharacterBack, in: [.envelope]),
    Binding(";", .findAgain, in: [.envelope]),
    Binding(",", .findReverse, in: [.envelope]),
    Binding("H", .screenTop, in: [.envelope]),
    Binding("M", .screenMiddle, in: [.envelope]),
    Binding("L", .screenBottom, in: [.envelope]),
    Binding("gj", .rowDown, in: [.envelope]),
    Binding("gk", .rowUp, in: [.envelope]),

    Binding("d", .deleteMotion, in: [.envelope]),
    Binding("c", .changeMotion, in: [.envelope]),
    Binding("y", .yankMotion, in: [.envelope]),
    Binding(">", .indentMotion, in: [.envelope]),
    Binding("<", .outdentMotion, in: [.envelope]),
    Binding("=", .reindentMotion, in: [.envelope]),
    Binding("gu", .lowercaseMotion, in: [.envelope]),
    Binding("gU", .uppercaseMotion, in: [.envelope]),
    Binding("g~", .swapCaseMotion, in: [.envelope]),
    Binding("u", .lowercaseMotion, in: [.pending, .visual]),
    Binding("U", .uppercaseMotion, in: [.pending, .visual]),
    Binding("~", .swapCaseMotion, in: [.pending, .visual]),
    Binding("i", .innerObject, in: [.pending, .visual]),
    Binding("a", .aroundObject, in: [.pending, .visual]),

    Binding("x Del", .deleteCharacter, in: [.envelope]),
    Binding("X", .deleteCharacterBefore, in: [.envelope]),
    Binding("D", .deleteToEnd, in: [.envelope]),
    Binding("C", .changeToEnd, in: [.envelope]),
    Binding("s", .substituteCharacter, in: [.envelope]),
    Binding("S", .substituteLine, in: [.envelope]),
    Binding("Y", .yankLine, in: [.envelope]),
    Binding("r", .replaceCharacter, in: [.envelope]),
    Binding("~", .swapCase, in: [.envelope]),
    Binding("J", .joinWithBlank, in: [.envelope]),
    Binding("gJ", .joinExactly, in: [.envelope]),
    Binding("p", .put, in: [.envelope]),
    Binding("P", .putBefore, in: [.envelope]),
    Binding("u", .undo, in: [.envelope]),
    Binding("C-r", .redo, in: [.envelope]),
    Binding("g-", .earlier, in: [.envelope]),
    Binding("g+", .later, in: [.envelope]),
    Binding(".", .repeatChange, in: [.envelope]),
    Binding("i Ins", .edit, in: [.envelope]),
    Binding("a", .append, in: [.envelope]),
    Binding("I", .insertAtStart, in: [.envelope]),
    Binding("A", .appendAtEnd, in: [.envelope]),
    Binding("o", .openBelow, in: [.envelope]),
    Binding("O", .openAbove, in: [.envelope]),
    Binding("v", .visual, in: [.envelope]),
    Binding("V", .visualLines, in: [.envelope]),
    Binding("gv", .visualAgain, in: [.envelope]),

    Binding("?", .searchBack, in: [.envelope]),
    Binding("*", .searchWord, in: [.envelope]),
    Binding("#", .searchWordBack, in: [.envelope]),
    Binding("za", .fold, in: [.envelope]),
    Binding("zo", .openFold, in: [.envelope]),
    Binding("zc", .closeFold, in: [.envelope]),
    Binding("zM", .foldAll, in: [.envelope]),
    Binding("zR", .unfoldAll, in: [.envelope]),
    Binding("zt z-Enter", .cursorToTop, in: [.envelope]),
    Binding("zz z.", .cursorToMiddle, in: [.envelope]),
    Binding("zb z-", .cursorToBottom, in: [.envelope]),
    Binding("C-u", .halfPageUp, in: [.envelope]),
    Binding("C-d", .halfPageDown, in: [.envelope]),
    Binding("C-b PgUp", .pageUp, in: [.envelope]),
    Binding("C-f PgDn", .pageDown, in: [.envelope]),
    Binding("C-y", .scrollUp, in: [.envelope]),
    Binding("C-e", .scrollDown, in: [.envelope]),
    Binding("ZZ ZQ", .quit, in: [.envelope]),
    Binding("ga g8 gq g? gi g; g, gd gn gN", .notHere, in: [.envelope]),
    Binding("q @ m ' ` \" & K Q R ( ) C-v C-a C-x C-o C-] [ ]", .notHere, in: [.envelope]),
  ]

  private static let visualMode: [Binding] = [
    Binding("o O", .visualOtherEnd, in: [.visual]),
    Binding("R", .substituteLine, in: [.visual]),
    Binding("I A", .notHere, in: [.visual]),
    Binding("Esc C-c", .back, in: [.visual, .pending]),
  ]

  private static let insertMode: [Binding] = [
    Binding("C-c", .back, in: [.typing]),
    Binding("C-w", .deleteWord, in: [.typing]),
    Binding("C-u", .deleteTyped, in: [.typing]),
    Binding("C-t", .indentLine, in: [.typing]),
    Binding("C-d", .outdentLine, in: [.typing]),
    Binding("C-o C-r C-y C-e C-a C-k C-x", .notHere, in: [.typing]),
  ]

  private static let elsewhere: [Binding] = [
    Binding("gg", .top, in: [.global, .list]),
    Binding("C-b", .pageUp, in: [.global, .list]),
    Binding("C-f", .pageDown, in: [.global, .list]),
    Binding("C-w-w C-w-C-w", .nextPane, in: [.global]),
    Binding("C-w-W C-w-p", .previousPane, in: [.global]),
    Binding("C-w-j C-w-l", .nextPane, in: [.global]),
    Binding("C-w-k C-w-h", .previousPane, in: [.global]),
    Binding("C-w-o", .zoomIn, in: [.global]),
    Binding("C-w-=", .even, in: [.global]),
    Binding("C-w-+", .taller, in: [.global]),
    Binding("C-w--", .shorter, in: [.global]),
    Binding("C-w->", .wider, in: [.global]),
    Binding("C-w-<", .narrower, in: [.global]),
    Binding("C-w-c C-w-q", .closeRequest, in: [.global]),
  ]

  private struct Place: Hashable {
    var chord: KeyChord
    var context: KeyContext
  }

  /// The plain keymap, as far as the rows of this one leave it.
  private static let kept: [Binding] = {
    let taken = Set(
      (insertMode + elsewhere).flatMap { row in
        row.contexts.flatMap { context in row.keys.map { Place(chord: $0.first, context: context) } }
      })
    return standard.bindings.flatMap { row in
      row.contexts.filter { $0 != .envelope }.compactMap { context -> Binding? in
        let keys = row.keys.filter { keys in
          // Alt and a letter are Esc and the letter.
          let isEscape = context == .typing && keys.first.isLetterWithAlt
          return !isEscape && !taken.contains(Place(chord: keys.first, context: context))
        }
        return keys.isEmpty ? nil : Binding(keys, row.command, in: [context])
      }.joinedByKeys
    }
  }()

  /// What the plain keys of the envelope do, where they are letters, digits or signs.
  private static let behindSpace: [Binding] = {
    let rows = standard.bindings.filter { $0.contexts.contains(.envelope) }
    let others = standard.bindings.filter { $0.contexts.contains(.global) }
    var seen: Set<KeyChord> = []
    return (rows + others).compactMap { row in
      let chords = row.keys.map(\.first).filter { $0.isSign && seen.insert($0).inserted }
      if chords.isEmpty || row.command.normalKey != nil { return nil }
      return Binding(chords.map { KeySequence(space, $0) }, row.command, in: [.envelope])
    }
  }()

  private static let space = KeyChord(.character(" "))
}

extension [WorkbenchKeymap.Binding] {
  /// Contexts that have the same keys in one row.
  fileprivate var joinedByKeys: [WorkbenchKeymap.Binding] {
    reduce(into: []) { rows, row in
      if let index = rows.firstIndex(where: { $0.keys == row.keys }) {
        rows[index].contexts += row.contexts
      } else {
        rows.append(row)
      }
    }
  }
}

extension KeyChord {
  fileprivate var isLetterWithAlt: Bool {
    guard case .character = key else { return false }
    return modifiers.contains(.alt)
  }

  /// A character without a modifier, other than the blank.
  fileprivate var isSign: Bool {
    guard case .character(let scalar) = key else { return false }
    return modifiers.isEmpty && scalar != " "
  }
}
