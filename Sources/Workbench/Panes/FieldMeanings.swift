internal import Bindings
internal import Handshake

// What the words of a binding and of TLS mean, in a line, beside them in the lists of choices.
extension BindingForm {
  static func meaning(of word: String, as property: String) -> String {
    switch property {
    case "security": securityModes[word] ?? ""
    case "credential", "authenticationScheme": credentials[word] ?? ""
    case "messageCredential": messageCredentials[word] ?? ""
    case "messageVersion": MessageVersion.allCases.first { $0.shortName == word }?.title ?? ""
    case "messageEncoding": encodings[word] ?? ""
    case "requireClientCertificate":
      word == "true" ? "the certificate is shown to a server that asks" : "the certificate stays at home"
    case "establishSecurityContext":
      word == "true" ? "a handshake of its own before the first message" : "each message for itself"
    default: ""
    }
  }

  private static let securityModes = [
    "none": "plain HTTP, nothing is protected", "transport": "HTTPS; the credential goes with it",
    "message": "the message is signed and encrypted",
    "transportWithMessageCredential": "HTTPS; the credential stands in a header",
    "transportCredentialOnly": "plain HTTP with HTTP authentication",
  ]
  private static let credentials = [
    "none": "no one is told who calls", "anonymous": "no HTTP authentication",
    "basic": "HTTP authentication: name and password as they are",
    "digest": "HTTP authentication: a hash of the password",
    "ntlm": "HTTP authentication of Windows", "windows": "Negotiate: Kerberos, or NTLM inside it",
    "negotiate": "Kerberos, or NTLM inside it", "certificate": "the client certificate, in the TLS handshake",
  ]
  private static let messageCredentials = [
    "none": "no header", "userName": "a UsernameToken", "certificate": "signed with the client certificate",
    "windows": "Kerberos: not available here", "issuedToken": "a token service: not available here",
  ]
  private static let encodings = [
    "text": "the envelope as it stands", "mtom": "long base64 goes out as MIME parts (XOP)",
  ]
}

extension Flavour {
  var meaning: String {
    switch self {
    case .netFramework: "4.8: System.ServiceModel over HttpWebRequest"
    case .net: "6 and later: dotnet/wcf over HttpClient"
    }
  }
}

extension TLSVersion {
  var standing: String { self < .tls12 ? "deprecated (RFC 8996)" : "" }
}
