internal import Basics
internal import Exchange
internal import Screen

/// The line with the requests that are open: which of them fit, and what stands on each.
struct RequestTabs {
  struct Tab: Equatable {
    var path: String
    /// The request's name, told apart from others of that name by its folder.
    var name: String
    var isModified = false
    /// How its call stands.
    var mark = Toned.Part("")
    var isPreview = false

    var label: String { name + (isModified ? " *" : "") + (mark.text.isEmpty ? "" : " " + mark.text) }
  }

  static let nameLimit = 28

  /// The last part of each path, with its folder where two have the same.
  static func names(of paths: [String]) -> [String] {
    let parts = paths.map { $0.split(separator: "/").map(String.init) }
    var counts: [String: Int] = [:]
    for part in parts { counts[part.last ?? "", default: 0] += 1 }
    return parts.map { part in
      let last = part.last ?? ""
      let name = counts[last] == 1 || part.count < 2 ? last : "\(part[part.count - 2])/\(last)"
      return name.neutralised.cut(to: nameLimit)
    }
  }

  /// Those that are seen in that many columns, the selected one among them.
  ///
  /// - Parameter widths: columns of each.
  static func visible(_ widths: [Int], selected: Int, columns: Int) -> Range<Int> {
    guard widths.indices.contains(selected) else { return 0..<0 }
    var (first, last) = (selected, selected)
    var used = widths[selected]
    while true {
      if first > 0, used + widths[first - 1] <= columns {
        first -= 1
        used += widths[first]
      } else if last + 1 < widths.count, used + widths[last + 1] <= columns {
        last += 1
        used += widths[last]
      } else {
        return first..<last + 1
      }
    }
  }
}

extension Model {
  /// Only where there is something to go to.
  var showsRequestTabs: Bool { tabs.paths.count > 1 }

  var requestTabs: [RequestTabs.Tab] {
    zip(tabs.paths, RequestTabs.names(of: tabs.paths)).map { path, name in
      RequestTabs.Tab(
        path: path, name: name, isModified: requests[path]?.isModified == true, mark: tabMark(of: path),
        isPreview: path == tabs.preview)
    }
  }

  /// Its time while a call runs; then only how it ended.
  private func tabMark(of path: String) -> Toned.Part {
    let badge = badge(of: path)
    guard exchanges[path]?.isRunning == false, let mark = badge.text.first else { return badge }
    return .init(String(mark), badge.scope)
  }

  func paintRequestTabs(_ painter: inout Painter, _ area: Rect) {
    let all = requestTabs
    let selected = all.firstIndex { $0.path == currentPath } ?? 0
    // A bracket or a space on both sides of each, and what closes the one that is shown.
    let widths = all.enumerated().map { index, tab in tab.label.columns + (index == selected ? 4 : 2) }
    let room = max(1, area.columns - 8)
    let shown = RequestTabs.visible(widths, selected: selected, columns: room)
    var column = area.column
    if shown.lowerBound > 0 {
      column += paintMore("‹\(shown.lowerBound) ", .previousRequest, &painter, column, area)
    }
    for index in shown {
      let used = paint(all[index], isSelected: all[index].path == currentPath, &painter, column, area)
      column += used
    }
    if shown.upperBound < all.count {
      column += paintMore(" \(all.count - shown.upperBound)›", .openRequests, &painter, column, area)
    }
    paintTabHints(&painter, Rect(column: column, row: area.row, columns: area.endColumn - column, rows: 1))
  }

  /// At the right, where there is room.
  private func paintTabHints(_ painter: inout Painter, _ area: Rect) {
    var area = area
    for command in [Command.openRequests, .nextRequest] {
      guard let hint = footerHint(Footer.Hint(command)), hint.columns + 4 <= area.columns else { return }
      _ = area.cutRight(2)
      paintHint(hint, command, &painter, area.cutRight(hint.columns))
    }
  }

  private func paintMore(
    _ text: String, _ command: Command, _ painter: inout Painter, _ column: Int, _ area: Rect
  ) -> Int {
    let room = max(0, area.endColumn - column)
    let used = painter.text(Toned(text, .dim), column: column, row: area.row, maxColumns: room)
    painter.mark(Rect(column: column, row: area.row, columns: used, rows: 1), as: .command(command))
    return used
  }

  private func paint(
    _ tab: RequestTabs.Tab, isSelected: Bool, _ painter: inout Painter, _ column: Int, _ area: Rect
  ) -> Int {
    let scope: ThemeScope = isSelected ? .tabActive : tab.isPreview ? .placeholder : .tab
    var parts: [Toned.Part] = [.init((isSelected ? "[" : " ") + tab.name, scope)]
    if tab.isModified { parts.append(.init(" *", .warning)) }
    if !tab.mark.text.isEmpty { parts.append(.init(" " + tab.mark.text, tab.mark.scope)) }
    let room = max(0, area.endColumn - column)
    let columns = min(room, Toned(parts).columns)
    parts += isSelected ? [.init(" ×", .dim), .init("]", scope)] : [.init(" ")]
    let used = painter.text(Toned(parts), column: column, row: area.row, maxColumns: room)
    painter.mark(
      Rect(column: column, row: area.row, columns: used, rows: 1), as: .request(tab.path))
    if isSelected, used > columns {
      painter.mark(
        Rect(column: column + columns, row: area.row, columns: 2, rows: 1), as: .command(.closeRequest))
    }
    return used
  }
}
