internal import Screen
internal import Text

/// The commands of the Vim keymap's normal mode.
extension Command {
  /// A command, and the word of the grammar that it is; nil for what is done at once.
  struct Normal: Sendable {
    var info: CommandInfo
    var key: NormalKey?

    fileprivate init(_ command: Command, _ title: String, _ help: String, _ key: NormalKey?) {
      info = CommandInfo(command, title, help)
      self.key = key
    }
  }

  /// Whether it is of use in the Vim keymap only.
  var isOfVim: Bool { Self.normalCommands.contains(self) }

  private static let normalCommands = Set(normalTable.map(\.info.command))

  /// What it is in normal mode; nil for the commands that are the same everywhere.
  var normalKey: NormalKey? { Self.normalKeys[self] }

  private static let normalKeys: [Command: NormalKey] = Dictionary(
    uniqueKeysWithValues: normalTable.compactMap { row in row.key.map { (row.info.command, $0) } }
      + [
        (.left, .motion(.left)), (.right, .motion(.right)), (.up, .motion(.up)), (.down, .motion(.down)),
        (.edit, .action(.insert(.here))), (.undo, .action(.undo)), (.redo, .action(.redo)),
        (.searchNext, .action(.searchAgain(isReversed: false))),
        (.searchPrevious, .action(.searchAgain(isReversed: true))), (.fold, .action(.fold)),
        (.pageUp, .action(.page(isDown: false))), (.pageDown, .action(.page(isDown: true))),
        (.top, .motion(.firstLine)), (.bottom, .motion(.lastLine)),
      ])

  static let normalTable: [Normal] = going + operators + changing + seeing

  private static let going: [Normal] = [
    Normal(.nextWord, "word", "Goes to the start of the next word.", .motion(.word(.nextStart, isBig: false))),
    Normal(
      .nextBigWord, "WORD", "Goes to the next word; only blanks part words.", .motion(.word(.nextStart, isBig: true))),
    Normal(
      .previousWord, "word back", "Goes back to the start of a word.", .motion(.word(.previousStart, isBig: false))),
    Normal(
      .previousBigWord, "WORD back", "Goes back to the start of a word; only blanks part words.",
      .motion(.word(.previousStart, isBig: true))),
    Normal(.wordEnd, "word end", "Goes to the end of a word.", .motion(.word(.nextEnd, isBig: false))),
    Normal(
      .bigWordEnd, "WORD end", "Goes to the end of a word; only blanks part words.",
      .motion(.word(.nextEnd, isBig: true))),
    Normal(
      .previousWordEnd, "word end back", "Goes back to the end of a word.", .motion(.word(.previousEnd, isBig: false))),
    Normal(
      .previousBigWordEnd, "WORD end back", "Goes back to the end of a word; only blanks part words.",
      .motion(.word(.previousEnd, isBig: true))),
    Normal(.lineStart, "line start", "Goes to the start of the line.", .motion(.lineStart)),
    Normal(
      .firstCharacter, "first character", "Goes to the first character that is no blank.", .motion(.firstCharacter)),
    Normal(.lineEnd, "line end", "Goes to the end of the line.", .motion(.lineEnd)),
    Normal(.lastCharacter, "last character", "Goes to the last character that is no blank.", .motion(.lastCharacter)),
    Normal(.column, "column", "Goes to the column of that number.", .motion(.column)),
    Normal(.firstLine, "first line", "Goes to the first line, or to the line of that number.", .motion(.firstLine)),
    Normal(.lastLine, "last line", "Goes to the last line, or to the line of that number.", .motion(.lastLine)),
    Normal(.lineBelow, "line below", "Goes to the first character of the next line.", .motion(.lineBelow)),
    Normal(.lineAbove, "line above", "Goes to the first character of the line above.", .motion(.lineAbove)),
    Normal(.thisLine, "this line", "Goes to the first character of this line.", .motion(.thisLine)),
    Normal(.nextParagraph, "paragraph", "Goes to the next empty line.", .motion(.nextParagraph)),
    Normal(.previousParagraph, "paragraph back", "Goes back to an empty line.", .motion(.previousParagraph)),
    Normal(
      .match, "other tag", "Goes to the element's other tag or the other bracket; after an operator, all of it.",
      .motion(.match)),
    Normal(
      .findCharacter, "find", "Goes to the character that is typed next, on this line.",
      .find(CharacterFind(isForward: true, isTill: false))),
    Normal(
      .findCharacterBack, "find back", "Goes back to the character that is typed next, on this line.",
      .find(CharacterFind(isForward: false, isTill: false))),
    Normal(
      .tillCharacter, "till", "Goes up to the character that is typed next, on this line.",
      .find(CharacterFind(isForward: true, isTill: true))),
    Normal(
      .tillCharacterBack, "till back", "Goes back up to the character that is typed next, on this line.",
      .find(CharacterFind(isForward: false, isTill: true))),
    Normal(.findAgain, "find again", "Goes to that character again.", .motion(.characterAgain(isReversed: false))),
    Normal(
      .findReverse, "find reversed", "Goes to that character the other way.", .motion(.characterAgain(isReversed: true))
    ),
    Normal(.screenTop, "top of screen", "Goes to the first line that is seen.", .motion(.screen(.top))),
    Normal(.screenMiddle, "middle of screen", "Goes to the line in the middle.", .motion(.screen(.middle))),
    Normal(.screenBottom, "bottom of screen", "Goes to the last line that is seen.", .motion(.screen(.bottom))),
    Normal(.rowDown, "row down", "Goes down a row of a wrapped line.", .motion(.rowDown)),
    Normal(.rowUp, "row up", "Goes up a row of a wrapped line.", .motion(.rowUp)),
  ]

