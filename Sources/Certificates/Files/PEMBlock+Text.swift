internal import Basics

extension PEMBlock {
  /// One block as text, 64 digits a line (RFC 7468 section 3).
  public static func text(_ label: String, of der: [UInt8]) -> [UInt8] {
    let digits = Array(der.base64.utf8)
    var text = Array("-----BEGIN \(label)-----\n".utf8)
    for start in stride(from: 0, to: digits.count, by: 64) {
      text += digits[start..<min(start + 64, digits.count)] + [0x0A]
    }
    return text + Array("-----END \(label)-----\n".utf8)
  }
}
