import Basics
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
