extension WirePlan {
  /// What the encoder and the transport's flavour say about the HTTP headers.
  struct HeaderParts {
    var contentType: String
    var action: SOAPAction?
    var isMTOM: Bool
    var expects: Bool

    /// HttpWebRequest's order (.NET Framework); .NET adds Cache-Control.
    func headers(_ http: HTTPTransportBindingElement, _ flavour: Flavour) -> [Header] {
      var headers = [Header("Content-Type", contentType)]
      if let action { headers.append(Header("SOAPAction", action.quoted)) }
      if isMTOM { headers.append(Header("MIME-Version", "1.0")) }
      if flavour == .net { headers.append(Header("Cache-Control", "no-cache, max-age=0")) }
      if expects { headers.append(Header("Expect", "100-continue")) }
      if http.decompressionEnabled { headers.append(Header("Accept-Encoding", "gzip, deflate")) }
      if http.transferMode.streamsRequest { headers.append(Header("Transfer-Encoding", "chunked")) }
      if !http.keepAliveEnabled { headers.append(Header("Connection", "close")) }
      return headers
    }
  }
}

extension MessageEncodingBindingElement {
  /// SOAP 1.1 carries its action in an HTTP header of its own, SOAP 1.2 as a parameter (RFC 3902 section 2); with
  /// addressing SOAP 1.2 carries it in the envelope alone.
  func contentType(action: SOAPAction?) -> String {
    if let mtom = self as? MTOMMessageEncodingBindingElement {
      return MTOMPlan(mtom).contentType(boundary: MTOMPlan.openBoundary, quotedAction: action?.quoted)
    }
    let mediaType = (self as? CustomTextMessageEncodingBindingElement)?.mediaType ?? messageVersion.mediaType
    let plain = "\(mediaType); charset=\(writeEncoding.charset)"
    return action.map { "\(plain); action=\($0.quoted)" } ?? plain
  }
}
