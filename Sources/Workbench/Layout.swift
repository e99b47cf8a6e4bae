internal import Screen

/// The four panes, in the order of their numbers.
public enum Pane: Int, Sendable, Hashable, CaseIterable {
  case tree = 1
  case request, handshake, response

  var title: String {
    switch self {
    case .tree: "Requests"
    case .request: "Request"
    case .handshake: "Handshake"
    case .response: "Response"
    }
  }
}

/// Where everything stands on a screen of a given size: the same for drawing, scrolling and the mouse.
struct Layout {
  struct Shape {
    var size: Size
    var focus: Pane
    /// Which of handshake and response is shown where only one fits.
    var lower: Pane
    var isZoomed = false
    /// A good call: its handshake is one line unless it has the focus.
    var foldsHandshake = false
    /// After a send the ladder line and the certificate line are there.
    var hasExchange = false
    /// More than one request is open.
    var hasRequestTabs = false
    var splits = Splits()
  }

  var status = Rect(column: 0, row: 0, columns: 0, rows: 0)
  /// The names of the requests that are open.
  var requestTabs: Rect?
  /// The names of all panes, where they are shown one at a time.
  var paneTabs: Rect?
  var panes: [(pane: Pane, area: Rect)] = []
  var ladderLine: Rect?
  var certificateLine: Rect?
  var footer = Rect(column: 0, row: 0, columns: 0, rows: 0)
  /// What all panes share.
  private(set) var body = Rect(column: 0, row: 0, columns: 0, rows: 0)
  /// The lines between panes, where the mouse takes hold of them.
  private(set) var borders: [(border: Splits.Border, area: Rect)] = []
  /// Whether panes have a box around them.
  var isFramed = true

  init(_ shape: Shape) {
    var rest = Rect(shape.size)
    if rest.rows >= 4 { status = rest.cutTop(1) }
    if rest.rows >= 2 { footer = rest.cutBottom(1) }
    let isNarrow = rest.columns < 80 || rest.rows < 26
    if shape.hasRequestTabs, rest.rows >= 9 { requestTabs = rest.cutTop(1) }
    cutLines(&rest, shape, isNarrow: isNarrow)
    body = rest
    if isNarrow {
      isFramed = false
      if rest.rows >= 3 { paneTabs = rest.cutTop(1) }
      panes = [(shape.focus, rest)]
    } else if shape.isZoomed {
      panes = [(shape.focus, rest)]
    } else if rest.columns >= 120 {
      arrangeWide(rest, shape)
    } else {
      arrangeMedium(rest, shape)
    }
  }

  /// Area of the pane's content; nil while it is not shown.
  func content(of pane: Pane) -> Rect? {
    guard let area = panes.first(where: { $0.pane == pane })?.area else { return nil }
    return isFramed ? area.inset(columns: 1, rows: 1) : area
  }

  private mutating func cutLines(_ rest: inout Rect, _ shape: Shape, isNarrow: Bool) {
    guard shape.hasExchange, rest.rows >= 7 else { return }
    certificateLine = rest.cutBottom(1)
    if isNarrow || shape.isZoomed || shape.foldsHandshake || rest.columns < 120 { ladderLine = rest.cutBottom(1) }
  }

  private mutating func arrangeWide(_ area: Rect, _ shape: Shape) {
    var lower = area
    var upper = lower.cutTop(Self.upperRows(area, shape))
    addBorder(.upper, below: upper)
    let tree = upper.cutLeft(Self.columns(.tree, area, shape, preset: max(30, min(48, area.columns / 4))))
    addBorder(.tree, besides: tree)
    panes += [(.tree, tree), (.request, upper)]
    if !shape.foldsHandshake {
      let handshake = lower.cutLeft(Self.columns(.handshake, area, shape, preset: area.columns / 2))
      addBorder(.handshake, besides: handshake)
      panes.append((.handshake, handshake))
    }
    panes.append((.response, lower))
  }

  /// The request gets more room while it is worked on.
  private static func upperRows(_ area: Rect, _ shape: Shape) -> Int {
    let preset = shape.focus == .request ? area.rows * 3 / 5 : area.rows * 9 / 20
    return Splits.cells(shape.splits.upper, of: area.rows, preset: preset, least: Splits.Border.upper.least)
  }

  private static func columns(_ border: Splits.Border, _ area: Rect, _ shape: Shape, preset: Int) -> Int {
    Splits.cells(shape.splits[border], of: area.columns, preset: preset, least: border.least)
  }

  /// The last row of the panes above.
  private mutating func addBorder(_ border: Splits.Border, below area: Rect) {
    borders.append((border, Rect(column: area.column, row: area.endRow - 1, columns: area.columns, rows: 1)))
  }

  /// The last column of the pane at the left, and the first of the one at the right.
  private mutating func addBorder(_ border: Splits.Border, besides area: Rect) {
    let rows = max(0, area.rows - 2)
    borders.append((border, Rect(column: area.endColumn - 1, row: area.row + 1, columns: 2, rows: rows)))
  }

  private mutating func arrangeMedium(_ area: Rect, _ shape: Shape) {
    var lower = area
    let upper = lower.cutTop(Self.upperRows(area, shape))
    addBorder(.upper, below: upper)
    panes.append((shape.focus == .tree ? .tree : .request, upper))
    panes.append((shape.lower, lower))
  }
}
