/// The SOAP version of an envelope (System.ServiceModel.EnvelopeVersion).
public enum EnvelopeVersion: String, Sendable, Hashable, CaseIterable {
  case soap11, soap12

  public var envelopeNamespace: String {
    switch self {
    case .soap11: "http://schemas.xmlsoap.org/soap/envelope/"
    case .soap12: "http://www.w3.org/2003/05/soap-envelope"
    }
  }

  /// Media type of the envelope as text (SOAP 1.1 section 6, RFC 3902).
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