  private static let operators: [Normal] = [
    Normal(.deleteMotion, "delete", "Deletes what a motion goes over; twice, the line.", .operator(.delete)),
    Normal(.changeMotion, "change", "Types in place of what a motion goes over; twice, the line.", .operator(.change)),
    Normal(
      .yankMotion, "yank", "Copies what a motion goes over, to the clipboard too; twice, the line.", .operator(.yank)),
    Normal(.indentMotion, "indent", "Indents the lines that a motion goes over; twice, the line.", .operator(.indent)),
    Normal(
      .outdentMotion, "outdent", "Takes indentation from the lines that a motion goes over; twice, the line.",
      .operator(.outdent)),
    Normal(
      .reindentMotion, "reindent", "Indents the lines anew that a motion goes over; over all of them, lays them out.",
      .operator(.reindent)),
    Normal(
      .lowercaseMotion, "small letters", "Makes what a motion goes over small letters.", .operator(.lowercase)),
    Normal(.uppercaseMotion, "capitals", "Makes what a motion goes over capitals.", .operator(.uppercase)),
    Normal(
      .swapCaseMotion, "swap case", "Makes capitals small and small letters capitals where a motion goes.",
      .operator(.swapCase)),
    Normal(
      .innerObject, "inner", "Takes the inside of what is typed next: t element, w W word, \" ' quotes, ( [ { <.",
      .object(isAround: false)),
    Normal(
      .aroundObject, "around", "Takes the whole of what is typed next: t element, w W word, \" ' quotes, ( [ { <.",
      .object(isAround: true)),
  ]

