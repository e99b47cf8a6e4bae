internal import XML

/// What an operation gives back.
enum SOAPAnswer {
  /// XML of the body's content.
  case body(String)
  /// A body of about so many bytes.
  case large(bytes: Int)
  case slow(milliseconds: Int, body: String)
  case fault(SOAPProblem)

  /// 64 bytes.
  private static let row = Array("<row>The quick brown fox jumps over the lazy dog 01234567</row>\n".utf8)

  func response(_ version: SOAPVersion) -> HTTPResponse {
    let start = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<s:Envelope xmlns:s=\"\(version.namespace)\"><s:Body>"
    let end = "</s:Body></s:Envelope>"
    var response = HTTPResponse(status: 200, contentType: version.contentType, body: .init(start: []))
    switch self {
    case .body(let xml): response.body.start = Array((start + xml + end).utf8)
    case .slow(let milliseconds, let xml):
      response.body.start = Array((start + xml + end).utf8)
      response.delayMilliseconds = milliseconds
    case .large(let bytes):
      let rows = SOAPOperation.result("Large", "\n").split(separator: "\n").map(String.init)
      response.body = .init(
        start: Array((start + rows[0]).utf8), unit: Self.row, unitCount: bytes / Self.row.count,
        end: Array((rows[1] + end).utf8))
    case .fault(let problem):
      response.body.start = Array((start + problem.xml(version) + end).utf8)
      response.status = problem.status(version)
    }
    return response
  }
}

extension SOAPProblem {
  func xml(_ version: SOAPVersion) -> String {
    let code = "s:" + codeName(version)
    let text = reason.escaped(inAttribute: false)
    switch version {
    case .soap11:
      return "<s:Fault><faultcode>\(code)</faultcode><faultstring xml:lang=\"en\">\(text)</faultstring>"
        + (detail.map { "<detail>\($0)</detail>" } ?? "") + "</s:Fault>"
    case .soap12:
      return "<s:Fault><s:Code><s:Value>\(code)</s:Value></s:Code>"
        + "<s:Reason><s:Text xml:lang=\"en\">\(text)</s:Text></s:Reason>"
        + (detail.map { "<s:Detail>\($0)</s:Detail>" } ?? "") + "</s:Fault>"
    }
  }
}
