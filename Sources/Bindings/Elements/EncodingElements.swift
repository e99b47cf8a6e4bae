/// System.ServiceModel.Channels.TextMessageEncodingBindingElement.
public struct TextMessageEncodingBindingElement: MessageEncodingBindingElement, Hashable {
  public var name: String { "TextMessageEncodingBindingElement" }
  public var role: BindingElementRole { .encoding }

  public var messageVersion: MessageVersion
  /// One of `TextEncoding.standard`; for any other use `CustomTextMessageEncodingBindingElement`.
  public var writeEncoding: TextEncoding
  public var readerQuotas = ReaderQuotas()

  public init(messageVersion: MessageVersion = .soap12WSAddressing10, writeEncoding: TextEncoding = .utf8) {
    self.messageVersion = messageVersion
    self.writeEncoding = writeEncoding
  }
}

/// A text encoder for any charset, in the place of WCF's own: what `CustomTextMessageEncodingBindingElement` of WCF's
/// samples is for services that speak ISO-8859-1 and the like.
public struct CustomTextMessageEncodingBindingElement: MessageEncodingBindingElement, Hashable {
  public var name: String { "CustomTextMessageEncodingBindingElement" }
  public var role: BindingElementRole { .encoding }

  public var messageVersion: MessageVersion
  public var writeEncoding: TextEncoding
  /// Nil takes the media type of the message version.
  public var mediaType: String?

  public init(
    messageVersion: MessageVersion = .soap11, writeEncoding: TextEncoding = .utf8, mediaType: String? = nil
  ) {
    self.messageVersion = messageVersion
    self.writeEncoding = writeEncoding
    self.mediaType = mediaType
  }
}

/// System.ServiceModel.Channels.MtomMessageEncodingBindingElement (W3C MTOM and XOP). Sizes in bytes.
public struct MTOMMessageEncodingBindingElement: MessageEncodingBindingElement, Hashable {
  public var name: String { "MtomMessageEncodingBindingElement" }
  public var role: BindingElementRole { .encoding }

  /// Any but `noEnvelope`.
  public var messageVersion: MessageVersion
  public var writeEncoding: TextEncoding
  /// Bounds what is buffered of an answer's parts.
  public var maxBufferSize = 65536
  /// Binary content of at least this many bytes becomes a part of its own, less stays in the envelope as base64. WCF
  /// has no such property: its writer takes 768.
  public var writeThreshold = 768
  public var readerQuotas = ReaderQuotas()

  public init(messageVersion: MessageVersion = .soap12WSAddressing10, writeEncoding: TextEncoding = .utf8) {
    self.messageVersion = messageVersion
    self.writeEncoding = writeEncoding
  }
}
