extension CollectionFolder {
  /// The collection that a request's file belongs to: the nearest folder above it with a `collection.yaml`, else the
  /// file's own folder.
  ///
  /// - Parameter file: path of the request's file; `.yaml` may be left out.
  /// - Returns: the collection, and the request's path in it.
  public static func locate(_ file: String) -> (folder: CollectionFolder, request: String) {
    let name = file.hasSuffix(".yaml") ? String(file.dropLast(".yaml".count)) : file
    let parts = CollectionFolder(path: name + ".yaml").path.dropLast(".yaml".count)
      .split(separator: "/", omittingEmptySubsequences: true)
    let own = parts.count - 1
    let found = (0...max(0, own)).reversed().first { Disk.exists(path(parts.prefix($0)) + "/" + mainFile) }
    let depth = max(0, found ?? own)
    return (
      CollectionFolder(path: path(parts.prefix(depth))), parts.dropFirst(depth).joined(separator: "/")
    )
  }

  private static func path(_ parts: some Sequence<Substring>) -> String { "/" + parts.joined(separator: "/") }
}
