internal import Basics
internal import Collections
internal import Screen

// The requests that are open at once: going from one to the next, the list of them, closing.
extension Model {
  mutating func stepRequest(by step: Int) -> [Effect] {
    guard let path = tabs.neighbour(of: currentPath, by: step) else {
      say("No request is open; Enter in the tree of requests opens one.")
      return []
    }
    if path == currentPath { say("No other request is open; Enter in the tree of requests opens one.") }
    return show(openRequest: path)
  }

  /// Shows a request that is open already.
  mutating func show(openRequest path: String) -> [Effect] {
    path == currentPath ? [] : openRequest(path)
  }

  /// Closes a request. Nothing is asked: what was changed is saved, and a call that runs goes on.
  mutating func closeRequest(_ path: String?) -> [Effect] {
    guard let path, tabs.paths.contains(path) else {
      say("No request is open.")
      return []
    }
    let effects = (path == currentPath && isTyping ? stopTyping() : []) + saveAll()
    let neighbour = tabs.close(path)
    if exchanges[path]?.isRunning == true { say("\(path) is closed; its call goes on.") }
    guard path == currentPath else { return effects }
    currentPath = nil
    if let neighbour { return effects + openRequest(neighbour) }
    return effects + moveFocus(to: .tree)
  }

  mutating func closeOtherRequests() -> [Effect] {
    guard let currentPath else { return [] }
    let effects = saveAll()
    let count = tabs.paths.count - 1
    tabs.removeAll { $0 != currentPath }
    say(count == 1 ? "One request was closed." : "\(count) requests were closed.")
    return effects
  }

  // MARK: The list

  mutating func openRequestList() -> [Effect] {
    guard !tabs.paths.isEmpty else {
      say("No request is open; Enter in the tree of requests opens one.")
      return []
    }
    var popup = Popup(.openRequests)
    let selected = currentPath.flatMap { tabs.paths.firstIndex(of: $0) } ?? 0
    popup.scroll.select(selected, of: tabs.paths.count, height: popupListHeight)
    return open(popup)
  }

  var openRequestItems: [Choice] {
    tabs.paths.enumerated().map { index, path in
      Choice(
        index < 9 ? Unicode.Scalar(UInt8(ascii: "1") + UInt8(index)) : nil, path.neutralised, note: note(ofOpen: path),
        .showRequest(path: path))
    }
  }

  private func note(ofOpen path: String) -> String {
    let parts = [
      requests[path]?.isModified == true ? "* not saved yet" : "", badge(of: path).text,
      path == tabs.preview ? "only looked at" : "",
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: " · ")
  }

  mutating func closeOthersInList() -> [Effect] {
    guard case .openRequests? = popups.last?.purpose else { return [] }
    return closePopup() + closeOtherRequests()
  }

  /// Closes the request under the cursor of the list.
  mutating func closeRequestInList() -> [Effect] {
    guard case .openRequests? = popups.last?.purpose, let row = popups.last?.scroll.selected,
      tabs.paths.indices.contains(row)
    else { return [] }
    let effects = closeRequest(tabs.paths[row])
    if tabs.paths.isEmpty { return effects + closePopup() }
    popups[popups.count - 1].scroll.select(row, of: tabs.paths.count, height: popupListHeight)
    return effects
  }
}
