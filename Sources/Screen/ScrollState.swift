/// Where a list stands: the row that is selected and the first that is shown.
public struct ScrollState: Sendable, Hashable {
  public var selected: Int
  public var top: Int

  public init(selected: Int = 0, top: Int = 0) {
    self.selected = selected
    self.top = top
  }

  /// Moves the selection and scrolls no further than is needed to see it.
  public mutating func select(_ row: Int, of count: Int, height: Int) {
    selected = min(max(0, row), max(0, count - 1))
    reveal(count: count, height: height)
  }

  public mutating func move(by rows: Int, of count: Int, height: Int) {
    select(selected + rows, of: count, height: height)
  }

  /// Scrolls without choosing another row, unless the selected one would go out of sight.
  public mutating func scroll(by rows: Int, of count: Int, height: Int) {
    top = min(max(0, top + rows), max(0, count - height))
    selected = min(max(selected, top), max(top, min(count, top + height) - 1))
  }

  /// Brings selection and top back within the list, which may have become shorter.
  public mutating func reveal(count: Int, height: Int) {
    selected = min(max(0, selected), max(0, count - 1))
    if selected < top { top = selected }
    if height > 0, selected >= top + height { top = selected - height + 1 }
    top = min(max(0, top), max(0, count - height))
  }

  /// The rows that are shown; safe also when the list became shorter since.
  public func visible(of count: Int, height: Int) -> Range<Int> {
    var state = self
    state.reveal(count: count, height: height)
    return state.top..<min(count, state.top + max(0, height))
  }
}
