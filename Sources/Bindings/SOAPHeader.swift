/// One header block of a message (SOAP 1.1 section 4.2, SOAP 1.2 part 1 section 5.2;
/// System.ServiceModel.Channels.MessageHeader).
public struct SOAPHeader: Sendable, Hashable {
  public enum Content: Sendable, Hashable {
    /// Characters, escaped when they are written.
    case text(String)
    /// XML as it stands. It declares the prefixes that it uses; names without prefix are in the header's namespace.
    case xml(String)
  }

  /// Without prefix.
  public var name: String
  /// Empty for none.
  public var namespace: String
  public var content: Content
  /// A receiver that does not know the header must refuse the message.
  public var mustUnderstand: Bool
  /// Whom it is for: `actor` of SOAP 1.1, `role` of SOAP 1.2; nil for the last receiver.
  public var actor: String?
  /// SOAP 1.2 part 1 section 5.2.4; SOAP 1.1 has no such attribute, so that it is left out there.
  public var relay: Bool

  public init(
    _ name: String, in namespace: String, _ content: Content, mustUnderstand: Bool = false, actor: String? = nil,
    relay: Bool = false
  ) {
    self.name = name
    self.namespace = namespace
    self.content = content
    self.mustUnderstand = mustUnderstand
    self.actor = actor
    self.relay = relay
  }

  public init(_ name: String, in namespace: String, _ text: String) {
    self.init(name, in: namespace, .text(text))
  }
}
