/// The four timeouts of every WCF binding, in seconds; `infinity` waits for ever.
public struct BindingTimeouts: Sendable, Hashable {
  public var openSeconds: Double
  public var closeSeconds: Double
  /// The whole call: token, connection, TLS, request, and the answer's last byte.
  public var sendSeconds: Double
  /// Not used by an HTTP client.
  public var receiveSeconds: Double

  public init(
    openSeconds: Double = 60, closeSeconds: Double = 60, sendSeconds: Double = 60, receiveSeconds: Double = 600
  ) {
    self.openSeconds = openSeconds
    self.closeSeconds = closeSeconds
    self.sendSeconds = sendSeconds
    self.receiveSeconds = receiveSeconds
  }
}

/// System.Xml.XmlDictionaryReaderQuotas as far as they were set. Nil leaves the default: in buffered mode a depth of 128
/// and no other bound, whatever the documentation of the type says; in streamed mode the nominal values.
public struct ReaderQuotas: Sendable, Hashable {
  public var maxDepth, maxStringContentLength, maxArrayLength, maxBytesPerRead, maxNameTableCharCount: Int?

  public init(
    maxDepth: Int? = nil, maxStringContentLength: Int? = nil, maxArrayLength: Int? = nil, maxBytesPerRead: Int? = nil,
    maxNameTableCharCount: Int? = nil
  ) {
    self.maxDepth = maxDepth
    self.maxStringContentLength = maxStringContentLength
    self.maxArrayLength = maxArrayLength
    self.maxBytesPerRead = maxBytesPerRead
    self.maxNameTableCharCount = maxNameTableCharCount
  }

  /// What holds for an answer (System.ServiceModel.Channels.EncoderHelpers).
  public func inForce(_ mode: TransferMode) -> ReaderQuotas {
    let isBuffered = !mode.streamsAnswer
    return ReaderQuotas(
      maxDepth: maxDepth ?? (isBuffered ? 128 : 32),
      maxStringContentLength: maxStringContentLength ?? (isBuffered ? Int(Int32.max) : 8192),
      maxArrayLength: maxArrayLength ?? (isBuffered ? Int(Int32.max) : 16384),
      maxBytesPerRead: maxBytesPerRead ?? (isBuffered ? Int(Int32.max) : 4096),
      maxNameTableCharCount: maxNameTableCharCount ?? (isBuffered ? Int(Int32.max) : 16384))
  }
}

/// System.ServiceModel.TransferMode.
public enum TransferMode: String, Sendable, Hashable, CaseIterable {
  case buffered, streamed, streamedRequest, streamedResponse

  public var streamsRequest: Bool { self == .streamed || self == .streamedRequest }
  public var streamsAnswer: Bool { self == .streamed || self == .streamedResponse }
}

/// System.ServiceModel.WSMessageEncoding.
public enum MessageEncoding: String, Sendable, Hashable, CaseIterable { case text, mtom }

/// What all HTTP bindings of WCF can be told besides security (HttpBindingBase, WSHttpBindingBase). Sizes in bytes.
public struct HTTPBindingSettings: Sendable, Hashable {
  public var timeouts = BindingTimeouts()
  /// Quota of a WCF client for one answer. Signet shows larger answers all the same.
  public var maxReceivedMessageSize = 65536
  /// No effect on the wire.
  public var maxBufferPoolSize = 524_288
  public var messageEncoding = MessageEncoding.text
  /// One of `TextEncoding.standard`.
  public var textEncoding = TextEncoding.utf8
  /// True keeps the server's cookies and sends them back on later calls.
  public var allowCookies = false
  public var bypassProxyOnLocal = false
  /// Needs `useDefaultWebProxy` to be false.
  public var proxyAddress: String?
  public var useDefaultWebProxy = true
  public var readerQuotas = ReaderQuotas()

  public init() {}
}
