internal import Handshake
internal import TLS

extension HTTPResponse {
  /// What nginx answers when it wanted a client certificate: the handshake succeeded, status 400 in HTTP (its own codes
  /// 496 and 495 stand in its log only). Nil when the certificate is good.
  static func frontEndRefusal(of peer: TLSServerPeer?) -> HTTPResponse? {
    guard let peer else { return nil }
    if peer.authenticated == nil { return refusal("No required SSL certificate was sent") }
    return peer.verifyError == 0 ? nil : refusal("The SSL certificate error")
  }

  private static func refusal(_ text: String) -> HTTPResponse {
    let html = """
      <html>\r
      <head><title>400 \(text)</title></head>\r
      <body>\r
      <center><h1>400 Bad Request</h1></center>\r
      <center>\(text)</center>\r
      <hr><center>nginx</center>\r
      </body>\r
      </html>\r\n
      """
    var response = HTTPResponse(status: 400, html: html)
    response.headers.append(.init("Server", "nginx"))
    return response
  }
}
