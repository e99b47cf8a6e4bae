internal import Basics

/// Reads the directory at an archive's end (APPNOTE sections 4.3.12 and 4.3.16).
struct ZipDirectory {
  private(set) var entries: [ZipEntry] = []
  private let bytes: [UInt8]
  private let limits: ZipLimits
  private var bytesLeft: Int

  private static let endSize = 22
  private static let headerSize = 46
  private static let localSize = 30

  init(_ bytes: [UInt8], limits: ZipLimits) throws(ZipError) {
    self.bytes = bytes
    self.limits = limits
    bytesLeft = limits.bytes
    guard let end = Self.end(of: bytes) else { throw .damaged(what: "the directory at its end is missing") }
    let count = uint16(end + 10)
    var offset = uint32(end + 16)
    let isWhole = uint16(end + 4) == 0 && uint16(end + 6) == 0 && count == uint16(end + 8)
    guard isWhole, count != 0xFFFF, offset != 0xFFFF_FFFF, offset + uint32(end + 12) <= end else {
      throw .damaged(
        what: "its directory does not lie before its end (archives of several parts or 64 bits are not read)")
    }
    if count > limits.entries { throw .tooMany(what: "entries", count: count, limit: limits.entries) }
    for _ in 0..<count { offset = try read(at: offset, before: end) }
    try checkOverlap()
  }

  /// Where the last record begins: a comment of up to 65,535 bytes may follow it.
  private static func end(of bytes: [UInt8]) -> Int? {
    guard bytes.count >= endSize else { return nil }
    let first = max(0, bytes.count - endSize - 0xFFFF)
    return (first...(bytes.count - endSize)).reversed().first { index in
      bytes[index...].starts(with: [0x50, 0x4B, 0x05, 0x06])
        && index + endSize + Int(bytes[index + 20]) + Int(bytes[index + 21]) << 8 == bytes.count
    }
  }

  /// - Returns: where the next one begins.
  private mutating func read(at offset: Int, before end: Int) throws(ZipError) -> Int {
    guard offset + Self.headerSize <= end, bytes[offset...].starts(with: [0x50, 0x4B, 0x01, 0x02]) else {
      throw .damaged(what: "its directory ends too early")
    }
    let nameEnd = offset + Self.headerSize + uint16(offset + 28)
    let next = nameEnd + uint16(offset + 30) + uint16(offset + 32)
    guard next <= end else { throw .damaged(what: "its directory ends too early") }
    let flags = uint16(offset + 8)
    let name = Self.text(bytes[(offset + Self.headerSize)..<nameEnd])
    guard Self.staysInside(name) else { throw .outside(name: name) }
    let size = uint32(offset + 24)
    entries.append(
      ZipEntry(
        name: name, isFolder: name.hasSuffix("/"), isEncrypted: flags & 1 != 0, method: uint16(offset + 10),
        checksum: UInt32(uint32(offset + 16)), size: size,
        packed: try packed(name, header: uint32(offset + 42), size: uint32(offset + 20), before: end)))
    try charge(size, packed: uint32(offset + 20))
    return next
  }

  /// Behind the entry's own header, whose name and extra field need not be as long as the directory's.
  private func packed(_ name: String, header: Int, size: Int, before end: Int) throws(ZipError) -> Range<Int> {
    guard header + Self.localSize <= end, bytes[header...].starts(with: [0x50, 0x4B, 0x03, 0x04]) else {
      throw .contents(name: name, problem: "there is no entry where the directory says")
    }
    let start = header + Self.localSize + uint16(header + 26) + uint16(header + 28)
    guard start + size <= end else { throw .contents(name: name, problem: "the archive ends before it does") }
    return start..<(start + size)
  }

  private mutating func charge(_ size: Int, packed: Int) throws(ZipError) {
    bytesLeft -= size
    if bytesLeft < 0 {
      throw .tooMany(what: "bytes when it is unpacked", count: limits.bytes - bytesLeft, limit: limits.bytes)
    }
    // A few bytes may be any number of blanks.
    if size > 64 * 1024, size > packed * limits.ratio {
      throw .tooMany(what: "times the bytes of an entry in it", count: size / max(1, packed), limit: limits.ratio)
    }
  }

  private func checkOverlap() throws(ZipError) {
    let sorted = entries.filter { !$0.packed.isEmpty }.sorted { $0.packed.lowerBound < $1.packed.lowerBound }
    for (entry, next) in zip(sorted, sorted.dropFirst()) where next.packed.lowerBound < entry.packed.upperBound {
      throw .overlapping(name: next.name)
    }
  }

  private static func staysInside(_ name: String) -> Bool {
    let parts = name.split(separator: "/")
    return !parts.isEmpty && !name.hasPrefix("/") && !name.hasStepUp && !name.unicodeScalars.contains("\0")
      && !(parts[0].count == 2 && parts[0].hasSuffix(":"))
  }

  /// Names that are no UTF-8 are read as the bytes that they are: ASCII is the same in every code page. Archives of
  /// .NET have `\` between folders.
  private static func text(_ name: ArraySlice<UInt8>) -> String {
    let text =
      String(validating: name, as: UTF8.self) ?? String(String.UnicodeScalarView(name.map { Unicode.Scalar($0) }))
    return text.replacing("\\", with: "/")
  }

  private func uint16(_ offset: Int) -> Int { Int(bytes[offset]) | Int(bytes[offset + 1]) << 8 }
  private func uint32(_ offset: Int) -> Int { uint16(offset) | uint16(offset + 2) << 16 }
}
