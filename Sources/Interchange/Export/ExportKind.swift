/// What requests can be written as: commands, help and documentation read this table.
public enum ExportKind: String, Sendable, CaseIterable {
  case curl, har, postman
  case soapUI = "soapui"
  case python, zeep, k6, locust
  case cSharp = "csharp"

  /// What is printed, for a command's help.
  public var title: String {
    switch self {
    case .curl: "Commands for curl, in a script for bash"
    case .har: "An HTTP archive (HAR 1.2)"
    case .postman: "A collection for Postman (v2.1)"
    case .soapUI: "A project for SoapUI"
    case .python: "A script for Python with the package requests"
    case .zeep: "A script for Python with the package zeep, which reads the answer by the description"
    case .k6: "A script for k6, for load"
    case .locust: "A file of tasks for Locust, for load"
    case .cSharp: "A program in C# with HttpClient"
    }
  }

  /// Ending of a file that holds it.
  public var fileEnding: String {
    switch self {
    case .curl: "sh"
    case .har: "har"
    case .postman: "json"
    case .soapUI: "xml"
    case .python, .zeep, .locust: "py"
    case .k6: "js"
    case .cSharp: "cs"
    }
  }

  /// The calls in that form. Scripts read certificates and passwords from the environment (`ExportVariable`).
  public func written(_ calls: [HTTPCall]) -> ExportedText {
    switch self {
    case .curl: CurlWriter.write(calls)
    case .har: HARWriter.write(calls)
    case .postman: PostmanWriter.write(calls)
    case .soapUI: SoapUIWriter.write(calls)
    case .python: PythonWriter.write(calls)
    case .zeep: ZeepWriter.write(calls)
    case .k6: K6Writer.write(calls)
    case .locust: LocustWriter.write(calls)
    case .cSharp: CSharpWriter.write(calls)
    }
  }
}

/// What was written, and what could not be said in it.
public struct ExportedText: Sendable, Equatable {
  public var text: String
  /// A sentence each.
  public var notCarriedOver: [String]

  public init(text: String, notCarriedOver: [String] = []) {
    self.text = text
    self.notCarriedOver = notCarriedOver
  }
}
