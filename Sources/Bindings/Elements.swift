/// System.ServiceModel.Channels.TextMessageEncodingBindingElement.
public struct TextMessageEncodingBindingElement: BindingElement, Hashable {
  public static let name = "TextMessageEncodingBindingElement"
  public static let role = BindingElementRole.encoding

  public var messageVersion: MessageVersion
  public var writeEncoding: TextEncoding

  public init(messageVersion: MessageVersion = .soap12, writeEncoding: TextEncoding = .utf8) {
    self.messageVersion = messageVersion
    self.writeEncoding = writeEncoding
  }

  public var text: String {
    "text:\(messageVersion.rawValue)"
      + optionList([writeEncoding == .utf8 ? nil : "writeEncoding=\(writeEncoding.rawValue)"])
  }
}

/// System.ServiceModel.Channels.HttpTransportBindingElement.
public struct HTTPTransportBindingElement: BindingElement, Hashable {
  public static let name = "HttpTransportBindingElement"
  public static let role = BindingElementRole.transport

  /// Quota of a WCF client for one answer, in bytes.
  public var maxReceivedMessageSize: Int
  public var keepAliveEnabled: Bool

  public init(maxReceivedMessageSize: Int = 65536, keepAliveEnabled: Bool = true) {
    self.maxReceivedMessageSize = maxReceivedMessageSize
    self.keepAliveEnabled = keepAliveEnabled
  }

  public var text: String {
    "http" + optionList([sizeOption(maxReceivedMessageSize), keepAliveEnabled ? nil : "keepAliveEnabled=false"])
  }
}

/// System.ServiceModel.Channels.HttpsTransportBindingElement.
public struct HTTPSTransportBindingElement: BindingElement, Hashable {
  public static let name = "HttpsTransportBindingElement"
  public static let role = BindingElementRole.transport

  /// The only switch of a WCF binding that makes TLS offer the client certificate.
  public var requireClientCertificate: Bool
  public var maxReceivedMessageSize: Int
  public var keepAliveEnabled: Bool

  public init(
    requireClientCertificate: Bool = false, maxReceivedMessageSize: Int = 65536, keepAliveEnabled: Bool = true
  ) {
    self.requireClientCertificate = requireClientCertificate
    self.maxReceivedMessageSize = maxReceivedMessageSize
    self.keepAliveEnabled = keepAliveEnabled
  }

  public var text: String {
    "https"
      + optionList([
        requireClientCertificate ? "requireClientCertificate=true" : nil, sizeOption(maxReceivedMessageSize),
        keepAliveEnabled ? nil : "keepAliveEnabled=false",
      ])
  }
}

/// `(a=1,b=2)`, or nothing when every option has its default.
func optionList(_ options: [String?]) -> String {
  let given = options.compactMap { $0 }
  return given.isEmpty ? "" : "(" + given.joined(separator: ",") + ")"
}

func sizeOption(_ maxReceivedMessageSize: Int) -> String? {
  maxReceivedMessageSize == 65536 ? nil : "maxReceivedMessageSize=\(maxReceivedMessageSize)"
}
