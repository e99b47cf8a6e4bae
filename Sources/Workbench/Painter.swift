internal import Screen

/// What a click on some place means.
enum Target: Hashable {
  case pane(Pane)
  case tab(Pane, Int)
  /// The tab of an open request, by its path.
  case request(String)
  /// A line between panes.
  case border(Splits.Border)
  /// A row of a pane's list, counted from the list's start.
  case row(Pane, Int)
  /// A row of the window on top.
  case popupRow(Int)
  case command(Command)
  /// A row of what is offered at the cursor.
  case completion(Int)
  /// Inside a text: the place itself counts, seen from the area's top left.
  case text(Pane, Rect)
  /// Somewhere in the window on top, where a click does nothing.
  case popup
}

/// Draws a frame and remembers what stands where, so that the mouse finds it without a second geometry.
struct Painter {
  var canvas: Canvas
  let theme: Theme
  /// What lies under everything that is drawn.
  private var base: Style
  private var targets: [(area: Rect, target: Target)] = []

  init(size: Size, theme: Theme, glyphs: Glyphs) {
    self.theme = theme
    base = theme[.text]
    canvas = Canvas(size: size, style: base, glyphs: glyphs)
  }

  var bounds: Rect { canvas.bounds }
  var glyphs: Glyphs { canvas.glyphs }

  func style(_ scope: ThemeScope) -> Style { scope == .text ? base : theme.style(scope, over: base) }

  mutating func within(_ area: Rect, _ draw: (inout Painter) -> Void) {
    canvas.enter(area)
    draw(&self)
    canvas.leave()
  }

  /// Draws on another background.
  mutating func on(_ scope: ThemeScope, _ draw: (inout Painter) -> Void) {
    let outer = base
    base = theme[scope]
    draw(&self)
    base = outer
  }

  @discardableResult
  mutating func text(_ line: Toned, column: Int = 0, row: Int = 0, maxColumns: Int? = nil) -> Int {
    canvas.line(styled(line), column: column, row: row, maxColumns: maxColumns)
  }

  func styled(_ line: Toned) -> StyledLine {
    StyledLine(line.parts.map { StyledLine.Span($0.text, style($0.scope)) })
  }

  mutating func fill(_ area: Rect, _ scope: ThemeScope) { canvas.fill(area, style: style(scope)) }

  mutating func mark(_ area: Rect, as target: Target) {
    let place = canvas.placeOnFrame(area)
    if !place.isEmpty { targets.append((place, target)) }
  }

  /// What was drawn last at that place.
  func target(at position: Position) -> Target? { targets.last { $0.area.contains(position) }?.target }

  /// Rows of a list, the selected one highlighted; only those that are seen are asked for.
  mutating func list(
    _ area: Rect, scroll: ScrollState, count: Int, isFocused: Bool, target: (Int) -> Target, row: (Int) -> Toned
  ) {
    let visible = scroll.visible(of: count, height: area.rows)
    let columns = area.columns - (count > area.rows ? 1 : 0)
    for index in visible {
      let line = Rect(column: area.column, row: area.row + index - visible.lowerBound, columns: area.columns, rows: 1)
      text(row(index), column: line.column, row: line.row, maxColumns: columns)
      if index == scroll.selected { highlight(line, isFocused: isFocused) }
      mark(line, as: target(index))
    }
    let bar = Rect(column: area.endColumn - 1, row: area.row, columns: min(1, area.columns), rows: area.rows)
    canvas.scrollbar(bar, top: visible.lowerBound, count: count, style: style(.dim))
  }

  mutating func highlight(_ line: Rect, isFocused: Bool) {
    let scope: ThemeScope = isFocused ? .selection : .selectionUnfocused
    canvas.restyle(line) { [theme] style in style = theme.style(scope, over: style) }
  }
}
