/// A request envelope, read: the operation and its parameters by local name.
struct SOAPCall {
  var namespace = ""
  var name = ""
  var parameters: [String: String] = [:]

  init(_ bytes: [UInt8], version: SOAPVersion) throws(SOAPProblem) {
    var scanner = XMLScanner(bytes)
    var path: [String] = []
    while let token = try scanner.next() {
      switch token {
      case .start(let local, let uri):
        path.append(local)
        try enter(path, uri, version)
      case .end: path.removeLast()
      case .text(let text): if path.count == 4, path[1] == "Body" { parameters[path[3], default: ""] += text }
      }
      if path.isEmpty { break }
    }
    guard !name.isEmpty else { throw .sender("The envelope has no operation in its Body.") }
  }

  private mutating func enter(_ path: [String], _ uri: String, _ version: SOAPVersion) throws(SOAPProblem) {
    if path.count == 1 {
      guard path[0] == "Envelope" else { throw .sender("The document is no SOAP envelope.") }
      guard uri == version.namespace else {
        throw SOAPProblem(code: .versionMismatch, reason: "The envelope's version does not fit its media type.")
      }
    }
    guard path.count >= 3, path[1] == "Body" else { return }
    if path.count == 3, name.isEmpty { (namespace, name) = (uri, path[2]) }
    if path.count == 4 { parameters[path[3]] = "" }
  }

  func integer(_ parameter: String, in range: ClosedRange<Int> = Int.min...Int.max) throws(SOAPProblem) -> Int {
    let text = parameters[parameter] ?? ""
    guard let number = Int(text), range.contains(number) else {
      throw .sender("\(name) needs a whole number from \(range.lowerBound) to \(range.upperBound) as \(parameter).")
    }
    return number
  }
}
