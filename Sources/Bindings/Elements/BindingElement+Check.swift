internal import Basics

// What WCF refuses when a property is set, and what its HTTP channel factory refuses when it is built.

extension BindingElement {
  /// - Throws: what the constructor or a setter raises for one of the values.
  func checkValues() throws(BindingError) {
    switch self {
    case let text as TextMessageEncodingBindingElement:
      try text.writeEncoding.requireStandard(of: name)
      try text.readerQuotas.check()
    case let mtom as MTOMMessageEncodingBindingElement:
      try mtom.writeEncoding.requireStandard(of: name)
      try mtom.readerQuotas.check()
      try BindingError.requirePositive([("maxBufferSize", mtom.maxBufferSize), ("writeThreshold", mtom.writeThreshold)])
      if mtom.messageVersion == .noEnvelope { throw .mtomWithoutEnvelope }
    case let http as HTTPTransportBindingElement: try http.checkSizes()
    case let https as HTTPSTransportBindingElement: try https.http.checkSizes()
    case let security as SecurityBindingElement:
      try BindingError.requirePositive([
        ("timestampValidity", security.timestampValiditySeconds), ("maxClockSkew", security.maxClockSkewSeconds),
      ])
    default: break
    }
  }
}

extension HTTPTransportBindingElement {
  func checkSizes() throws(BindingError) {
    try BindingError.requirePositive([
      ("maxReceivedMessageSize", maxReceivedMessageSize), ("maxBufferSize", maxBufferSize ?? 1),
      ("maxBufferPoolSize", maxBufferPoolSize),
    ])
  }

  /// System.ServiceModel.Channels.HttpChannelFactory's constructor.
  func checkFactory() throws(BindingError) {
    if proxyAddress != nil, useDefaultWebProxy { throw .proxyBesideDefault(proxyAddress ?? "") }
    for scheme in [authenticationScheme, proxyAuthenticationScheme] where scheme == .none { throw .schemeNone }
    try checkBuffers()
    if transferMode.streamsRequest, authenticationScheme != .anonymous {
      throw .authenticatedStream(transferMode, authenticationScheme)
    }
  }

  private func checkBuffers() throws(BindingError) {
    if transferMode == .buffered, maxReceivedMessageSize > Int(Int32.max) {
      throw .beyondInteger(maxReceivedMessageSize, moment: .open)
    }
    guard let maxBufferSize else { return }
    if transferMode == .buffered, maxBufferSize != maxReceivedMessageSize {
      throw .bufferSize(
        maxBufferSize, maxReceivedMessageSize, mode: transferMode, key: "MaxBufferSizeMustMatchMaxReceivedMessageSize")
    }
    if transferMode != .buffered, maxBufferSize > maxReceivedMessageSize {
      throw .bufferSize(
        maxBufferSize, maxReceivedMessageSize, mode: transferMode,
        key: "MaxBufferSizeMustNotExceedMaxReceivedMessageSize")
    }
  }
}

extension TextEncoding {
  /// System.ServiceModel.Channels.TextEncoderDefaults.ValidateEncoding.
  func requireStandard(of owner: String) throws(BindingError) {
    if !isStandard { throw .encodingNotStandard(self, of: owner) }
  }
}

extension ReaderQuotas {
  func check() throws(BindingError) {
    try BindingError.requirePositive([
      ("maxDepth", maxDepth ?? 1), ("maxStringContentLength", maxStringContentLength ?? 1),
      ("maxArrayLength", maxArrayLength ?? 1), ("maxBytesPerRead", maxBytesPerRead ?? 1),
      ("maxNameTableCharCount", maxNameTableCharCount ?? 1),
    ])
  }
}

extension BindingTimeouts {
  func check() throws(BindingError) {
    try BindingError.requirePositive([
      ("openTimeout", openSeconds), ("closeTimeout", closeSeconds), ("sendTimeout", sendSeconds),
      ("receiveTimeout", receiveSeconds),
    ])
  }
}

