internal import Basics

/// What a certificate status that the server attached says of its certificate (RFC 6960 section 4.2.1). Its signature is
/// not checked: it is shown, and nothing is built on it.
public enum StapledStatus: String, Sendable, Hashable {
  case good, revoked, unknown
  /// The responder could not answer, or the bytes are none of its answers.
  case unreadable

  init(response: ArraySlice<UInt8>) { self = Self.status(in: response) ?? .unreadable }

  private static func status(in response: ArraySlice<UInt8>) -> StapledStatus? {
    guard let outer = DERElement.all(response).first?.children, outer.count == 2, outer[0].content.elementsEqual([0]),
      let basic = outer[1].children.first?.children.last.flatMap({ DERElement.all($0.content).first }),
      let data = basic.children.first?.children,
      let single = data.first(where: { $0.tag == DERElement.sequence && $0.children.first?.tag == DERElement.sequence }
      )?
      .children.first?.children, single.count >= 2
    else { return nil }
    switch single[1].tag {
    case 0x80: return .good
    case 0xA1: return .revoked
    case 0x82: return .unknown
    default: return nil
    }
  }
}

/// As much of DER (X.690) as it takes to find a field.
private struct DERElement {
  static let sequence: UInt8 = 0x30

  var tag: UInt8
  var content: ArraySlice<UInt8>

  var children: [DERElement] { Self.all(content) }

  /// The elements that stand one after the other, at most 64; what cannot be read ends the list.
  static func all(_ bytes: ArraySlice<UInt8>) -> [DERElement] {
    var reader = ByteReader(slice: bytes)
    var elements: [DERElement] = []
    while elements.count < 64, let element = next(&reader) { elements.append(element) }
    return elements
  }

  private static func next(_ reader: inout ByteReader) -> DERElement? {
    guard let tag = reader.uint8(), let first = reader.uint8() else { return nil }
    var length = Int(first)
    if first >= 0x80 {
      guard first <= 0x83, let digits = reader.take(Int(first & 0x7F)) else { return nil }
      length = digits.reduce(0) { $0 << 8 | Int($1) }
    }
    return reader.take(length).map { DERElement(tag: tag, content: $0) }
  }
}

/// A status type and the answer behind it (RFC 6066 section 8).
func readStapledStatus(_ reader: inout FieldReader) -> StapledStatus? {
  guard let type = reader.uint8("Certificate Status Type", { $0 == 1 ? "OCSP (1)" : "\($0)" }) else { return nil }
  let response = reader.opaque("OCSP Response", lengthBytes: 3) { "\($0.count) bytes" }
  guard type == 1, let response else { return nil }
  let status = StapledStatus(response: response)
  reader.append(.init("Certificate Status", status.rawValue))
  return status
}
