/// What an operation gives back.
enum SOAPAnswer {
  /// XML of the body's content.
  case body(String)
  /// The same with a text of `fillerCount` bytes between two parts.
  case large(start: String, fillerCount: Int, end: String)
  case slow(milliseconds: Int, body: String)
  case fault(SOAPProblem)

  func response(_ version: SOAPVersion) -> HTTPResponse {
    let start = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<s:Envelope xmlns:s=\"\(version.namespace)\"><s:Body>"
    let end = "</s:Body></s:Envelope>"
    var response = HTTPResponse(status: 200, contentType: version.contentType, body: .init(start: []))
    switch self {
    case .body(let xml): response.body.start = Array((start + xml + end).utf8)
    case .slow(let milliseconds, let xml):
      response.body.start = Array((start + xml + end).utf8)
      response.delayMilliseconds = milliseconds
    case .large(let first, let count, let last):
      response.body = .init(start: Array((start + first).utf8), fillerCount: count, end: Array((last + end).utf8))
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
    let text = escapedXML(reason)
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

/// Text as element or attribute content; what XML 1.0 cannot hold becomes U+FFFD.
func escapedXML(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "&": result += "&amp;"
    case "\"": result += "&quot;"
    case "\r": result += "&#13;"
    case "\t", "\n": result.unicodeScalars.append(scalar)
    default:
      let isAllowed = scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
      result.unicodeScalars.append(isAllowed ? scalar : "\u{FFFD}")
    }
  }
  return result
}
