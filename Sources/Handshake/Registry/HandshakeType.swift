/// Kinds of handshake message (RFC 8446 section 4, RFC 5246 section 7.4, RFC 6066 section 8).
public struct HandshakeType: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
  public var rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let helloRequest = HandshakeType(rawValue: 0)
  public static let clientHello = HandshakeType(rawValue: 1)
  public static let serverHello = HandshakeType(rawValue: 2)
  public static let newSessionTicket = HandshakeType(rawValue: 4)
  public static let endOfEarlyData = HandshakeType(rawValue: 5)
  public static let encryptedExtensions = HandshakeType(rawValue: 8)
  public static let certificate = HandshakeType(rawValue: 11)
  public static let serverKeyExchange = HandshakeType(rawValue: 12)
  public static let certificateRequest = HandshakeType(rawValue: 13)
  public static let serverHelloDone = HandshakeType(rawValue: 14)
  public static let certificateVerify = HandshakeType(rawValue: 15)
  public static let clientKeyExchange = HandshakeType(rawValue: 16)
  public static let finished = HandshakeType(rawValue: 20)
  public static let certificateStatus = HandshakeType(rawValue: 22)
  public static let keyUpdate = HandshakeType(rawValue: 24)

  /// `ClientHello`; `handshake type 99` when the registry has none.
  public var description: String { Self.names[rawValue] ?? "handshake type \(rawValue)" }

  private static let names: [UInt8: String] = [
    0: "HelloRequest", 1: "ClientHello", 2: "ServerHello", 3: "HelloVerifyRequest", 4: "NewSessionTicket",
    5: "EndOfEarlyData", 6: "HelloRetryRequest", 8: "EncryptedExtensions", 11: "Certificate",
    12: "ServerKeyExchange", 13: "CertificateRequest", 14: "ServerHelloDone", 15: "CertificateVerify",
    16: "ClientKeyExchange", 20: "Finished", 21: "CertificateURL", 22: "CertificateStatus",
    23: "SupplementalData", 24: "KeyUpdate", 25: "CompressedCertificate", 67: "NextProtocol", 254: "MessageHash",
  ]
}
