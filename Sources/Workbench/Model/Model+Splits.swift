internal import Screen

// The sizes of the panes, by keys and with the mouse.
extension Model {
  /// Moves the border above or below, or at the side of, the pane with the focus.
  mutating func resizePane(_ command: Command) -> [Effect] {
    let isTall = command == .taller || command == .shorter
    guard let border = isTall ? rowBorder : columnBorder, let cells = layout.cells(before: border) else {
      say(isTall ? "This pane has all rows." : "This pane has all columns.")
      return []
    }
    let grows = command == .taller || command == .wider
    let isFirst = isTall ? focus == .tree || focus == .request : focus == .tree || focus == .handshake
    return set(border, to: cells + (grows == isFirst ? border.step : -border.step))
  }

  private var rowBorder: Splits.Border? { layout.borders.contains { $0.border == .upper } ? .upper : nil }

  private var columnBorder: Splits.Border? {
    let border: Splits.Border = focus == .tree || focus == .request ? .tree : .handshake
    return layout.borders.contains { $0.border == border } ? border : nil
  }

  private mutating func set(_ border: Splits.Border, to cells: Int) -> [Effect] {
    let count = border == .upper ? layout.body.rows : layout.body.columns
    let bounded = max(min(cells, count - border.least), min(border.least, count / 2))
    splits[border] = Splits.share(bounded, of: count)
    revealCursor()
    return []
  }

  mutating func resetSplits() -> [Effect] {
    splits = Splits()
    revealCursor()
    say("The panes have their own sizes again.")
    return []
  }

  /// The mouse was pressed on it: it goes along until the button is released.
  mutating func dragBorder(to position: Position) -> [Effect] {
    guard let border = draggedBorder else { return [] }
    let body = layout.body
    return set(border, to: border == .upper ? position.row - body.row + 1 : position.column - body.column + 1)
  }
}

extension Layout {
  /// Rows or columns of the panes before a border.
  func cells(before border: Splits.Border) -> Int? {
    let pane: [Pane] = border == .upper ? [.tree, .request] : border == .tree ? [.tree] : [.handshake]
    guard let area = panes.first(where: { pane.contains($0.pane) })?.area else { return nil }
    return border == .upper ? area.rows : area.columns
  }
}
