extension WirePlan {
  /// What goes on the wire and which element decides it, one aligned line each, for a person.
  public var explanation: [String] {
    let transport = scheme == "https" ? HTTPSTransportBindingElement.name : HTTPTransportBindingElement.name
    let encoder = TextMessageEncodingBindingElement.name
    var lines = [(encoder, "envelope in \(messageVersion.title), written as \(textEncoding.charset)")]
    lines += headers.map { ($0.name == "Content-Type" || $0.name == "SOAPAction" ? encoder : transport, $0.line) }
    lines.append((transport, "POST over \(scheme)"))
    lines.append((transport, certificateLine))
    lines.append((transport, "a WCF client refuses answers above \(maxReceivedMessageSize) bytes"))
    return lines.map { element, text in
      element + String(repeating: " ", count: max(1, encoder.count + 2 - element.count)) + text
    }
  }

  private var certificateLine: String {
    if scheme == "http" { return "no TLS, so no client certificate" }
    return offersClientCertificate
      ? "the client certificate is shown to a server that asks (RequireClientCertificate=true)"
      : "no client certificate, even if one is set (RequireClientCertificate=false)"
  }
}

extension WirePlan.Header {
  var line: String { "\(name): \(value)" }
}
