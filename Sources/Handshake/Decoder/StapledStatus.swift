internal import Basics
internal import Certificates

/// What a certificate status that the server attached says of its certificate (RFC 6960 section 4.2.1). Its signature is
/// not checked: it is shown, and nothing is built on it.
public enum StapledStatus: String, Sendable, Hashable {
  case good, revoked, unknown
  /// The responder could not answer, or the bytes are none of its answers.
  case unreadable

  init(response: ArraySlice<UInt8>) { self = Self.status(in: response) ?? .unreadable }

  private static func status(in response: ArraySlice<UInt8>) -> StapledStatus? {
    guard let outer = DERElement.all(response).first?.inner, outer.count == 2, outer[0].contents.elementsEqual([0]),
      let basic = outer[1].inner.first?.inner.last.flatMap({ DERElement.all($0.contents).first }),
      let data = basic.inner.first?.inner,
      let single = data.first(where: { $0.tag == DERElement.sequence && $0.inner.first?.tag == DERElement.sequence })?
        .inner.first?.inner, single.count >= 2
    else { return nil }
    switch single[1].tag {
    case 0x80: return .good
    case 0xA1: return .revoked
    case 0x82: return .unknown
    default: return nil
    }
  }
}

extension DERElement {
  fileprivate var inner: [DERElement] { Self.all(contents) }

  /// The elements that stand one after the other, at most 64; what is not there as a whole ends the list.
  fileprivate static func all(_ bytes: ArraySlice<UInt8>) -> [DERElement] {
    var reader = ByteReader(slice: bytes)
    var elements: [DERElement] = []
    while elements.count < 64 {
      let start = reader.offset
      guard let element = reader.element(), element.promisedByteCount == reader.offset - start else { break }
      elements.append(element)
    }
    return elements
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
