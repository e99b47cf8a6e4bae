internal import Basics
internal import Bindings
internal import Collections
internal import Exchange
internal import Screen
internal import Text

// The request: where it goes, and its four tabs.
extension Model {
  /// In every pane that shows something of a request.
  func paintNoRequest(_ painter: inout Painter) {
    painter.text(Toned("No request is open.", .dim))
    painter.text(
      [.init("1", .key), .init(" goes to the requests; there "), .init("a", .key), .init(" makes one")], row: 1)
  }

  func paintRequest(_ painter: inout Painter) {
    guard let current else { return paintNoRequest(&painter) }
    let bounds = painter.bounds
    paintAddress(&painter, current)
    paintTabs(of: .request, &painter, row: 1)
    var content = bounds
    _ = content.cutTop(headRows(of: .request))
    if current.tab == .envelope { paintEnvelope(&painter, content, current) } else { paintForm(&painter, content) }
  }

  private func paintAddress(_ painter: inout Painter, _ request: OpenRequest) {
    let settled = request.document.over(defaults)
    let url = settled.url
    var line: Toned = [
      .init("POST ", .strong), .init(url?.neutralised ?? "U sets the address", url == nil ? .placeholder : .text),
    ]
    if let address = currentAddress, let url, address != url { line = line + Toned(" = \(address.neutralised)", .dim) }
    if let other = settled.behaviors.address { line = line + Toned(" → \(other.neutralised)", .warning) }
    painter.text(line)
    painter.mark(Rect(column: 0, row: 0, columns: painter.bounds.columns, rows: 1), as: .command(.editURL))
  }

  func paintTabs(of pane: Pane, _ painter: inout Painter, row: Int) {
    let places = painter.canvas.tabs(
      tabTitles(of: pane), selected: selectedTab(of: pane), column: 0, row: row, style: painter.style(.tab),
      selectedStyle: painter.style(.tabActive))
    for (index, place) in places.enumerated() { painter.mark(place, as: .tab(pane, index)) }
  }

  private func paintForm(_ painter: inout Painter, _ area: Rect) {
    let rows = formRows
    guard let current else { return }
    let selected = Form.index(current.form, rows: rows)
    var scroll = current.form
    if let selected { scroll.selected = selected }
    painter.form(area, scroll: scroll, rows: rows, isFocused: focus == .request)
  }

  /// The binding in a few words, for the pane's frame.
  var bindingSummary: String {
    guard let current else { return "" }
    guard case .success(let binding) = bindingForm(of: current).binding else { return "! no usable binding" }
    let version = (try? binding.wirePlan(action: nil))?.messageVersion
    return "\(binding.name)\(version.map { " · \($0.rawValue)" } ?? "") "
  }
}

extension Painter {
  mutating func form(_ area: Rect, scroll: ScrollState, rows: [FormRow], isFocused: Bool) {
    let top = min(max(0, scroll.top), max(0, rows.count - area.rows))
    for index in top..<min(rows.count, top + area.rows) {
      let line = Rect(column: area.column, row: area.row + index - top, columns: area.columns, rows: 1)
      text(Form.line(rows[index]), column: line.column, row: line.row, maxColumns: line.columns - 1)
      guard rows[index].field != nil else { continue }
      if index == scroll.selected { highlight(line, isFocused: isFocused) }
      mark(line, as: .row(.request, index))
    }
    let bar = Rect(column: area.endColumn - 1, row: area.row, columns: min(1, area.columns), rows: area.rows)
    canvas.scrollbar(bar, top: top, count: rows.count, style: style(.dim))
  }
}