extension BindingError {
  static func requirePositive<Number: Numeric & Comparable & Sendable>(
    _ values: [(name: String, value: Number)]
  ) throws(BindingError) {
    for (name, value) in values where !(value > .zero) {
      throw .illegal(
        code: "value-not-positive", summary: "\(name) must be above 0.", values: ["value: \(value)"],
        wcf: .init("ArgumentOutOfRangeException", "ValueMustBePositive", .construct), remedy: "Correct the value.")
    }
  }

  static func encodingNotStandard(_ encoding: TextEncoding, of owner: String) -> Self {
    .illegal(
      code: "text-encoding-not-supported",
      summary: "\(owner) writes UTF-8 and UTF-16 only; \(encoding.name) was asked for.",
      values: ["WCF's own: " + TextEncoding.standard.map(\.name).joined(separator: ", ")],
      wcf: .init("ArgumentException", "MessageTextEncodingNotSupported", .construct),
      remedy: "Use an encoder of one's own: customText:soap11(writeEncoding=\(encoding.name))")
  }

  static let mtomWithoutEnvelope = BindingError.illegal(
    code: "mtom-without-envelope", summary: "MTOM needs an envelope; message version none has none.",
    values: ["mtom:none"], wcf: .init("ArgumentException", "MtomEncoderBadMessageVersion", .construct),
    remedy: "Choose a message version with an envelope: mtom:soap11")

  static func proxyBesideDefault(_ address: String) -> Self {
    .illegal(
      code: "proxy-beside-default", summary: "A proxy address needs UseDefaultWebProxy to be false.",
      values: ["proxyAddress: \(address.withoutCredentials.neutralised)", "useDefaultWebProxy: true"],
      wcf: .init("InvalidOperationException", "UseDefaultWebProxyCantBeUsedWithExplicitProxyAddress", .open),
      remedy: "Add useDefaultWebProxy=false.")
  }

  static let schemeNone = BindingError.illegal(
    code: "authentication-scheme-none", summary: "The authentication scheme None is for services; a client needs one.",
    values: ["authenticationScheme: none"],
    wcf: .init("ArgumentException", "HttpRequiresSingleAuthScheme", .open),
    remedy: "Use anonymous, or the scheme that the service asks for.")

  static func authenticatedStream(_ mode: TransferMode, _ scheme: AuthenticationScheme) -> Self {
    .illegal(
      code: "authentication-with-streaming",
      summary: "A streamed request cannot be sent again after a challenge, so it cannot use HTTP authentication.",
      values: ["transferMode: \(mode.rawValue)", "authenticationScheme: \(scheme.rawValue)"],
      wcf: .init("ArgumentException", "HttpAuthDoesNotSupportRequestStreaming", .open),
      remedy: "Use transferMode=buffered or streamedResponse, or no HTTP authentication.")
  }

  static func beyondInteger(_ size: Int, moment: Moment) -> Self {
    .illegal(
      code: "message-size-beyond-integer", summary: "In buffered mode an answer is at most 2147483647 bytes long.",
      values: ["maxReceivedMessageSize: \(size)"],
      wcf: .init("ArgumentOutOfRangeException", "MaxReceivedMessageSizeMustBeInIntegerRange", moment),
      remedy: "Lower maxReceivedMessageSize, or stream the answer (transferMode=streamedResponse).")
  }

  static func bufferSize(_ buffer: Int, _ message: Int, mode: TransferMode, key: String) -> Self {
    .illegal(
      code: "buffer-size-mismatch",
      summary: mode == .buffered
        ? "In buffered mode MaxBufferSize must equal MaxReceivedMessageSize."
        : "MaxBufferSize must not exceed MaxReceivedMessageSize.",
      values: [
        "maxBufferSize: \(buffer)", "maxReceivedMessageSize: \(message)", "transferMode: \(mode.rawValue)",
      ], wcf: .init("ArgumentException", key, .open),
      remedy: "Leave maxBufferSize out: it follows maxReceivedMessageSize.")
  }
}
