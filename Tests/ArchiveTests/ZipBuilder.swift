/// Makes archives, as they are and as they should not be.
struct ZipBuilder {
  struct Entry {
    var name: String
    var method: UInt16 = 0
    var flags: UInt16 = 0
    /// As they stand in the archive.
    var packed: [UInt8]
    var size: UInt32
    var checksum: UInt32
    /// Where the directory says that the entry is; nil for where it is.
    var header: UInt32?

    /// Stored as it is.
    init(_ name: String, _ text: String = "", checksum: UInt32 = 0) {
      self.name = name
      packed = Array(text.utf8)
      size = UInt32(packed.count)
      self.checksum = checksum
    }

    init(_ name: String, deflated: [UInt8], size: UInt32, checksum: UInt32) {
      (self.name, packed, self.size, self.checksum) = (name, deflated, size, checksum)
      method = 8
    }
  }

  var entries: [Entry]
  var comment = ""
  /// What the end says; nil for the truth.
  var count: UInt16?

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for entry in entries {
      let header = UInt32(bytes.count)
      let name = Array(entry.name.utf8)
      let common =
        two(20) + two(entry.flags) + two(entry.method) + two(0) + two(0) + four(entry.checksum)
        + four(UInt32(entry.packed.count)) + four(entry.size) + two(UInt16(name.count)) + two(0)
      bytes += [0x50, 0x4B, 3, 4] + common + name + entry.packed
      directory += [0x50, 0x4B, 1, 2] + two(20) + common + two(0) + two(0) + two(0) + four(0)
      directory += four(entry.header ?? header) + name
    }
    let count = two(self.count ?? UInt16(entries.count))
    let end =
      two(0) + two(0) + count + count + four(UInt32(directory.count)) + four(UInt32(bytes.count))
      + two(UInt16(comment.utf8.count)) + Array(comment.utf8)
    return bytes + directory + [0x50, 0x4B, 5, 6] + end
  }

  private func two(_ value: UInt16) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8)] }
  private func four(_ value: UInt32) -> [UInt8] { two(UInt16(value & 0xFFFF)) + two(UInt16(value >> 16)) }
}
