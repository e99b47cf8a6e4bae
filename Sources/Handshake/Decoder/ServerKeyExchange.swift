/// The server's part of an ephemeral key exchange up to TLS 1.2 (RFC 5246 section 7.4.3, RFC 8422 section 5.4).
public struct ServerKeyExchange: Sendable, Hashable {
  public internal(set) var group: NamedGroup?
  /// Size of the Diffie-Hellman prime; nil with elliptic curves.
  public internal(set) var primeBits: Int?
  public internal(set) var signatureScheme: SignatureScheme?
}

extension ServerKeyExchange {
  init(reading reader: inout FieldReader, suite: CipherSuite?, version: TLSVersion?) {
    if suite?.usesPreSharedKey == true { reader.opaque("PSK Identity Hint", lengthBytes: 2) }
    switch suite?.keyExchange {
    case .ellipticCurve: readEllipticCurve(&reader)
    case .finiteField: readFiniteField(&reader)
    case .other, nil:
      reader.rest("Parameters")
      return
    }
    if suite?.isAnonymous != true, suite?.usesPreSharedKey != true { readSignature(&reader, version: version) }
  }

  private mutating func readEllipticCurve(_ reader: inout FieldReader) {
    let names: [UInt8: String] = [1: "explicit_prime", 2: "explicit_char2", 3: "named_curve"]
    guard let type = reader.uint8("Curve Type", { "\(names[$0] ?? "unknown") (\($0))" }), type == 3,
      let curve = reader.uint16("Named Curve", groupText)
    else { return }
    group = NamedGroup(rawValue: curve)
    reader.opaque("Pubkey", lengthBytes: 1)
  }

  private mutating func readFiniteField(_ reader: inout FieldReader) {
    guard let prime = reader.opaque("p", lengthBytes: 2) else { return }
    let digits = prime.drop { $0 == 0 }
    primeBits = digits.first.map { digits.count * 8 - $0.leadingZeroBitCount } ?? 0
    reader.opaque("g", lengthBytes: 2)
    reader.opaque("Pubkey", lengthBytes: 2)
  }

  private mutating func readSignature(_ reader: inout FieldReader, version: TLSVersion?) {
    guard !reader.isAtEnd else { return }
    if version.map({ $0 >= .tls12 }) ?? true {
      guard let scheme = reader.uint16("Signature Algorithm", schemeText) else { return }
      signatureScheme = SignatureScheme(rawValue: scheme)
    }
    reader.opaque("Signature", lengthBytes: 2)
  }

  var summary: String {
    let parts = [
      group.map { "\($0.longName)" }, primeBits.map { "Diffie-Hellman, \($0) bits" },
      signatureScheme.map { "signed with \($0)" },
    ]
    return parts.compactMap(\.self).joined(separator: ", ")
  }
}
