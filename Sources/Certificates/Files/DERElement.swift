package import Basics

/// One element of a DER or BER encoding (X.690), as far as it is there: a cut encoding still shows how it begins.
package struct DERElement {
  package var tag: UInt8
  /// The content that is present, at most what the length promises.
  package var contents: ArraySlice<UInt8>
  /// Size of header and content as the length octets promise; nil for BER's indefinite length.
  package var promisedByteCount: Int?

  static let integer: UInt8 = 0x02
  static let bitString: UInt8 = 0x03
  static let octetString: UInt8 = 0x04
  static let objectIdentifier: UInt8 = 0x06
  package static let sequence: UInt8 = 0x30
  static let set: UInt8 = 0x31

  /// The elements inside, read only as far as they are asked for.
  package var children: ByteReader { ByteReader(slice: contents) }
}

extension ByteReader {
  /// The next element; nil at the end, or where no tag and length can be read.
  package mutating func element() -> DERElement? {
    let start = offset
    guard let tag = uint8(), let first = uint8() else { return nil }
    guard first != 0x80 else { return DERElement(tag: tag, contents: rest(), promisedByteCount: nil) }
    var length = Int(first)
    if first > 0x80 {
      guard first <= 0x84, let octets = take(Int(first & 0x7F)) else { return nil }
      length = octets.reduce(0) { $0 << 8 | Int($1) }
    }
    let promised = offset - start + length
    return take(min(length, remaining)).map { DERElement(tag: tag, contents: $0, promisedByteCount: promised) }
  }
}
