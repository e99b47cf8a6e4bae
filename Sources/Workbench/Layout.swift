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
  /// Whether panes have a box around them.
  var isFramed = true

  init(_ shape: Shape) {
    var rest = Rect(shape.size)
    if rest.rows >= 4 { status = rest.cutTop(1) }
    if rest.rows >= 2 { footer = rest.cutBottom(1) }
    let isNarrow = rest.columns < 80 || rest.rows < 26
    if shape.hasRequestTabs, rest.rows >= 9 { requestTabs = rest.cutTop(1) }
    cutLines(&rest, shape, isNarrow: isNarrow)
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
    panes.append((.tree, upper.cutLeft(max(30, min(48, area.columns / 4)))))
    panes.append((.request, upper))
    if !shape.foldsHandshake { panes.append((.handshake, lower.cutLeft(lower.columns / 2))) }
    panes.append((.response, lower))
  }

  /// The request gets more room while it is worked on.
  private static func upperRows(_ area: Rect, _ shape: Shape) -> Int {
    shape.focus == .request ? area.rows * 3 / 5 : area.rows * 9 / 20
  }

  private mutating func arrangeMedium(_ area: Rect, _ shape: Shape) {
    var lower = area
    let upper = lower.cutTop(Self.upperRows(area, shape))
    panes.append((shape.focus == .tree ? .tree : .request, upper))
    panes.append((shape.lower, lower))
  }
}
