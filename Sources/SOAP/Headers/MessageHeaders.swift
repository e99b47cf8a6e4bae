public import Bindings
internal import XML

/// The header blocks that a message gets besides those of the envelope itself, in the order in which WCF has them
/// (System.ServiceModel.Channels.MessageHeaders, ServiceChannel): Action first, then the envelope's own, MessageID,
/// ReplyTo, those that were asked for, To, and the address's own.
public struct MessageHeaders: Sendable, Hashable {
  /// Nil adds none.
  public var addressing: Addressing?
  /// By callbacks, behaviors or the draft.
  public var own: [SOAPHeader]
  /// Of the endpoint's address (EndpointAddress.Headers): with WS-Addressing 1.0 marked as reference parameters.
  public var ofAddress: [SOAPHeader]

  /// WS-Addressing for one request (WS-Addressing 1.0 core section 3.2, SOAP binding section 3).
  public struct Addressing: Sendable, Hashable {
    public var version: AddressingVersion
    /// Nil writes none.
    public var action: String?
    /// Nil for a one-way message: it gets neither MessageID nor ReplyTo.
    public var messageID: String?
    /// The endpoint's address.
    public var to: String

    public init(version: AddressingVersion, action: String?, messageID: String?, to: String) {
      self.version = version
      self.action = action
      self.messageID = messageID
      self.to = to
    }
  }

  public init(addressing: Addressing? = nil, own: [SOAPHeader] = [], ofAddress: [SOAPHeader] = []) {
    self.addressing = addressing
    self.own = own
    self.ofAddress = ofAddress
  }

  public var isEmpty: Bool { addressing == nil && own.isEmpty && ofAddress.isEmpty }

  /// An envelope with its headers.
  public struct Headed: Sendable, Hashable {
    public var bytes: [UInt8]
    /// By addressing, one sentence each.
    public var addressed: [String]
    /// That were asked for, one sentence each.
    public var added: [String]
    /// Names of addressing headers that the envelope has itself, so that they stay as they are.
    public var kept: [String]
  }

  /// Adds them. Every byte of the envelope stays; added besides are the Header element where there is none, and a
  /// declaration in the root's tag.
  ///
  /// - Parameter envelope: well-formed, in UTF-8 or in the encoding it declares; UTF-16 only with a byte order mark.
  public func add(to envelope: [UInt8]) throws(SOAPHeaderError) -> Headed {
    if isEmpty { return Headed(bytes: envelope, addressed: [], added: [], kept: []) }
    guard let text = UTF16Text.text(of: envelope) else { return try add(to: envelope, charset: nil) }
    // Only bytes that stand for ASCII one by one can be added to in place.
    var headed = try add(to: Array(text.utf8), charset: "UTF-8")
    headed.bytes = UTF16Text.bytes(
      of: String(decoding: headed.bytes, as: UTF8.self), bigEndian: envelope.first == 0xFE)
    return headed
  }

  private func add(to envelope: [UInt8], charset: String?) throws(SOAPHeaderError) -> Headed {
    let edit: EnvelopeEdit?
    do throws(XMLProblem) { edit = try EnvelopeEdit(headOf: envelope, charset: charset) } catch {
      throw .malformed(error)
    }
    guard let edit else { throw .notAnEnvelope }
    var writer = HeaderWriter(self, edit)
    return try writer.write()
  }
}
