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

  /// A path that is typed or pasted where files are looked for: its folder is shown, the rest says which of its files.
  mutating func followPath() -> [Effect] {
    guard let index = popups.indices.last, let slash = popups[index].field.text.lastIndex(of: "/") else { return [] }
    let text = popups[index].field.text
    let rest = InputField(String(text[text.index(after: slash)...]))
    let folder = text[..<slash].isEmpty ? "/" : String(text[..<slash])
    switch popups[index].purpose {
    case .files(var browser):
      (browser.path, browser.entries) = (joined(folder, in: browser.path), nil)
      (popups[index].purpose, popups[index].field) = (.files(browser), rest)
      return [.listFolder(path: browser.path)]
    case .certificates(var browser):
      (browser.path, browser.entries) = (joined(folder, in: browser.path), nil)
      (popups[index].purpose, popups[index].field) = (.certificates(browser), rest)
      return [.listFolder(path: browser.path)]
    default: return []
    }
  }

  private func joined(_ path: String, in folder: String) -> String {
    path.hasPrefix("/") || path.hasPrefix("~") ? path : folder + "/" + path
  }

  /// The folder that was to be listed could not be.
  mutating func stopListing() {
    guard let index = popups.indices.last else { return }
    switch popups[index].purpose {
    case .files(var browser) where browser.entries == nil:
      browser.entries = []
      popups[index].purpose = .files(browser)
    case .certificates(var browser) where browser.entries == nil:
      browser.entries = []
      popups[index].purpose = .certificates(browser)
    default: break
    }
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
