internal import Collections

/// The files beside a description that was saved from a server: its imports still name URLs, and what they lead to was
/// saved under names such as `service1.xsd` for `…?xsd=xsd1`.
struct DescriptionSiblings {
  private let path: String
  private let folder: String
  private let stem: String
  private let names: [String]

  /// - Parameters:
  ///   - path: of the description.
  ///   - files: paths of all files that there are; nil asks the disk.
  init(of path: String, among files: Set<String>? = nil) {
    self.path = path
    let slash = path.lastIndex(of: "/")
    folder = slash.map { String(path[...$0]) } ?? ""
    let name = slash.map { path[path.index(after: $0)...] } ?? path[...]
    stem = String(name.prefix { $0 != "." })
    let folder = folder
    names =
      files.map { paths in
        paths.filter { $0.hasPrefix(folder) }.map { String($0.dropFirst(folder.count)) }.filter { !$0.contains("/") }
      } ?? ((try? Disk.list(folder.isEmpty ? "." : folder)) ?? []).filter { !$0.isFolder }.map(\.name)
  }

  /// Nil when there is none.
  func file(for url: String) -> String? {
    if url.lowercased().hasSuffix("?wsdl") { return path }
    return candidates(url).first { names.contains($0) }.map { folder + $0 }
  }

  private func candidates(_ url: String) -> [String] {
    let parts = url.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return url.split(separator: "/").last.map { [String($0)] } ?? [] }
    let query = parts[1].split(separator: "&").first ?? ""
    let pair = query.split(separator: "=", maxSplits: 1)
    guard pair.count == 2, let value = pair[1].split(separator: "/").last else { return [] }
    let kind = pair[0].lowercased()
    guard kind == "xsd" || kind == "wsdl" else { return [] }
    let number = value.reversed().prefix { $0.isNumber }.reversed()
    let numbered = number.isEmpty ? [] : ["\(stem)\(String(number)).\(kind)", "\(stem)_\(String(number)).\(kind)"]
    return [String(value), "\(value).\(kind)"] + numbered
  }
}
