/// A whole command of normal mode, as its keys spell it.
public enum NormalCommand: Sendable, Hashable {
  case move(NormalMotion, count: Int?)
  case operate(NormalOperator, NormalTarget, count: Int?)
  /// Visual mode selects the object.
  case select(TextObject, isAround: Bool, count: Int?)
  case replaceCharacter(Unicode.Scalar, NormalTarget?, count: Int?)
  case act(NormalAction, count: Int?)
}

/// What an operator works on.
public enum NormalTarget: Sendable, Hashable {
  case motion(NormalMotion)
  /// As many as the count says.
  case lines
  case object(TextObject, isAround: Bool)
  /// What visual mode has selected.
  case selection(isLinewise: Bool)
  /// As much as was selected when the command was given first: so many lines more than one, and characters of the last.
  case stretch(linesMore: Int, characters: Int, isLinewise: Bool)
}

/// The grammar of Vim's normal mode: [count] [operator] [count] motion. It is given one key after another, and gives
/// back a command once one is whole.
public struct NormalGrammar: Sendable, Equatable {
  /// What a key has led to.
  public enum Outcome: Sendable, Hashable {
    case waits
    case whole(NormalCommand)
    /// The keys so far have no meaning together.
    case nonsense
  }

  private enum Wanted: Sendable, Equatable {
    case find(CharacterFind)
    case replacement
    case object(isAround: Bool)
  }

  public private(set) var pendingOperator: NormalOperator?
  /// What f, F, t or T looked for last.
  public private(set) var lastFind: CharacterFind?
  private var countBefore: Int?
  private var countAfter: Int?
  private var wanted: Wanted?

  /// No text is longer in anything that is counted.
  private static let mostCounted = 99_999_999

  public init() {}

  /// Whether something was begun.
  public var isPending: Bool { pendingOperator != nil || countBefore != nil || countAfter != nil || wanted != nil }

  /// Whether the next key is taken as a character, whatever it does otherwise.
  public var wantsCharacter: Bool { wanted != nil }

  /// Whether a digit is one of a count; a 0 begins none.
  public var hasCount: Bool { (pendingOperator == nil ? countBefore : countAfter) != nil }

  public mutating func reset() {
    (pendingOperator, countBefore, countAfter, wanted) = (nil, nil, nil, nil)
  }

  public mutating func take(digit: Int) {
    let place = pendingOperator == nil ? \NormalGrammar.countBefore : \NormalGrammar.countAfter
    self[keyPath: place] = min((self[keyPath: place] ?? 0) * 10 + digit, Self.mostCounted)
  }

  /// Both counts multiply: 2d3w deletes six words.
  private var count: Int? {
    guard let before = countBefore else { return countAfter }
    return min(before * (countAfter ?? 1), Self.mostCounted)
  }

  /// - Parameter visual: what visual mode selects; nil in normal mode.
  public mutating func take(_ key: NormalKey, visual: VisualMode? = nil) -> Outcome {
    switch key {
    case .find(let find): return wait(.find(find))
    case .replaceCharacter: return pendingOperator == nil ? wait(.replacement) : end(nil)
    case .object(let isAround): return wait(.object(isAround: isAround))
    case .motion(.characterAgain(let isReversed)):
      guard let lastFind else { return end(nil) }
      return end(moving(.character(isReversed ? lastFind.reversed : lastFind, isAgain: true)))
    case .motion(let motion): return end(moving(motion))
    case .operator(let new): return take(new, visual)
    case .shorthand(let shorthand, let motion):
      if pendingOperator != nil { return end(nil) }
      let target: NormalTarget =
        visual.map { .selection(isLinewise: $0 == .lines || motion != .right) } ?? .motion(motion)
      return end(.operate(shorthand, target, count: count))
    case .lines(let shorthand):
      if pendingOperator != nil { return end(nil) }
      return end(.operate(shorthand, visual == nil ? .lines : .selection(isLinewise: true), count: count))
    case .action(let action): return take(action, visual)
    }
  }

  /// The character that was waited for.
  public mutating func take(character: Unicode.Scalar, visual: VisualMode? = nil) -> Outcome {
    defer { wanted = nil }
    switch wanted {
    case .find(var find):
      find.character = character
      lastFind = find
      return end(moving(.character(find, isAgain: false)))
    case .replacement:
      let target = visual.map { NormalTarget.selection(isLinewise: $0 == .lines) }
      return end(.replaceCharacter(character, target, count: count))
    case .object(let isAround):
      guard let object = TextObject(character) else { return end(nil) }
      if let pendingOperator {
        return end(.operate(pendingOperator, .object(object, isAround: isAround), count: count))
      }
      return end(visual == nil ? nil : .select(object, isAround: isAround, count: count))
    case nil: return end(nil)
    }
  }

  private mutating func wait(_ wanted: Wanted) -> Outcome {
    self.wanted = wanted
    return .waits
  }

  private mutating func end(_ command: NormalCommand?) -> Outcome {
    reset()
    return command.map { .whole($0) } ?? .nonsense
  }

  private func moving(_ motion: NormalMotion) -> NormalCommand {
    guard let pendingOperator else { return .move(motion, count: count) }
    return .operate(pendingOperator, .motion(motion), count: count)
  }

  /// An operator that is pressed twice is meant for lines.
  private mutating func take(_ new: NormalOperator, _ visual: VisualMode?) -> Outcome {
    if let visual { return end(.operate(new, .selection(isLinewise: visual == .lines), count: count)) }
    guard let pendingOperator else {
      pendingOperator = new
      return .waits
    }
    return end(new == pendingOperator ? .operate(new, .lines, count: count) : nil)
  }

  private mutating func take(_ action: NormalAction, _ visual: VisualMode?) -> Outcome {
    if case .searchAgain = action { return end(.act(action, count: count), keeping: pendingOperator) }
    if case .searchWord = action { return end(.act(action, count: count), keeping: pendingOperator) }
    if pendingOperator != nil { return end(nil) }
    return end(.act(action, count: count))
  }

  /// A search is a motion, but who searches knows where to: the operator waits for that.
  private mutating func end(_ command: NormalCommand, keeping pendingOperator: NormalOperator?) -> Outcome {
    reset()
    self.pendingOperator = pendingOperator
    return .whole(command)
  }
}

/// What visual mode selects.
public enum VisualMode: Sendable, Hashable { case characters, lines }
