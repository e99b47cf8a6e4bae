internal import Basics

/// An X.501 distinguished name as a certificate holds it, most general attribute first.
public struct DistinguishedName: Sendable, Hashable, CustomStringConvertible {
  public struct Attribute: Sendable, Hashable {
    /// Short name where one is common (`CN`, `O`, `OU`, `C`, `L`, `ST`, `DC`…), else the dotted OID.
    public var type: String
    public var value: String

    public init(type: String, value: String) {
      self.type = type
      self.value = value
    }
  }

  public var attributes: [Attribute]
  /// The DER encoding, by which names are compared.
  public var der: [UInt8]

  public init(attributes: [Attribute], der: [UInt8]) {
    self.attributes = attributes
    self.der = der
  }

  public static func == (left: Self, right: Self) -> Bool { left.der == right.der }
  public func hash(into hasher: inout Hasher) { hasher.combine(der) }
}

extension DistinguishedName {
  /// The string form of RFC 4514: most specific first, special characters escaped, control characters made visible.
  public var description: String {
    attributes.reversed().map { "\($0.type)=\(Self.escaped($0.value))" }.joined(separator: ",")
  }

  /// What a person calls it: the common name, else the whole name.
  public var shortName: String {
    attributes.last { $0.type == "CN" }?.value.neutralised ?? description
  }

  private static func escaped(_ value: String) -> String {
    var result = ""
    let shown = value.neutralised
    let last = shown.count - 1
    for (index, character) in shown.enumerated() {
      let atEdge = index == 0 || index == last
      if ",+\"\\<>;".contains(character) || (character == " " && atEdge) || (character == "#" && index == 0) {
        result.append("\\")
      }
      result.append(character)
    }
    return result
  }
}
