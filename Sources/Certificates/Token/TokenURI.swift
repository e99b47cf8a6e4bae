public import Basics

/// A PKCS#11 URI (RFC 7512): which object of which token. `pkcs11:token=Corporate;object=alice?module-path=/usr/lib/x.so`.
///
/// Its text as shown and written never holds a PIN.
public struct TokenURI: Sendable, Hashable {
  /// Path attributes by name, decoded; an identifier is bytes, not text.
  public private(set) var attributes: [String: [UInt8]] = [:]
  /// Library of the token's maker, when the URI names it.
  public private(set) var modulePath: String?
  /// Where the URI says that the PIN is; `.literal` when it stands in it.
  public private(set) var pin = SecretSource.none

  public enum ObjectType: String, Sendable {
    case certificate = "cert"
    case privateKey = "private"
  }

  public static let scheme = "pkcs11:"
  static let maximumByteCount = 4096
  /// What selects tokens and objects (RFC 7512 section 2.3); others are refused, because they would be ignored silently.
  static let selecting = [
    "token", "manufacturer", "model", "serial", "object", "id", "type", "slot-id",
  ]

  public static func == (left: Self, right: Self) -> Bool {
    left.attributes == right.attributes && left.modulePath == right.modulePath && left.pin == right.pin
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(description) }

  /// The text of an attribute; nil when it is absent.
  public func text(_ name: String) -> String? { attributes[name].map { String(decoding: $0, as: UTF8.self) } }

  public var type: ObjectType? { text("type").flatMap(ObjectType.init) }

  /// What of it selects the token, not the object in it.
  package var tokenSelection: [String: [UInt8]] {
    attributes.filter { ["token", "manufacturer", "model", "serial", "slot-id"].contains($0.key) }
  }

  /// The same object's counterpart of another type, without anything that is not about selecting it.
  public func selecting(_ type: ObjectType) -> String {
    var attributes = attributes
    attributes["type"] = Array(type.rawValue.utf8)
    return Self.scheme + Self.path(attributes)
  }

  private static func path(_ attributes: [String: [UInt8]]) -> String {
    selecting.compactMap { name in attributes[name].map { "\(name)=\(encoded($0, wholly: name == "id"))" } }
      .joined(separator: ";")
  }

  private static func encoded(_ bytes: [UInt8], wholly: Bool = false, keeping more: String = "") -> String {
    let plain = Set(("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~" + more).utf8)
    return bytes.map { byte in
      !wholly && plain.contains(byte) ? String(Unicode.Scalar(byte)) : "%" + [byte].hexadecimal().uppercased()
    }.joined()
  }
}

extension TokenURI: CustomStringConvertible {
  /// As it is written, without a PIN; a source of the PIN stays.
  public var description: String {
    var query: [String] = []
    func add(_ name: String, _ value: String) {
      // What RFC 7512 section 2.3 lets stand in a query, but for what is special in a URI of another kind.
      query.append("\(name)=\(Self.encoded(Array(value.utf8), keeping: "/:|@!$'()*+,="))")
    }
    if let modulePath { add("module-path", modulePath) }
    switch pin {
    case .file(let path): add("pin-source", "file:\(path)")
    case .command(let command): add("pin-source", "|\(command)")
    default: break
    }
    return (Self.scheme + Self.path(attributes) + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))).neutralised
  }
}

// MARK: - Parsing

extension TokenURI {
  /// - Throws: what is wrong with it, never a PIN that stands in it.
  public init(_ text: String) throws(TokenURIError) {
    guard text.hasPrefix(Self.scheme) else { throw .notAPKCS11URI }
    guard text.utf8.count <= Self.maximumByteCount else { throw .tooLong(limit: Self.maximumByteCount) }
    let parts = text.dropFirst(Self.scheme.count).split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    for pair in parts[0].split(separator: ";") {
      let (name, value) = try Self.attribute(pair)
      guard Self.selecting.contains(name) else { throw .unknownAttribute(name) }
      guard attributes.updateValue(value, forKey: name) == nil else { throw .repeated(name) }
    }
    for pair in parts.count == 2 ? parts[1].split(separator: "&") : [] { try takeQuery(pair) }
    if attributes["type"] != nil, type == nil { throw .unknownType }
    guard attributes.keys.contains(where: { $0 != "type" }) else { throw .selectsNothing }
  }

  private mutating func takeQuery(_ pair: Substring) throws(TokenURIError) {
    let (name, bytes) = try Self.attribute(pair)
    let value = String(decoding: bytes, as: UTF8.self)
    switch name {
    case "module-path": modulePath = value
    case "pin-value": pin = .literal(Secret(bytes: bytes))
    case "pin-source" where value.hasPrefix("|"): pin = .command(String(value.dropFirst()))
    case "pin-source": pin = .file(path: value.hasPrefix("file:") ? String(value.dropFirst(5)) : value)
    default: throw .unknownAttribute(name)
    }
  }

  private static func attribute(_ pair: Substring) throws(TokenURIError) -> (String, [UInt8]) {
    let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard parts.count == 2, let value = decoded(parts[1].utf8) else { throw .malformed(name) }
    return (name, value)
  }

  private static func decoded(_ text: Substring.UTF8View) -> [UInt8]? {
    var result: [UInt8] = []
    var rest = text[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        result.append(byte)
        continue
      }
      guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else { return nil }
      result.append(high << 4 | low)
    }
    return result
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    Character(Unicode.Scalar(byte)).hexDigitValue.map(UInt8.init)
  }
}

/// A text that is no usable PKCS#11 URI. No value of an attribute is repeated: one may be a PIN.
public enum TokenURIError: Remediable, Equatable {
  case notAPKCS11URI
  case tooLong(limit: Int)
  case malformed(String)
  case unknownAttribute(String)
  case repeated(String)
  case unknownType
  case selectsNothing

  public var code: String { "token-uri" }

  public var summary: String {
    switch self {
    case .notAPKCS11URI: "A PKCS#11 URI begins with pkcs11:."
    case .tooLong: "The PKCS#11 URI is too long."
    case .malformed(let name): "The PKCS#11 URI's attribute '\(name.neutralised)' has no value, or a damaged one."
    case .unknownAttribute(let name): "The PKCS#11 URI has an attribute '\(name.neutralised)' that is not known here."
    case .repeated(let name): "The PKCS#11 URI has the attribute '\(name.neutralised)' twice."
    case .unknownType: "The PKCS#11 URI selects an object that is neither certificate nor private key."
    case .selectsNothing: "The PKCS#11 URI selects nothing."
    }
  }

  public var values: [String] {
    switch self {
    case .tooLong(let limit): ["limit: \(limit) bytes"]
    case .unknownAttribute: ["known: \(TokenURI.selecting.joined(separator: ", ")); module-path, pin-source, pin-value"]
    case .unknownType: ["known types: cert, private"]
    default: []
    }
  }

  public var remedy: String {
    "Write it like pkcs11:token=NAME;object=NAME (RFC 7512), other characters as %20; p11tool --list-all, or "
      + "pkcs11-tool --list-objects, shows the names."
  }
}
