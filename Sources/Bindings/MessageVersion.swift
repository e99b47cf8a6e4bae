/// System.ServiceModel.Channels.MessageVersion, as far as it is built. Raw values are WCF's names in lower case.
public enum MessageVersion: String, Sendable, Hashable, CaseIterable {
  case soap11, soap12

  public var envelopeNamespace: String {
    switch self {
    case .soap11: "http://schemas.xmlsoap.org/soap/envelope/"
    case .soap12: "http://www.w3.org/2003/05/soap-envelope"
    }
  }

  public var mediaType: String {
    switch self {
    case .soap11: "text/xml"
    case .soap12: "application/soap+xml"
    }
  }

  /// `SOAP 1.1`.
  public var title: String {
    switch self {
    case .soap11: "SOAP 1.1"
    case .soap12: "SOAP 1.2"
    }
  }
}

/// Character encodings that WCF's text encoder writes.
public enum TextEncoding: String, Sendable, Hashable, CaseIterable {
  case utf8 = "utf-8"
  case utf16LE = "utf-16"
  case utf16BE = "utf-16BE"

  /// As Content-Type announces it.
  public var charset: String { self == .utf16LE ? "utf-16LE" : rawValue }
}
