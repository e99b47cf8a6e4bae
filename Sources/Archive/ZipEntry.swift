/// An entry as the directory describes it.
struct ZipEntry {
  var name: String
  var isFolder: Bool
  var isEncrypted: Bool
  /// APPNOTE section 4.4.5: 0 is stored, 8 is deflated.
  var method: Int
  var checksum: UInt32
  /// When it is unpacked, in bytes.
  var size: Int
  /// Where its bytes are.
  var packed: Range<Int>
}
