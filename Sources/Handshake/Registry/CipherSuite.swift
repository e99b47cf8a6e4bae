internal import Basics

/// A cipher suite by its number (RFC 8446 appendix B.4, RFC 5246 appendix A.5).
public struct CipherSuite: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
  public var rawValue: UInt16
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Signals RFC 5746 in place of the extension.
  public static let emptyRenegotiationInfo = CipherSuite(rawValue: 0x00FF)

  /// The registry's name: `TLS_AES_256_GCM_SHA384`; `0x1A2B` when it has none.
  public var description: String {
    if let name = Self.names[rawValue] { return name }
    return isGREASE(rawValue) ? "Reserved (GREASE)" : "0x" + numberText(rawValue)
  }

  public var isTLS13: Bool { rawValue >> 8 == 0x13 }

  /// How the shared secret comes about, as far as ServerKeyExchange depends on it.
  var keyExchange: KeyExchange {
    let name = description
    if name.hasPrefix("TLS_ECDHE_") || name.hasPrefix("TLS_ECDH_anon") { return .ellipticCurve }
    if name.hasPrefix("TLS_DHE_") || name.hasPrefix("TLS_DH_anon") { return .finiteField }
    return .other
  }

  /// PSK suites send a hint before the parameters (RFC 4279 section 2).
  var usesPreSharedKey: Bool { description.contains("_PSK_") && !isTLS13 }
  var isAnonymous: Bool { description.contains("_anon_") }
  /// What the server's certificate must be for this suite: `RSA`, `ECDSA`…; nil in TLS 1.3, where it is independent.
  var authentication: String? {
    guard !isTLS13, let part = description.split(separator: "_WITH_").first else { return nil }
    return part.split(separator: "_").last.map(String.init)
  }
}

enum KeyExchange { case ellipticCurve, finiteField, other }

/// Values that clients mix in to keep servers tolerant (RFC 8701).
func isGREASE(_ value: UInt16) -> Bool { value & 0x0F0F == 0x0A0A && value >> 8 == value & 0xFF }

/// Four hexadecimal digits, as the registries write them.
func numberText(_ value: UInt16) -> String {
  [UInt8(value >> 8), UInt8(value & 0xFF)].hexadecimal()
}
