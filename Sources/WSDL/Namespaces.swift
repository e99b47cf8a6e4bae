/// The namespaces that descriptions are written in.
enum Namespaces {
  /// WSDL 1.1 section 2.
  static let wsdl = "http://schemas.xmlsoap.org/wsdl/"
  /// WSDL 2.0 part 1 section 1.4.
  static let wsdl20 = "http://www.w3.org/ns/wsdl"
  static let soap11 = "http://schemas.xmlsoap.org/wsdl/soap/"
  static let soap12 = "http://schemas.xmlsoap.org/wsdl/soap12/"
  static let http = "http://schemas.xmlsoap.org/wsdl/http/"
  static let mime = "http://schemas.xmlsoap.org/wsdl/mime/"
  /// The SOAP and HTTP bindings of WSDL 2.0 part 2.
  static let soap20 = "http://www.w3.org/ns/wsdl/soap"
  static let http20 = "http://www.w3.org/ns/wsdl/http"
  static let schema = "http://www.w3.org/2001/XMLSchema"
  static let earlySchemas: Set<String> = [
    "http://www.w3.org/1999/XMLSchema", "http://www.w3.org/2000/08/XMLSchema", "http://www.w3.org/2000/10/XMLSchema",
  ]
  /// WS-Policy 1.5, 1.2 of September 2004 and 1.1.
  static let policies: Set<String> = [
    "http://www.w3.org/ns/ws-policy", "http://schemas.xmlsoap.org/ws/2004/09/policy",
    "http://schemas.xmlsoap.org/ws/2002/12/policy", "http://www.w3.org/2006/07/ws-policy",
  ]
  static let utility = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"
}
