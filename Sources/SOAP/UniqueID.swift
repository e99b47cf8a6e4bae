internal import Basics

/// Names that nobody else has.
public enum UniqueID {
  /// A random UUID in lower case (RFC 9562 section 5.4).
  ///
  /// - Parameter random: that many bytes that nobody can guess.
  public static func uuid(_ random: (_ count: Int) -> [UInt8]) -> String {
    var bytes = random(16)
    guard bytes.count == 16 else { return bytes.hexadecimal() }
    bytes[6] = bytes[6] & 0x0F | 0x40
    bytes[8] = bytes[8] & 0x3F | 0x80
    let groups = [bytes[0..<4], bytes[4..<6], bytes[6..<8], bytes[8..<10], bytes[10..<16]]
    return groups.map { $0.hexadecimal() }.joined(separator: "-")
  }

  /// `urn:uuid:…`, as WCF names messages (System.Xml.UniqueId).
  public static func urn(_ random: (_ count: Int) -> [UInt8]) -> String { "urn:uuid:" + uuid(random) }
}
