/// Content-Transfer-Encoding (RFC 2045 section 6).
enum TransferEncoding {
  /// 7bit, 8bit, binary, or not said: the bytes are what they are.
  case none
  case base64, quotedPrintable
  case unknown(String)

  init(_ value: String?) {
    switch (value ?? "").lowercased() {
    case "", "7bit", "8bit", "binary": self = .none
    case "base64": self = .base64
    case "quoted-printable": self = .quotedPrintable
    default: self = .unknown(value ?? "")
    }
  }
}

/// RFC 2045 section 6.7; what is no such encoding stays as it is.
enum QuotedPrintable {
  static func decode(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var rest = text
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "=") else {
        result.append(byte)
        continue
      }
      if rest.starts(with: [0x0D, 0x0A]) {
        rest = rest.dropFirst(2)
      } else if rest.first == 0x0A {
        rest = rest.dropFirst()
      } else if let high = rest.first?.hexadecimalValue, let low = rest.dropFirst().first?.hexadecimalValue {
        result.append(high << 4 | low)
        rest = rest.dropFirst(2)
      } else {
        result.append(byte)
      }
    }
    return result
  }
}
