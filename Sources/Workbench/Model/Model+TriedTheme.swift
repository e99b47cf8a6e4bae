internal import Screen

// A theme is seen before it is chosen: while the list of themes is open, the screen has the one under the cursor.
extension Model {
  /// - Parameter effects: what else is done; a theme that is being chosen needs no way back.
  mutating func tryTheme(with effects: [Effect]) -> [Effect] {
    let wanted = themeUnderCursor
    guard wanted != triedTheme else { return effects }
    triedTheme = wanted
    let isChosen = effects.contains { if case .setSetting("theme", _) = $0 { true } else { false } }
    return wanted == nil && isChosen ? effects : effects + [.tryTheme(wanted)]
  }

  private var themeUnderCursor: String? {
    guard let popup = popups.last, case .menu(_, let choices) = popup.purpose,
      choices.indices.contains(popup.scroll.selected),
      case .setSetting("theme", _) = choices[popup.scroll.selected].action
    else { return nil }
    return choices[popup.scroll.selected].title
  }
}
