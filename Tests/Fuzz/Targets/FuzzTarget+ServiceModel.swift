import Basics
import ServiceModel

extension FuzzTarget {
  static let dotNetConfiguration = FuzzTarget(
    name: "dotnet-config", story: ".NET configurations: reading, and writing of what was read"
  ) { bytes in
    let contents: ServiceModelContents
    do { contents = try ConfigurationReader.read(bytes) { $0 == "other.config" ? bytes : nil } } catch {
      return try promiseRemediable(error)
    }
    try promiseShowable(contents)
    for endpoint in contents.endpoints {
      guard let binding = endpoint.binding else { continue }
      let text = ConfigurationWriter(name: endpoint.name, address: endpoint.address ?? "", binding: binding).text
      do {
        let again = try ConfigurationReader.read(Array(text.utf8))
        try promise(again.endpoints.count == 1, "what was written has no endpoint: \(text)")
      } catch let error as any Remediable {
        throw BrokenPromise(description: "what was written cannot be read: \(error.summary) \(text)")
      }
    }
  }

  static let dotNetCode = FuzzTarget(
    name: "dotnet-code", story: "C# of generated clients: endpoints, operations and certificates"
  ) { bytes in
    try promiseShowable(CodeReader.read(bytes))
  }

  /// Every sentence can be printed.
  private static func promiseShowable(_ contents: ServiceModelContents) throws {
    for text in contents.notCarriedOver + contents.questions.map(\.text) { try promiseNeutral(text, "a sentence") }
    for problem in contents.problems {
      try promiseNeutral(problem.summary, "a problem")
      try promiseNeutral(problem.detail, "a problem's detail", keepingLines: true)
    }
  }
}