  private static let changing: [Normal] = [
    Normal(
      .deleteCharacter, "delete character", "Deletes the character under the cursor.", .shorthand(.delete, .right)),
    Normal(
      .deleteCharacterBefore, "delete before", "Deletes the character before the cursor.", .shorthand(.delete, .left)),
    Normal(.deleteToEnd, "delete to end", "Deletes to the end of the line.", .shorthand(.delete, .lineEnd)),
    Normal(.changeToEnd, "change to end", "Types in place of the line's rest.", .shorthand(.change, .lineEnd)),
    Normal(.substituteCharacter, "substitute", "Types in place of the character.", .shorthand(.change, .right)),
    Normal(.substituteLine, "substitute line", "Types in place of the line.", .lines(.change)),
    Normal(.yankLine, "yank line", "Copies the line, to the clipboard too.", .lines(.yank)),
    Normal(.replaceCharacter, "replace", "Puts what is typed next in place of the character.", .replaceCharacter),
    Normal(.swapCase, "swap case", "Makes a capital small or a small letter a capital.", .action(.swapCase)),
    Normal(
      .joinWithBlank, "join lines", "Joins the line below, with a blank between.", .action(.join(withBlank: true))),
    Normal(.joinExactly, "join as it is", "Joins the line below as it is.", .action(.join(withBlank: false))),
    Normal(.put, "put", "Puts what was deleted or copied last behind the cursor.", .action(.put(isBefore: false))),
    Normal(.putBefore, "put before", "Puts what was deleted or copied last before it.", .action(.put(isBefore: true))),
    Normal(.repeatChange, "repeat", "Makes the last change again, what was typed included.", .action(.repeatChange)),
    Normal(.append, "append", "Types behind the cursor.", .action(.insert(.after))),
    Normal(.insertAtStart, "type at start", "Types at the start of the line.", .action(.insert(.lineStart))),
    Normal(.appendAtEnd, "type at end", "Types at the end of the line.", .action(.insert(.lineEnd))),
    Normal(.openBelow, "open below", "Types in a new line below.", .action(.insert(.below))),
    Normal(.openAbove, "open above", "Types in a new line above.", .action(.insert(.above))),
    Normal(.deleteWord, "delete word", "While typing, deletes the word before the cursor.", nil),
    Normal(.deleteTyped, "delete to start", "While typing, deletes to the start of the line.", nil),
    Normal(.indentLine, "indent line", "While typing, indents the line.", nil),
    Normal(.outdentLine, "outdent line", "While typing, takes indentation from the line.", nil),
  ]

  private static let seeing: [Normal] = [
    Normal(.visual, "visual", "Selects characters, for an operator; Esc ends it.", .action(.visual(isLinewise: false))),
    Normal(.visualLines, "visual lines", "Selects lines, for an operator.", .action(.visual(isLinewise: true))),
    Normal(.visualAgain, "visual again", "Selects again what was selected last.", .action(.visualAgain)),
    Normal(.visualOtherEnd, "other end", "Goes to the other end of what is selected.", .action(.visualOtherEnd)),
    Normal(.openFold, "open fold", "Shows all lines of the element.", .action(.openFold)),
    Normal(.closeFold, "close fold", "Shows only the first line of the element.", .action(.closeFold)),
    Normal(.halfPageUp, "half page up", "Goes up half a screen.", .action(.halfPage(isDown: false))),
    Normal(.halfPageDown, "half page down", "Goes down half a screen.", .action(.halfPage(isDown: true))),
    Normal(.scrollUp, "scroll up", "Shows the line above the screen.", .action(.scrollLine(isDown: false))),
    Normal(.scrollDown, "scroll down", "Shows the line below the screen.", .action(.scrollLine(isDown: true))),
    Normal(.cursorToTop, "line to top", "Shows the cursor's line at the top.", .action(.cursorLine(.top))),
    Normal(.cursorToMiddle, "line to middle", "Shows the cursor's line in the middle.", .action(.cursorLine(.middle))),
    Normal(.cursorToBottom, "line to bottom", "Shows the cursor's line at the bottom.", .action(.cursorLine(.bottom))),
    Normal(.searchBack, "search back", "Searches towards the start of the envelope.", nil),
    Normal(
      .searchWord, "search word", "Searches for the word under the cursor.", .action(.searchWord(isForward: true))),
    Normal(
      .searchWordBack, "search word back", "Searches back for the word under the cursor.",
      .action(.searchWord(isForward: false))),
    Normal(.clearMatches, "no highlight", "No longer marks what was searched for; n does again.", nil),
    Normal(.notHere, "not here", "Says what Vim has on this key that Signet has not.", nil),
  ]
}
