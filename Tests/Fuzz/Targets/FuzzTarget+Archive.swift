import Archive

extension FuzzTarget {
  static let archive = FuzzTarget(name: "zip", story: "zip archives: their directory, and entries unpacked") { bytes in
    let limits = ZipLimits(entries: 100, bytes: 1 << 20)
    let archive: ZipArchive
    do { archive = try ZipArchive(bytes, limits: limits) } catch { return try promiseRemediable(error) }
    try promise(archive.names.count <= limits.entries, "\(archive.names.count) entries")
    var total = 0
    for name in archive.names {
      try promise(!name.hasPrefix("/") && !name.split(separator: "/").contains(".."), "outside: \(name)")
      do { total += try archive.contents(of: name)?.count ?? 0 } catch { try promiseRemediable(error) }
    }
    try promise(total <= limits.bytes, "\(total) bytes of \(bytes.count)")
  }
}
