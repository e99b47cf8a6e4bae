/// Kinds of certificate that a TLS 1.2 server asks for (RFC 5246 section 7.4.4, RFC 8422 section 5.5).
public struct ClientCertificateType: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
  public var rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// `rsa_sign`; `certificate type 99` when the registry has none.
  public var description: String { Self.names[rawValue] ?? "certificate type \(rawValue)" }

  private static let names: [UInt8: String] = [
    1: "rsa_sign", 2: "dss_sign", 3: "rsa_fixed_dh", 4: "dss_fixed_dh", 5: "rsa_ephemeral_dh",
    6: "dss_ephemeral_dh", 20: "fortezza_dms", 64: "ecdsa_sign", 65: "rsa_fixed_ecdh", 66: "ecdsa_fixed_ecdh",
    67: "gost_sign256", 68: "gost_sign512",
  ]
}
