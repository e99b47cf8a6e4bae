internal import Screen

// Keys that are pressed before that is there which they are meant for: the collection in the first moments or on a slow
// disk, and what a key or a choice opens as soon as the world has answered.
extension Model {
  /// What opens soon, and takes the keys then.
  enum Awaited: Sendable { case description, settings, password }

  /// As many are kept.
  private static let earlyLimit = 200

  /// Keeps it until that is there. What works everywhere does at once, and so does leaving while nothing waits.
  ///
  /// - Returns: whether it is kept.
  mutating func keepsEarly(_ event: InputEvent) -> Bool {
    guard popups.isEmpty, collection == nil || awaited != nil else { return false }
    switch event {
    case .paste: break
    case .key(let chord):
      let command = keymap.command(for: chord, in: contexts)
      if keymap.command(for: chord, in: [.always]) != nil { return false }
      if collection == nil ? command == .quit && earlyEvents.isEmpty : command == .back || command == .cancel {
        stopAwaiting()
        return false
      }
    case .mouse, .resize, .focus: return false
    }
    if earlyEvents.count < Self.earlyLimit { earlyEvents.append(event) }
    if collection == nil { say("The collection is still being read; your keys wait for it.") }
    return true
  }

  /// Does what was asked for meanwhile, in order, unless something else opens now.
  ///
  /// - Parameter effects: what the message has brought about.
  mutating func catchUpEarly(after message: Message, _ effects: [Effect]) -> [Effect] {
    switch (message, awaited) {
    case (.descriptionOpened, .description), (.settingsLoaded, .settings), (.certificateInspected, .password),
      (.identitiesLoaded, .password):
      awaited = nil
    case (.failed, .some): stopAwaiting()
    default: break
    }
    if popups.isEmpty { awaited = effects.compactMap(opened(by:)).last ?? awaited }
    if collection == nil || awaited != nil || earlyEvents.isEmpty { return [] }
    let events = earlyEvents
    earlyEvents = []
    notice = nil
    return events.flatMap { handle($0) }
  }

  private func opened(by effect: Effect) -> Awaited? {
    switch effect {
    case .openDescription(.kept, _) where completionWaits == nil: .description
    case .loadSettings: .settings
    case .saveIdentity where asksForPassword: .password
    case .inspectCertificate where asksForPassword: .password
    default: nil
    }
  }

  private mutating func stopAwaiting() {
    (awaited, earlyEvents) = (nil, [])
  }
}
