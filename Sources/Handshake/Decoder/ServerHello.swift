/// What the server chose (RFC 8446 section 4.1.3, RFC 5246 section 7.4.1.3).
public struct ServerHello: Sendable, Hashable {
  /// From supported_versions, else the version field.
  public internal(set) var version = TLSVersion.tls12
  public internal(set) var random: [UInt8] = []
  public internal(set) var sessionID: [UInt8] = []
  public internal(set) var cipherSuite = CipherSuite(rawValue: 0)
  public internal(set) var extensions: [ExtensionType] = []
  /// From key_share: TLS 1.3 only.
  public internal(set) var group: NamedGroup?
  public internal(set) var applicationProtocol: String?

  /// A HelloRetryRequest is a ServerHello with this random (RFC 8446 section 4.1.3).
  public var isHelloRetryRequest: Bool { random == Self.retryRandom }
  /// The mark of a server that was asked for less than it can: someone in between edited the hello, when it was not us.
  public var hasDowngradeMark: Bool { Self.isDowngradeMark(random[...]) }
  public var hasRenegotiationInfo: Bool { extensions.contains(.renegotiationInfo) }

  private static func isDowngradeMark(_ random: ArraySlice<UInt8>) -> Bool {
    random.suffix(8).starts(with: [0x44, 0x4F, 0x57, 0x4E, 0x47, 0x52, 0x44]) && [0, 1].contains(random.last)
  }

  private static let retryRandom: [UInt8] = [
    0xCF, 0x21, 0xAD, 0x74, 0xE5, 0x9A, 0x61, 0x11, 0xBE, 0x1D, 0x8C, 0x02, 0x1E, 0x65, 0xB8, 0x91,
    0xC2, 0xA2, 0x11, 0x16, 0x7A, 0xBB, 0x8C, 0x5E, 0x07, 0x9E, 0x09, 0xE2, 0xC8, 0xA8, 0x33, 0x9C,
  ]
}

extension ServerHello {
  /// Nil when it ends before the cipher suite.
  init?(reading reader: inout FieldReader) {
    guard let number = reader.uint16("Version", versionText),
      let random = reader.bytes("Random", count: 32, Self.randomText),
      let sessionID = reader.opaque("Session ID", lengthBytes: 1),
      let suite = reader.uint16("Cipher Suite", suiteText)
    else { return nil }
    version = TLSVersion(rawValue: number)
    self.random = Array(random)
    self.sessionID = Array(sessionID)
    cipherSuite = CipherSuite(rawValue: suite)
    _ = reader.uint8("Compression Method") { $0 == 0 ? "null (0)" : "\($0)" }
    guard !reader.isAtEnd else { return }
    var hello = self
    readExtensionList(&reader) { type, content in
      hello.extensions.append(type)
      return hello.readExtension(type, &content)
    }
    self = hello
  }

  private mutating func readExtension(_ type: ExtensionType, _ reader: inout FieldReader) -> String {
    switch type {
    case .supportedVersions:
      guard let number = reader.uint16("Supported Version", versionText) else { return "" }
      version = TLSVersion(rawValue: number)
      return reader.text(version.description)
    case .keyShare:
      // A HelloRetryRequest names the group only (RFC 8446 section 4.2.8).
      guard let number = reader.uint16(reader.remaining == 2 ? "Selected Group" : "Group", groupText) else { return "" }
      group = NamedGroup(rawValue: number)
      if !reader.isAtEnd { reader.opaque("Key Exchange", lengthBytes: 2) }
      return reader.text(NamedGroup(rawValue: number).description)
    case .applicationProtocols:
      applicationProtocol = readProtocols(&reader).first
      return applicationProtocol ?? ""
    case .preSharedKey:
      return reader.uint16("Selected Identity").map { "identity \($0)" } ?? ""
    default: return readCommonExtension(type, &reader, from: .server)
    }
  }

  private static func randomText(_ bytes: ArraySlice<UInt8>) -> String {
    if Array(bytes) == retryRandom { return "HelloRetryRequest" }
    return shortHexadecimal(bytes) + (isDowngradeMark(bytes) ? " (ends with the downgrade mark)" : "")
  }

  var summary: String {
    if isHelloRetryRequest { return "asks for another hello" + (group.map { " with \($0)" } ?? "") }
    var parts = [version.description, cipherSuite.description]
    if let group { parts.append(group.description) }
    if let applicationProtocol { parts.append("ALPN " + applicationProtocol) }
    if extensions.contains(.preSharedKey) { parts.append("resumed") }
    return parts.joined(separator: ", ")
  }
}
