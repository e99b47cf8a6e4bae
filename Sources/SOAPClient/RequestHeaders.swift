internal import Basics
internal import Bindings
internal import Exchange
internal import Handshake

/// The headers of a request: those of the binding, changed and completed by the caller's (WCF's
/// HttpRequestMessageProperty).
enum RequestHeaders {
  /// - Throws: a refusal for a header that is none, or for a SOAPAction that contradicts the action
  ///   (WCF: ProtocolException, HttpSoapActionMismatch).
  static func merged(_ plan: WirePlan, own: [HTTPHeader], action: String?) throws(Refusal) -> [HTTPHeader] {
    for header in own { try check(header) }
    let planned = plan.headers.map { HTTPHeader($0.name, $0.value) }
    try checkAction(planned, own, action)
    let replaced = Set(own.map { $0.name.lowercased() })
    // An empty value takes a header of the binding away, as in curl.
    let plannedNames = Set(planned.map { $0.name.lowercased() })
    let kept = planned.compactMap { header -> HTTPHeader? in
      guard replaced.contains(header.name.lowercased()) else { return header }
      return own.first { $0.name.lowercased() == header.name.lowercased() && !$0.value.isEmpty }
    }
    // Content-Length is the transport's, which knows how much it sends; with a cookie container so is Cookie.
    let ofTransport: Set<String> = plan.allowCookies ? ["content-length", "cookie"] : ["content-length"]
    let added = own.map { ($0.name.lowercased(), $0) }.filter { !plannedNames.union(ofTransport).contains($0.0) }.map(
      \.1)
    return kept + added
  }

  /// For a request that carries no message (HEAD, GET): nothing that describes one, and the rest as for a call.
  static func withoutMessage(_ plan: WirePlan, own: [HTTPHeader]) throws(Refusal) -> [HTTPHeader] {
    let describing: Set<String> = ["content-type", "soapaction", "expect"]
    var bare = plan
    // A container's cookies are a call's.
    bare.allowCookies = false
    bare.headers.removeAll { describing.contains($0.name.lowercased()) }
    return try merged(bare, own: own.filter { !describing.contains($0.name.lowercased()) }, action: nil)
  }

  /// With MTOM the Content-Type names the boundary, which is made when the message is.
  static func refuseContentType(_ own: [HTTPHeader]) throws(Refusal) {
    guard let given = own.first(where: { $0.name.lowercased() == "content-type" }) else { return }
    throw Refusal(
      stage: .usage, code: "mtom-content-type",
      summary: "A Content-Type of one's own cannot go with MTOM: it would not name the boundary.",
      values: ["header: \(given.value.neutralised)"], remedy: "Leave the header out, or use the text encoding.")
  }

  private static func checkAction(_ planned: [HTTPHeader], _ own: [HTTPHeader], _ action: String?) throws(Refusal) {
    guard let given = own.first(where: { $0.name.lowercased() == "soapaction" }), !given.value.isEmpty,
      let built = planned.first(where: { $0.name == "SOAPAction" }), given.value != built.value
    else { return }
    throw Refusal(
      stage: .usage, code: "soap-action-mismatch", summary: "The SOAPAction header contradicts the action.",
      values: [
        "header: \(given.value.neutralised)", "from the action: \(built.value.neutralised)",
        "WCF: ProtocolException (HttpSoapActionMismatch)",
      ], remedy: "Leave the header out: the action makes it.")
  }

  private static func check(_ header: HTTPHeader) throws(Refusal) {
    let isValue = header.value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
    if header.name.isHTTPToken && isValue { return }
    throw Refusal(
      stage: .usage, code: "invalid-http-header", summary: "This is no HTTP header (RFC 9110 section 5).",
      values: ["name: \(header.name.neutralised)"] + (isValue ? [] : ["its value contains a control character"]),
      remedy: "Write it like X-Trace: 42")
  }
}
