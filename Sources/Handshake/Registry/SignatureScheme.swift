internal import Certificates

/// A way to sign in the handshake (RFC 8446 section 4.2.3); in TLS 1.2 a hash and a signature algorithm (RFC 5246
/// section 7.4.1.4.1).
public struct SignatureScheme: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
  public var rawValue: UInt16
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// The registry's name: `rsa_pss_rsae_sha256`; the pair of names of TLS 1.2 where it has none.
  public var description: String {
    if let name = Self.names[rawValue] { return name }
    if isGREASE(rawValue) { return "Reserved (GREASE)" }
    if let hash = Self.hashes[rawValue >> 8], let signature = Self.signatures[rawValue & 0xFF] {
      return "\(signature)_\(hash)"
    }
    return "0x" + numberText(rawValue)
  }

  public var usesSHA1: Bool { rawValue >> 8 == 2 }
  public var usesMD5: Bool { rawValue >> 8 == 1 }

  private static let names: [UInt16: String] = [
    0x0201: "rsa_pkcs1_sha1", 0x0203: "ecdsa_sha1", 0x0401: "rsa_pkcs1_sha256", 0x0403: "ecdsa_secp256r1_sha256",
    0x0420: "rsa_pkcs1_sha256_legacy", 0x0501: "rsa_pkcs1_sha384", 0x0503: "ecdsa_secp384r1_sha384",
    0x0520: "rsa_pkcs1_sha384_legacy", 0x0601: "rsa_pkcs1_sha512", 0x0603: "ecdsa_secp521r1_sha512",
    0x0620: "rsa_pkcs1_sha512_legacy", 0x0708: "sm2sig_sm3", 0x0804: "rsa_pss_rsae_sha256",
    0x0805: "rsa_pss_rsae_sha384", 0x0806: "rsa_pss_rsae_sha512", 0x0807: "ed25519", 0x0808: "ed448",
    0x0809: "rsa_pss_pss_sha256", 0x080A: "rsa_pss_pss_sha384", 0x080B: "rsa_pss_pss_sha512",
    0x081A: "ecdsa_brainpoolP256r1tls13_sha256", 0x081B: "ecdsa_brainpoolP384r1tls13_sha384",
    0x081C: "ecdsa_brainpoolP512r1tls13_sha512", 0x0904: "mldsa44", 0x0905: "mldsa65", 0x0906: "mldsa87",
  ]
  private static let hashes: [UInt16: String] = [
    0: "none", 1: "md5", 2: "sha1", 3: "sha224", 4: "sha256", 5: "sha384", 6: "sha512",
  ]
  private static let signatures: [UInt16: String] = [0: "anonymous", 1: "rsa", 2: "dsa", 3: "ecdsa"]
}

extension SignatureScheme {
  /// Whether a key of that kind can sign this way. TLS 1.2 does not tie ECDSA to a curve (RFC 8446 section 4.2.3).
  func fits(_ key: KeyType, version: TLSVersion) -> Bool {
    switch key {
    case .rsa: rawValue & 0xFF == 1 && version < .tls13 || (0x0804...0x0806).contains(rawValue)
    case .rsaPSS: (0x0809...0x080B).contains(rawValue)
    case .ecP256: version < .tls13 ? rawValue & 0xFF == 3 : rawValue == 0x0403
    case .ecP384: version < .tls13 ? rawValue & 0xFF == 3 : rawValue == 0x0503
    case .ecP521: version < .tls13 ? rawValue & 0xFF == 3 : rawValue == 0x0603
    case .ed25519: rawValue == 0x0807
    case .ed448: rawValue == 0x0808
    case .other(let name): name.uppercased().contains("DSA") && version < .tls13 && rawValue & 0xFF == 2
    }
  }
}
