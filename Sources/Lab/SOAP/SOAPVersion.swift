/// SOAP 1.1 (W3C note of 2000) or SOAP 1.2 (W3C recommendation of 2007) over HTTP.
enum SOAPVersion: Sendable {
  case soap11, soap12

  /// By media type: RFC 3023's `text/xml` or RFC 3902's `application/soap+xml`; nil for any other.
  init?(contentType: String) {
    switch contentType.prefix(while: { $0 != ";" }).lowercased().filter({ $0 != " " }) {
    case "text/xml": self = .soap11
    case "application/soap+xml": self = .soap12
    default: return nil
    }
  }

  var namespace: String {
    switch self {
    case .soap11: "http://schemas.xmlsoap.org/soap/envelope/"
    case .soap12: "http://www.w3.org/2003/05/soap-envelope"
    }
  }

  var contentType: String {
    switch self {
    case .soap11: "text/xml; charset=utf-8"
    case .soap12: "application/soap+xml; charset=utf-8"
    }
  }
}
