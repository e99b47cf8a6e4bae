import Basics
import Collections
import Handshake
import Interchange

extension FuzzTarget {
  static let soapUI = FuzzTarget(name: "soapui", story: "SoapUI projects as requests") { bytes in
    let contents: InterchangeContents
    do { contents = try SoapUIReader.read(bytes) } catch { return try promiseRemediable(error) }
    try promiseShowable(contents)
    let composite = SoapUIReader.read(files: [
      .init(path: "a.xml", bytes: bytes), .init(path: "S/b.xml", bytes: bytes),
    ])
    try promiseShowable(composite)
  }

  static let curl = FuzzTarget(name: "curl", story: "curl's commands in a shell script, and writing of what was read") {
    bytes in
    let contents = CurlReader.read(bytes) { $0 == "body.xml" ? bytes : nil }
    try promiseShowable(contents)
    try promiseReadBack(contents, .curl) { CurlReader.read($0) }
  }

  static let postman = FuzzTarget(name: "postman", story: "Postman's collections, and JSON") { bytes in
    let contents: InterchangeContents
    do { contents = try PostmanReader.read(bytes) } catch { return try promiseRemediable(error) }
    try promiseShowable(contents)
    try promiseReadBack(contents, .postman) { try PostmanReader.read($0) }
    let value = try JSONReader.read(bytes)
    try promise(try JSONReader.read(Array(value.description.utf8)) == value, "JSON that reads back to something else")
  }

  static let httpArchive = FuzzTarget(name: "har", story: "HTTP archives") { bytes in
    let contents: InterchangeContents
    do { contents = try HARReader.read(bytes) } catch { return try promiseRemediable(error) }
    try promiseShowable(contents)
    try promiseReadBack(contents, .har) { try HARReader.read($0) }
  }

  static let insomnia = FuzzTarget(name: "insomnia", story: "Insomnia's exports in JSON and YAML") { bytes in
    do {
      try promiseShowable(InsomniaReader.read(try JSONReader.read(bytes)))
    } catch let error as any Remediable {
      try promiseRemediable(error)
    }
    do {
      try promiseShowable(InsomniaReader.read(try YAMLDocument.json(bytes, path: "file")))
    } catch let error as any Remediable {
      try promiseRemediable(error)
    }
  }

  static let httpFile = FuzzTarget(name: "http", story: ".http files") { bytes in
    try promiseShowable(HTTPFileReader.read(bytes) { $0 == "body.xml" ? bytes : nil })
  }

  /// What was read is written, and reads back to as many requests with the same address and message.
  static func promiseReadBack(
    _ contents: InterchangeContents, _ kind: ExportKind, read: ([UInt8]) throws -> InterchangeContents
  ) throws {
    let calls = contents.requests.map { request in
      HTTPCall(
        name: request.name, url: "https://h/", headers: [HTTPHeader("SOAPAction", "\"\"")], body: request.envelope)
    }
    let text = kind.written(calls).text
    let again = try read(Array(text.utf8))
    try promise(again.requests.count == calls.count, "\(calls.count) calls, \(again.requests.count) read: \(text)")
  }

  /// Every sentence can be printed, and no variable has a name that a request could not use.
  static func promiseShowable(_ contents: InterchangeContents) throws {
    for text in contents.notCarriedOver + contents.questions { try promiseNeutral(text, "a sentence") }
    for problem in contents.problems {
      try promiseNeutral(problem.summary, "a problem")
      try promiseNeutral(problem.detail, "a problem's detail", keepingLines: true)
    }
    for variable in contents.variables {
      let isName = variable.name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "}") }
      try promise(isName && !variable.name.isEmpty, "a variable called \(variable.name)")
    }
  }
}
