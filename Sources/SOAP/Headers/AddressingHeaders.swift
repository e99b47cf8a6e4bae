public import Bindings
internal import XML

/// What the addressing headers of a message say (WS-Addressing 1.0 core section 3.2; member submission of August 2004
/// section 3).
public struct AddressingHeaders: Sendable, Hashable {
  /// Which message this one belongs to.
  public struct Relation: Sendable, Hashable {
    public var messageID: String
    /// Nil for a reply.
    public var type: String?
  }

  public var version: AddressingVersion
  public var action: String?
  public var messageID: String?
  public var to: String?
  public var relatesTo: [Relation]

  /// The messages that this one answers.
  public var answered: [String] { relatesTo.filter { $0.type == nil }.map(\.messageID) }

  /// Longer values are cut: nobody has them.
  static let valueCharacters = 4096

  /// Names of all that WCF understands by itself.
  static let understood: Set = ["Action", "MessageID", "RelatesTo", "To", "From", "ReplyTo", "FaultTo"]

  init(_ version: AddressingVersion) {
    self.version = version
    relatesTo = []
  }

  /// Takes one header block; the first of a name counts.
  mutating func take(_ block: XMLElement) {
    let value = String(block.token.prefix(Self.valueCharacters))
    switch block.name.local {
    case "Action" where action == nil: action = value
    case "MessageID" where messageID == nil: messageID = value
    case "To" where to == nil: to = value
    case "RelatesTo" where relatesTo.count < 16:
      let type = Self.type(block.attribute(XMLName("RelationshipType")))
      relatesTo.append(Relation(messageID: value, type: type))
    default: break
    }
  }

  /// The relationship "reply" is the default, under three names.
  private static func type(_ written: String?) -> String? {
    let replies = ["", "http://www.w3.org/2005/08/addressing/reply"]
    guard let written, !replies.contains(written) else { return nil }
    // The submission of 2004 writes a qualified name: wsa:Reply.
    return written == "Reply" || written.hasSuffix(":Reply") ? nil : written
  }
}

extension AddressingVersion {
  init?(namespace: String?) {
    guard let namespace, let match = Self.allCases.first(where: { $0.namespace == namespace }) else { return nil }
    self = match
  }
}
