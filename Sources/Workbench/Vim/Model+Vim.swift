internal import Screen
internal import Text

// Vim's normal and visual mode in the envelope.
extension Model {
  var isInNormalMode: Bool {
    isModal && popups.isEmpty && commandLine == nil && !isTyping && paneContext == .envelope && current != nil
  }

  /// The contexts of the envelope's keys, innermost first.
  var envelopeContexts: [KeyContext] {
    guard isModal else { return [.envelope] }
    if vim.grammar.pendingOperator != nil { return [.pending, .envelope] }
    return vim.visual == nil ? [.envelope] : [.visual, .envelope]
  }

  /// What a digit of a count does, or a character that a key before has asked for; nil for every other key.
  mutating func takeInNormalMode(_ chord: KeyChord) -> [Effect]? {
    guard begun == nil else { return nil }
    if vim.grammar.wantsCharacter {
      guard let scalar = chord.typedScalar else {
        resetVim()
        return []
      }
      return carryOut(vim.grammar.take(character: scalar, visual: vim.visual), after: chord.description)
    }
    guard let digit = chord.digit, digit > 0 || vim.grammar.hasCount else { return nil }
    vim.grammar.take(digit: digit)
    vim.typed += chord.description
    return []
  }

  mutating func performInNormalMode(_ command: Command, _ keys: KeySequence) -> [Effect] {
    // Hands press Esc in normal mode too: it goes nowhere else.
    if command == .back {
      if vim.grammar.isPending { resetVim() } else { endVisual() }
      return []
    }
    if command == .notHere {
      resetVim()
      say(VimAbsence.text(of: keys), .bad)
      return []
    }
    if let key = command.normalKey {
      return carryOut(vim.grammar.take(key, visual: vim.visual), after: keys.description)
    }
    // What a search finds is where the operator goes.
    if command != .search, command != .searchBack { resetVim() }
    return withPlainSelection { $0.perform(command) }
  }

  /// Not by its key: from the help or the footer.
  mutating func performInNormalMode(_ command: Command) -> [Effect] {
    guard let key = command.normalKey else { return [] }
    let keys = keymap.keys(for: command, in: contexts).first?.description ?? command.rawValue
    return carryOut(vim.grammar.take(key, visual: vim.visual), after: keys)
  }

  private mutating func carryOut(_ outcome: NormalGrammar.Outcome, after keys: String) -> [Effect] {
    switch outcome {
    case .waits:
      vim.typed += keys
      return []
    case .nonsense:
      say("\(vim.typed)\(keys) is no command.")
      resetVim()
      return []
    case .whole(let command):
      if !vim.grammar.isPending { vim.typed = "" }
      return execute(command)
    }
  }

  mutating func resetVim() {
    vim.grammar.reset()
    vim.typed = ""
  }

  // MARK: Selections

  mutating func endVisual() {
    guard let mode = vim.visual, let path = currentPath, let selection = current?.editor.selection else { return }
    vim.lastVisual = (mode, selection)
    vim.visual = nil
    requests[path]?.stand(at: selection.head)
  }

  mutating func beginVisual(_ mode: VisualMode) {
    if vim.visual == mode { return endVisual() }
    (vim.visual, vim.visualPath) = (mode, currentPath)
  }

  /// Commands that know nothing of modes see what visual mode selects as an editor's selection.
  mutating func withPlainSelection(_ perform: (inout Model) -> [Effect]) -> [Effect] {
    guard let mode = vim.visual, let path = currentPath, let before = current?.editor else { return perform(&self) }
    let range = shownSelection ?? before.selection.range
    requests[path]?.select(Selection(anchor: range.lowerBound, head: range.upperBound))
    let effects = perform(&self)
    guard currentPath == path, let after = requests[path]?.editor else { return effects }
    if after.selection.range == range, after.text.isSameSnapshot(as: before.text) {
      requests[path]?.select(before.selection)
    } else if after.selection.isEmpty || mode == .lines {
      vim.visual = nil
    } else {
      adoptSelection()
    }
    return effects
  }

  /// What an editor has selected becomes what visual mode selects.
  mutating func adoptSelection() {
    guard isModal, !isTyping, let path = currentPath, let editor = requests[path]?.editor,
      !editor.selection.isEmpty
    else { return }
    requests[path]?.select(editor.selectionOnCharacters)
    (vim.visual, vim.visualPath) = (.characters, path)
  }

  /// What is drawn as selected, with the character under the cursor; nil where the selection is as the editor has it.
  var shownSelection: Range<Int>? {
    guard let visual = vim.visual, vim.visualPath == currentPath, let editor = current?.editor else { return nil }
    return visual == .lines ? editor.selectedWholeLines : editor.selectedCharacters
  }

  /// After whatever happened: the cursor stands on a character, and nothing is left of a mode that has ended.
  mutating func settleVim() {
    guard isModal else { return }
    if vim.session != nil, !isTyping { (vim.session, vim.step) = (nil, nil) }
    if vim.visual != nil, vim.visualPath != currentPath || isTyping { vim.visual = nil }
    guard vim.visual == nil, !isTyping, commandLine == nil, popups.isEmpty, let path = currentPath,
      let editor = requests[path]?.editor
    else { return }
    let place = editor.characterUnderCursor
    if editor.selection != Selection(at: place) { requests[path]?.stand(at: place) }
  }
}

/// What Vim has and Signet has not.
enum VimAbsence {
  static func text(of keys: KeySequence, whileTyping: Bool = false) -> String {
    let what = (whileTyping ? typing : all)[keys.description]
    return "\(keys): \(what.map { "there is no \($0)" } ?? "what Vim does on this key is not") here."
  }

  private static let all: [String: String] = [
    "q": "recording of macros", "@": "playing of macros", "m": "mark to be set", "'": "mark to go to",
    "`": "mark to go to", "\"": "register but the one", "&": "repeating of :s; :s/old/new/ does it again",
    "K": "manual; F1 shows the keys", "Q": "Ex mode", "R": "replace mode; c and a motion, or v and r",
    "(": "motion by sentences", ")": "motion by sentences", "C-v": "visual mode by blocks",
    "C-a": "counting up", "C-x": "counting down", "C-o": "list of jumps; undo goes back too", "C-]": "list of tags",
    "[": "motion by sections; Space [ shows the tab before", "]": "motion by sections; Space ] shows the next tab",
    "g?": "rot13", "gq": "breaking of lines; =, or :reformat", "ga": "telling of a character",
    "g8": "telling of bytes", "gi": "mark of the last insert", "g;": "list of changes; g- goes back",
    "g,": "list of changes; g+ goes on", "gd": "declaration to go to", "gn": "selecting of matches; n and v",
    "gN": "selecting of matches; n and v", "I": "typing in many lines at once",
    "A": "typing in many lines at once",
  ]

  private static let typing: [String: String] = [
    "C-r": "register but the one; C-v pastes", "C-y": "copying from above", "C-e": "copying from below",
    "C-k": "digraph", "C-o": "single command; Esc ends typing", "C-a": "typing of the same again; . does it",
  ]
}

extension KeyChord {
  /// From 0 to 9.
  fileprivate var digit: Int? {
    guard modifiers.isEmpty, case .character(let scalar) = key, ("0"..."9").contains(scalar) else { return nil }
    return Int(scalar.value) - 0x30
  }

  /// What it types; nil for a key that types nothing.
  fileprivate var typedScalar: Unicode.Scalar? {
    if key == .enter { return "\n" }
    if key == .tab { return "\t" }
    guard modifiers.isEmpty, case .character(let scalar) = key else { return nil }
    return scalar
  }
}
