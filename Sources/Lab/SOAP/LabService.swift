internal import Certificates
internal import Handshake
internal import TLS

/// What the Lab serves: a page at `/`, the SOAP service at `/service`.
enum LabService {
  static let namespace = "urn:signet:lab"

  static func respond(to request: HTTPRequest, peer: TLSServerPeer?) -> HTTPResponse {
    switch (request.path, request.method) {
    case ("/", "GET"), ("/", "HEAD"): HTTPResponse(status: 200, html: page)
    case ("/service", "POST"): soap(request, peer)
    case ("/", _): notAllowed("GET, HEAD")
    case ("/service", _): notAllowed("POST")
    default: HTTPResponse(status: 404, html: "<html><body><h1>Nothing is here.</h1></body></html>\r\n")
    }
  }

  private static func soap(_ request: HTTPRequest, _ peer: TLSServerPeer?) -> HTTPResponse {
    guard let version = SOAPVersion(contentType: request.header("Content-Type") ?? "") else {
      return HTTPResponse(
        status: 415, html: "<html><body><h1>Send text/xml or application/soap+xml.</h1></body></html>\r\n")
    }
    let answer: SOAPAnswer
    do throws(SOAPProblem) {
      answer = try SOAPOperation(SOAPCall(request.body, version: version)).answer(peer: peer)
    } catch {
      answer = .fault(error)
    }
    return answer.response(version)
  }

  private static func notAllowed(_ methods: String) -> HTTPResponse {
    var response = HTTPResponse(status: 405, html: "<html><body><h1>Use \(methods).</h1></body></html>\r\n")
    response.headers.append(HTTPHeader("Allow", methods))
    return response
  }

  private static let page = """
    <html><head><title>Signet Lab</title></head><body><h1>Signet Lab</h1>
    <p>A SOAP service for trying things out: POST an envelope to <code>/service</code>.</p></body></html>\r\n
    """
}
