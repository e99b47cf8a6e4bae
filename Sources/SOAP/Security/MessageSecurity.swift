public import Basics
public import Certificates
public import XML

/// What the Security header of a message is to hold (WS-Security 1.0 and 1.1), in WCF's order: timestamp, user name
/// token, binary security token, signature.
public struct MessageSecurity: Sendable, Hashable {
  /// From Created to Expires; nil writes no Timestamp.
  public var timestampSeconds: Double?
  /// Nil writes no UsernameToken.
  public var userName: PasswordForm?
  /// Nil signs nothing.
  public var signature: Signature?
  /// SecurityHeaderLayout.LaxTimestampLast; every other layout begins with the timestamp.
  public var timestampIsLast: Bool

  public init(
    timestampSeconds: Double? = 300, userName: PasswordForm? = nil, signature: Signature? = nil,
    timestampIsLast: Bool = false
  ) {
    self.timestampSeconds = timestampSeconds
    self.userName = userName
    self.signature = signature
    self.timestampIsLast = timestampIsLast
  }

  /// How the password is written (UsernameToken Profile 1.1 section 3.1).
  public enum PasswordForm: String, Sendable, Hashable, CaseIterable {
    /// As it is: WCF's only form.
    case text
    /// SHA-1 over nonce, time and password.
    case digest
  }

  /// An XML signature by an X.509 certificate.
  public struct Signature: Sendable, Hashable {
    /// In the order of their references.
    public var parts: [Part]
    public var digest: DigestAlgorithm
    public var keyReference: KeyReference

    public init(parts: [Part], digest: DigestAlgorithm = .sha256, keyReference: KeyReference = .token) {
      self.parts = parts
      self.digest = digest
      self.keyReference = keyReference
    }
  }

  public enum Part: Sendable, Hashable {
    case timestamp
    /// The one To header of WS-Addressing; without it nothing can be signed, as in WCF.
    case to
    /// All WS-Addressing headers that the envelope has.
    case addressing
    /// All header blocks of that name; at least one.
    case header(XMLName)
    case body
    case binarySecurityToken
    case userNameToken
  }

  /// How the receiver finds the certificate (X.509 Token Profile 1.1 section 3.2).
  public enum KeyReference: String, Sendable, Hashable, CaseIterable {
    /// A reference to the BinarySecurityToken.
    case token
    /// SHA-1 of the certificate; the token stands in the header all the same.
    case thumbprint
    case issuerSerial
    case subjectKeyIdentifier
  }

  /// What a message's security may cost: its tree is held in memory.
  static let limits = XMLLimits(bytes: 16 * 1024 * 1024)
}

/// Who sends a message.
public struct MessageCredentials: Sendable {
  public var userName: String?
  /// Nil leaves the Password element out.
  public var password: Secret?
  public var signer: MessageSigner?

  public init(userName: String? = nil, password: Secret? = nil, signer: MessageSigner? = nil) {
    self.userName = userName
    self.password = password
    self.signer = signer
  }
}

/// What making a Security header takes from outside.
public struct MessageSecurityMeans: Sendable {
  public var now: Timestamp
  /// That many bytes that nobody can guess.
  public var random: @Sendable (_ count: Int) -> [UInt8]
  public var cryptography: MessageCryptography

  public init(now: Timestamp, random: @escaping @Sendable (Int) -> [UInt8], cryptography: MessageCryptography) {
    self.now = now
    self.random = random
    self.cryptography = cryptography
  }
}

/// An envelope with its Security header.
public struct SecuredEnvelope: Sendable, Hashable {
  public var bytes: [UInt8]
  /// The same with the password hidden: what may be shown.
  public var shown: [UInt8]
  /// What was added, one sentence each.
  public var additions: [String]
}

extension MessageSecurity {
  /// Adds the Security header as the last of the envelope's headers, with `mustUnderstand`. Every byte of the envelope
  /// stays; added besides are the Header element where there is none, a declaration in the root's tag, and ids in the
  /// tags of signed parts.
  ///
  /// - Parameter envelope: in UTF-8 or in the encoding it declares; UTF-16 only with a byte order mark.
  public func secure(
    _ envelope: [UInt8], as credentials: MessageCredentials, with means: MessageSecurityMeans
  ) throws(MessageSecurityError) -> SecuredEnvelope {
    guard let text = UTF16Text.text(of: envelope) else {
      return try secure(envelope, charset: nil, credentials, means)
    }
    // Only bytes that stand for ASCII one by one can be added to in place.
    let secured = try secure(Array(text.utf8), charset: "UTF-8", credentials, means)
    let bigEndian = envelope.first == 0xFE
    return SecuredEnvelope(
      bytes: UTF16Text.bytes(of: String(decoding: secured.bytes, as: UTF8.self), bigEndian: bigEndian),
      shown: UTF16Text.bytes(of: String(decoding: secured.shown, as: UTF8.self), bigEndian: bigEndian),
      additions: secured.additions)
  }

  private func secure(
    _ envelope: [UInt8], charset: String?, _ credentials: MessageCredentials, _ means: MessageSecurityMeans
  ) throws(MessageSecurityError) -> SecuredEnvelope {
    var writer = try SecurityHeaderWriter(self, envelope, charset: charset, credentials, means)
    return try writer.write()
  }
}
