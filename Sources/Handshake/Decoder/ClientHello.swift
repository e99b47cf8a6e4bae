/// What the client offered (RFC 8446 section 4.1.2, RFC 5246 section 7.4.1.2).
public struct ClientHello: Sendable, Hashable {
  public internal(set) var legacyVersion = TLSVersion.tls12
  public internal(set) var sessionID: [UInt8] = []
  public internal(set) var cipherSuites: [CipherSuite] = []
  /// In the order they stand in the message.
  public internal(set) var extensions: [ExtensionType] = []
  public internal(set) var serverName: String?
  /// From supported_versions; with the versions up to `legacyVersion` when that extension is absent.
  public internal(set) var versions: [TLSVersion] = []
  public internal(set) var groups: [NamedGroup] = []
  public internal(set) var signatureSchemes: [SignatureScheme] = []
  public internal(set) var applicationProtocols: [String] = []
  /// Size of the message on the wire, in bytes.
  public internal(set) var byteCount = 0
}

extension ClientHello {
  init(reading reader: inout FieldReader) {
    byteCount = reader.remaining + 4
    guard let version = reader.uint16("Version", versionText) else { return }
    legacyVersion = TLSVersion(rawValue: version)
    _ = reader.bytes("Random", count: 32)
    sessionID = reader.opaque("Session ID", lengthBytes: 1).map(Array.init) ?? []
    readCipherSuites(&reader)
    reader.vector("Compression Methods", lengthBytes: 1) { methods in
      methods.elements { _ = $0.uint8("Compression Method") { $0 == 0 ? "null (0)" : "\($0)" } }
      return methods.text("\(methods.fields.count)")
    }
    readExtensions(&reader)
    if versions.isEmpty { versions = Self.versions(upTo: legacyVersion) }
  }

  private mutating func readCipherSuites(_ reader: inout FieldReader) {
    var suites: [CipherSuite] = []
    reader.vector("Cipher Suites", lengthBytes: 2) { list in
      suites.reserveCapacity(list.remaining / 2)
      list.elements { element in
        if let suite = element.uint16("Cipher Suite", suiteText) { suites.append(CipherSuite(rawValue: suite)) }
      }
      return list.text("\(suites.count) suites")
    }
    cipherSuites = suites
  }

  private mutating func readExtensions(_ reader: inout FieldReader) {
    guard !reader.isAtEnd else { return }
    var hello = self
    hello.extensions.reserveCapacity(16)
    readExtensionList(&reader) { type, content in
      hello.extensions.append(type)
      return hello.readExtension(type, &content)
    }
    self = hello
  }

  private mutating func readExtension(_ type: ExtensionType, _ reader: inout FieldReader) -> String {
    switch type {
    case .serverName:
      serverName = readServerNames(&reader)
      return serverName ?? ""
    case .supportedGroups:
      groups = readNumbers(&reader, "Supported Groups", "Supported Group", groupText).map(NamedGroup.init)
      return reader.text("\(groups.count) groups")
    case .signatureAlgorithms:
      signatureSchemes = readNumbers(&reader, "Signature Hash Algorithms", "Signature Algorithm", schemeText)
        .map(SignatureScheme.init)
      return reader.text("\(signatureSchemes.count) algorithms")
    case .applicationProtocols:
      applicationProtocols = readProtocols(&reader)
      return reader.text(protocolsText(applicationProtocols))
    case .supportedVersions:
      versions = readNumbers(&reader, lengthBytes: 1, "Supported Versions", "Supported Version", versionText)
        .filter { !isGREASE($0) }.map(TLSVersion.init)
      return reader.text(versions.map(\.description).joined(separator: ", "))
    default: return readCommonExtension(type, &reader, from: .client)
    }
  }

  private static func versions(upTo highest: TLSVersion) -> [TLSVersion] {
    [.tls12, .tls11, .tls10, .ssl3].filter { $0 <= highest }
  }

  var summary: String {
    let highest = versions.max().map(\.description) ?? legacyVersion.description
    var parts = [highest, "\(cipherSuites.count) suites", serverName.map { "SNI \($0)" } ?? "no SNI"]
    if !applicationProtocols.isEmpty { parts.append("ALPN " + protocolsText(applicationProtocols)) }
    return parts.joined(separator: ", ")
  }
}
