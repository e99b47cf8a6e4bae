internal import Basics
internal import Certificates
internal import Collections
internal import Exchange
internal import Screen

// Looking for files.
extension Model {
  mutating func browse(_ use: FileUse, _ path: String) -> [Effect] {
    let path = path.isEmpty ? startFolder(for: use) : path
    if case .files = popups.last?.purpose { popups.removeLast() }
    popups.append(Popup(.files(FileBrowser(use: use, path: path, entries: nil))))
    return [.listFolder(path: path)]
  }

  /// Where the file that is used now is, else the collection's folder.
  func startFolder(for use: FileUse) -> String {
    if use != .comparison, let entry = currentIdentity, case .file(let path) = entry.reference.certificate {
      return parent(of: path)
    }
    return collection?.folder ?? ""
  }

  func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return "/" }
    return String(path[..<slash])
  }

  mutating func showFolder(_ path: String, _ entries: [FolderEntry]) -> [Effect] {
    if let effects = showCertificates(path, entries) { return effects }
    guard let index = popups.indices.last, case .files(var browser) = popups[index].purpose else { return [] }
    browser.path = path
    browser.entries = entries
    popups[index].purpose = .files(browser)
    return []
  }
}
