internal import Collections

/// Paths for requests that are made in one go: each once, whatever the letters' case, and all where a request may lie.
struct RequestPaths {
  private var taken: Set<String> = []

  /// - Parameter names: folders and the request's name, as somebody typed them.
  mutating func path(_ names: [String]) -> String {
    var parts = names.map { CollectionFolder.fileName(for: $0) }
    // The collection's own names.
    if parts.first == "environments" || parts == ["collection"] { parts[0] += "-" }
    let wanted = parts.joined(separator: "/")
    let free = (1...).lazy.map { $0 == 1 ? wanted : "\(wanted)-\($0)" }.first { !taken.contains($0.lowercased()) }
    let path = free ?? wanted
    taken.insert(path.lowercased())
    return path
  }
}
