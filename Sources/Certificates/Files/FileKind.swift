internal import Basics

/// What a file is by the look of its bytes, before anything is decoded: enough to choose a decoder, or to say what was
/// given instead of a certificate.
public enum FileKind: Sendable, Hashable {
  case empty
  /// Text with at least one `-----BEGIN …-----` line (RFC 7468).
  case pem
  // DER encodings.
  case pkcs12, certificate, pkcs7, privateKey, encryptedPrivateKey
  case certificateRequest, publicKey, revocationList
  // What people confuse with a certificate file.
  case javaKeystore, sshKey, pgp, serializedStore, pvk, sqlite, zip, gzip, pdf
  case html, xml, json, utf16Text, text
  /// Base64 digits without a `-----BEGIN` line, of something that would be known.
  indirect case base64(of: FileKind)
  case unknown

  /// Looks at the bytes.
  public init(of bytes: [UInt8]) {
    if bytes.allSatisfy(Base64.isSpace) {
      self = .empty
    } else {
      self = Self.byMagic(bytes) ?? Self.byDER(bytes) ?? Self.byText(bytes) ?? .unknown
    }
  }

  /// What a person calls it, with its article.
  public var phrase: String {
    switch self {
    case .empty: "an empty file"
    case .pem: "PEM text"
    case .pkcs12: "a PKCS#12 (PFX) file"
    case .certificate: "a certificate in DER"
    case .pkcs7: "a PKCS#7 bundle"
    case .privateKey: "a private key"
    case .encryptedPrivateKey: "an encrypted private key"
    case .certificateRequest: "a certificate signing request"
    case .publicKey: "a public key"
    case .revocationList: "a certificate revocation list"
    case .javaKeystore: "a Java keystore (JKS)"
    case .sshKey: "an SSH key"
    case .pgp: "PGP (GPG) data"
    case .serializedStore: "a Windows serialized certificate store (SST)"
    case .pvk: "a Microsoft PVK key file"
    case .sqlite: "an SQLite database, perhaps an NSS key database"
    case .zip: "a ZIP archive"
    case .gzip: "a gzip archive"
    case .pdf: "a PDF document"
    case .html: "an HTML page"
    case .xml: "an XML document"
    case .json: "a JSON document"
    case .utf16Text: "text in UTF-16"
    case .text: "plain text"
    case .base64(let kind): "\(kind.phrase) in bare base64, without a -----BEGIN line"
    case .unknown: "data of no known kind"
    }
  }

  private static let magics: [([UInt8], FileKind)] = [
    ([0xFE, 0xED, 0xFE, 0xED], .javaKeystore), ([0xCE, 0xCE, 0xCE, 0xCE], .javaKeystore),
    ([0x00, 0x00, 0x00, 0x00, 0x43, 0x45, 0x52, 0x54], .serializedStore), ([0x1E, 0xF1, 0xB5, 0xB0], .pvk),
    (Array("SQLite format 3".utf8), .sqlite), ([0x50, 0x4B, 0x03, 0x04], .zip), ([0x1F, 0x8B], .gzip),
    (Array("%PDF-".utf8), .pdf), ([0xFF, 0xFE], .utf16Text), ([0xFE, 0xFF], .utf16Text),
    ([0x2D, 0x00, 0x2D, 0x00], .utf16Text), ([0x00, 0x2D, 0x00, 0x2D], .utf16Text),
  ]

  private static func byMagic(_ bytes: [UInt8]) -> FileKind? {
    magics.first { bytes.starts(with: $0.0) }?.1
  }
}

extension FileKind {
  /// Size of the whole file as its outermost DER length promises; nil when it does not begin with a definite one.
  public static func promisedByteCount(of bytes: [UInt8]) -> Int? {
    var reader = ByteReader(bytes)
    guard bytes.first == DERElement.sequence else { return nil }
    return reader.element()?.promisedByteCount
  }

  private static func byDER(_ bytes: [UInt8]) -> FileKind? {
    var reader = ByteReader(bytes)
    guard let outer = reader.element(), outer.tag == DERElement.sequence else { return nil }
    var children = outer.children
    guard let first = children.element() else { return nil }
    let second = children.element()
    switch first.tag {
    case DERElement.objectIdentifier: return first.contents.starts(with: pkcs7Prefix) ? .pkcs7 : nil
    case DERElement.integer: return second.flatMap { versioned(Array(first.contents), $0) }
    case DERElement.sequence: return signedOrKeyed(first, second)
    default: return nil
    }
  }

  /// 1.2.840.113549.1.7
  private static let pkcs7Prefix: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07]

  /// A number first: PKCS#12, or a private or public key by the type of what follows.
  private static func versioned(_ number: [UInt8], _ second: DERElement) -> FileKind? {
    switch second.tag {
    case DERElement.sequence: number == [3] ? .pkcs12 : .privateKey
    case DERElement.octetString: .privateKey
    case DERElement.integer: number == [0] ? .privateKey : .publicKey
    default: nil
    }
  }

  /// A sequence first: what an authority signed, or an algorithm before a key.
  private static func signedOrKeyed(_ first: DERElement, _ second: DERElement?) -> FileKind? {
    var fields = first.children
    guard let field = fields.element() else { return nil }
    switch field.tag {
    case DERElement.objectIdentifier: return second?.tag == DERElement.bitString ? .publicKey : .encryptedPrivateKey
    case 0xA0: return .certificate
    case DERElement.sequence: return .revocationList
    case DERElement.integer: return numbered(&fields)
    default: return nil
    }
  }

  /// Certificates of version 1, requests and revocation lists all begin with a number.
  private static func numbered(_ fields: inout ByteReader) -> FileKind? {
    guard let next = fields.element(), next.tag == DERElement.sequence else { return nil }
    var inner = next.children
    guard inner.element()?.tag == DERElement.objectIdentifier else { return .certificateRequest }
    _ = fields.element()
    return fields.element()?.tag == DERElement.sequence ? .certificate : .revocationList
  }
}

extension FileKind {
  private static func byText(_ bytes: [UInt8]) -> FileKind? {
    if hasBegin(bytes) { return bytes.firstPlace(of: "-----BEGIN PGP") == nil ? .pem : .pgp }
    let start = bytes.prefix(4096)
    guard start.allSatisfy({ $0 >= 0x20 || Base64.isSpace($0) }) else { return nil }
    let text = String(decoding: start, as: UTF8.self).drop { $0.isWhitespace || $0 == "\u{FEFF}" }.lowercased()
    if let known = textBeginnings.first(where: { text.hasPrefix($0.0) }) { return known.1 }
    if let decoded = Base64.decode(bytes), let kind = byMagic(decoded) ?? byDER(decoded) { return .base64(of: kind) }
    return .text
  }

  private static let textBeginnings: [(String, FileKind)] = [
    ("<!doctype html", .html), ("<html", .html), ("<head", .html), ("<?xml", .xml), ("<", .xml), ("{", .json),
    ("[", .json), ("ssh-", .sshKey), ("ecdsa-sha2-", .sshKey), ("---- begin ssh2", .sshKey),
    ("putty-user-key", .sshKey),
  ]

  private static func hasBegin(_ bytes: [UInt8]) -> Bool { bytes.firstPlace(of: "-----BEGIN ") != nil }
}
