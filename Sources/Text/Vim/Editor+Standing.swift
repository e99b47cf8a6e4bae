/// Where the cursor of normal mode stands: on a character, not between two.
extension Editor {
  /// The character that stands for the selection.
  public var characterUnderCursor: Int { text.ontoCharacter(selection.range.lowerBound) }

  /// The selection with both its ends on characters that belong to it.
  public var selectionOnCharacters: Selection {
    var selection = selection
    if selection.head > selection.anchor {
      selection.head = max(selection.anchor, text.characterStart(before: selection.head))
    } else if selection.anchor > selection.head {
      selection.anchor = max(selection.head, text.characterStart(before: selection.anchor))
    }
    return selection
  }

  /// Where the next match may begin, or the one before must: the character under the cursor is passed over.
  public func offsetToSearch(isForward: Bool) -> Int {
    isForward ? text.characterEnd(after: selection.head) : selection.head
  }

  /// The word at the cursor or behind it on its line.
  public var wordForSearch: String? {
    let line = vimLineRange
    let isInWord = { (byte: UInt8) in byte >= 0x80 || byte.isInVimWord }
    guard let first = text.firstOffset(from: selection.head, where: isInWord), first < line.upperBound else {
      return nil
    }
    let start = text.lastOffset(before: first) { !isInWord($0) }.map { $0 + 1 } ?? 0
    let end = text.firstOffset(from: first) { !isInWord($0) } ?? text.byteCount
    return String(decoding: text.bytes(in: max(start, line.lowerBound)..<min(end, line.upperBound)), as: UTF8.self)
  }
}
