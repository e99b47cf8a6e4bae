/// Motions by words, as Vim walks them.
extension Editor {
  func word(
    _ word: NormalMotion.Word, _ isBig: Bool, _ times: Int, _ operation: NormalOperator?
  ) throws(NormalFailure) -> Arrival {
    var walker = TextWalker(text, at: selection.head, isBig: isBig)
    switch word {
    case .nextStart:
      // On a word, cw changes to its end.
      if operation == .change, walker.characterClass != .blank {
        _ = walker.goToWordEnd(times, isStaying: true, stopsAtEmptyLine: false)
        return Arrival(offset: text.ontoCharacter(walker.offset), reach: .inclusive)
      }
      let hasMoved = walker.goToNextWord(times, staysInLine: operation != nil)
      if !hasMoved, operation == nil, text.ontoCharacter(walker.offset) == selection.head { throw .failure }
      return Arrival(offset: walker.offset, reach: .exclusive)
    case .nextEnd:
      if !walker.goToWordEnd(times, isStaying: false, stopsAtEmptyLine: false), operation == nil,
        text.ontoCharacter(walker.offset) == selection.head
      {
        throw .failure
      }
      return Arrival(offset: text.ontoCharacter(walker.offset), reach: .inclusive)
    case .previousStart:
      guard walker.goToWordStart(times) else { throw .moved(walker.offset) }
      return Arrival(offset: walker.offset, reach: .exclusive)
    case .previousEnd:
      guard walker.goToPreviousWordEnd(times) else { throw .moved(walker.offset) }
      return Arrival(offset: text.ontoCharacter(walker.offset), reach: .inclusive)
    }
  }
}

extension TextWalker {
  /// - Parameter staysInLine: for an operator the last word's line is not left.
  /// - Returns: false at the end of the text.
  mutating func goToNextWord(_ times: Int, staysInLine: Bool) -> Bool {
    for left in (0..<times).reversed() {
      let start = characterClass
      let isInLastLine = isInLastLine
      let stopsAtEnd = staysInLine && left == 0
      let step = forward()
      if step == .none || step != .within && isInLastLine { return false }
      if step != .within, stopsAtEnd { return true }
      if start != .blank {
        while characterClass == start {
          let step = forward()
          if step == .none || step != .within && stopsAtEnd { return true }
        }
      }
      while characterClass == .blank, !isAtEmptyLine {
        let step = forward()
        if step == .none || step != .within && isInLastLine { return true }
      }
    }
    return true
  }

  /// - Parameter isStaying: at the end of a word this is the end.
  mutating func goToWordEnd(_ times: Int, isStaying: Bool, stopsAtEmptyLine: Bool) -> Bool {
    for time in 0..<times {
      let start = characterClass
      if forward() == .none { return false }
      if characterClass == start, start != .blank {
        if !skip(start, isForward: true) { return false }
      } else if !(isStaying && time == 0) || start == .blank {
        var isAtEmpty = false
        while characterClass == .blank, !isAtEmpty {
          isAtEmpty = stopsAtEmptyLine && isAtEmptyLine
          if !isAtEmpty, forward() == .none { return false }
        }
        if isAtEmpty { continue }
        if !skip(characterClass, isForward: true) { return false }
      }
      _ = backward()
    }
    return true
  }

  mutating func goToWordStart(_ times: Int) -> Bool {
    for _ in 0..<times {
      if backward() == .none { return false }
      while characterClass == .blank {
        if isAtEmptyLine { break }
        if backward() == .none { return true }
      }
      if isAtEmptyLine { continue }
      if !skip(characterClass, isForward: false) { return true }
      _ = forward()
    }
    return true
  }

  mutating func goToPreviousWordEnd(_ times: Int) -> Bool {
    for _ in 0..<times {
      let start = characterClass
      if backward() == .none { return false }
      if start != .blank, !skip(start, isForward: false) { return true }
      while characterClass == .blank, !isAtEmptyLine {
        if backward() == .none { return true }
      }
    }
    return true
  }

  /// To the first character of what the cursor is on, within the line.
  mutating func goToStartInLine() {
    let start = characterClass
    while !isAtLineStart {
      _ = backward()
      if characterClass != start {
        _ = forward()
        return
      }
    }
  }
}
