internal import Screen

// Keys that are pressed before there is a collection to use them on: in the first moments, or while a slow disk is read.
extension Model {
  /// As many are kept.
  private static let earlyLimit = 200

  /// Keeps it until the collection is there. What works everywhere does at once, and so does leaving while nothing waits.
  ///
  /// - Returns: whether it is kept.
  mutating func keepsEarly(_ event: InputEvent) -> Bool {
    guard collection == nil, popups.isEmpty else { return false }
    switch event {
    case .paste: break
    case .key(let chord):
      if keymap.command(for: chord, in: [.always]) != nil { return false }
      if earlyEvents.isEmpty, keymap.command(for: chord, in: contexts) == .quit { return false }
    case .mouse, .resize, .focus: return false
    }
    if earlyEvents.count < Self.earlyLimit { earlyEvents.append(event) }
    say("The collection is still being read; your keys wait for it.")
    return true
  }

  /// Does what was asked for meanwhile, in order.
  mutating func catchUpEarly() -> [Effect] {
    let events = earlyEvents
    earlyEvents = []
    if !events.isEmpty { notice = nil }
    return events.flatMap { handle($0) }
  }
}
