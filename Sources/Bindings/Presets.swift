extension BasicHTTPBinding {
  public func createBindingElements() throws(BindingError) -> BindingElements {
    let encoding = TextMessageEncodingBindingElement(messageVersion: .soap11, writeEncoding: textEncoding)
    switch security.mode {
    case .none:
      return BindingElements([encoding, HTTPTransportBindingElement(maxReceivedMessageSize: maxReceivedMessageSize)])
    case .transport:
      return BindingElements([encoding, security.transport.element(maxReceivedMessageSize: maxReceivedMessageSize)])
    }
  }
}

extension BasicHTTPSBinding {
  public func createBindingElements() throws(BindingError) -> BindingElements {
    BindingElements([
      TextMessageEncodingBindingElement(messageVersion: .soap11, writeEncoding: textEncoding),
      transport.element(maxReceivedMessageSize: maxReceivedMessageSize),
    ])
  }
}

extension HTTPTransportSecurity {
  func element(maxReceivedMessageSize: Int) -> HTTPSTransportBindingElement {
    HTTPSTransportBindingElement(
      requireClientCertificate: clientCredentialType == .certificate, maxReceivedMessageSize: maxReceivedMessageSize)
  }
}
