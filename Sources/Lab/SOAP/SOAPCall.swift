internal import Basics
internal import XML

/// A request envelope, read: the operation and its parameters by local name.
struct SOAPCall {
  var operation: XMLName
  var parameters: [String: String]

  init(_ bytes: [UInt8], version: SOAPVersion) throws(SOAPProblem) {
    var reader = CallReader()
    do throws(XMLProblem) {
      try XMLScan.run(bytes) { event in
        reader.take(event)
        return .proceed
      }
    } catch {
      throw .sender(([error.summary] + error.values).joined(separator: " "))
    }
    guard reader.root?.local == "Envelope" else { throw .sender("The document is no SOAP envelope.") }
    guard reader.root?.namespace == version.namespace else {
      throw SOAPProblem(code: .versionMismatch, reason: "The envelope's namespace does not fit its media type.")
    }
    guard let operation = reader.operation else { throw .sender("The envelope's Body holds no element.") }
    self.operation = operation
    parameters = reader.parameters
  }

  func integer(_ parameter: String, in range: ClosedRange<Int> = Int.min...Int.max) throws(SOAPProblem) -> Int {
    let text = parameters[parameter, default: ""].filter { !$0.isWhitespace }
    if let number = Int(text), range.contains(number) { return number }
    throw .sender(
      "\(operation.local) needs a whole number from \(range.lowerBound) to \(range.upperBound) as \(parameter).")
  }
}

/// Picks the operation, the first element of the Body, and the text of its children.
private struct CallReader {
  private(set) var root: XMLName?
  private(set) var operation: XMLName?
  private(set) var parameters: [String: String] = [:]
  private var path: [XMLName] = []
  private var operationsSeen = 0

  mutating func take(_ event: XMLScan.Event) {
    switch event {
    case .start(let element):
      path.append(element.name)
      begin(element.name)
    case .end: path.removeLast()
    case .text(let text) where isInParameter: parameters[path[3].local, default: ""] += text
    case .text, .comment, .instruction: break
    }
  }

  private mutating func begin(_ name: XMLName) {
    if path.count == 1 { root = name }
    guard path.count >= 3, path[1] == XMLName("Body", in: root?.namespace) else { return }
    if path.count == 3 { operationsSeen += 1 }
    if path.count == 3, operationsSeen == 1 { operation = name }
    if isInParameter { parameters[name.local, default: ""] += "" }
  }

  private var isInParameter: Bool {
    path.count == 4 && operationsSeen == 1 && path[1] == XMLName("Body", in: root?.namespace)
  }
}
