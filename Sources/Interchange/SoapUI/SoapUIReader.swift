internal import Basics
internal import Bindings
public import XML

/// Reads SoapUI projects (`http://eviware.com/soapui/config`): a file, or the folder of a composite project.
///
/// Every SOAP request of interfaces and test cases becomes a request; what else is there is said. Passwords are not read.
public struct SoapUIReader {
  /// A project above this, in bytes, is none: WSDLs that SoapUI keeps in it included.
  public static let limit = 64 * 1024 * 1024

  /// A file of a project.
  public struct File: Sendable {
    /// Relative to the project's folder, `/` between folders.
    public var path: String
    public var bytes: [UInt8]

    public init(path: String, bytes: [UInt8]) {
      self.path = path
      self.bytes = bytes
    }
  }

  var contents = InterchangeContents()
  var omissions = Omissions()
  var properties = PropertyExpansion()
  var interfaces: [String: Interface] = [:]
  /// Key stores of the project by their name there.
  var keyStores: [String: String] = [:]
  /// Requests without a client certificate of their own that go to an https address.
  var bareTLSRequests = 0
  /// Where variables are seen from.
  var suite: String?
  var testCase: String?

  struct Interface {
    var version: EnvelopeVersion
    var endpoints: [String]
    var actions: [String: String]
    var oneWay: Set<String>
    var addressing: Bool
  }

  /// - Throws: the first problem of the XML; document types are refused.
  public static func read(_ bytes: [UInt8]) throws(XMLProblem) -> InterchangeContents {
    read(project: try XMLDocument(bytes, limits: XMLLimits(bytes: limit)).root)
  }

  /// A composite project: one file for each interface, suite and test case.
  public static func read(files: [File]) -> InterchangeContents {
    var problems: [InterchangeContents.Problem] = []
    var roots: [CompositeProject.Part] = []
    for file in files {
      do throws(XMLProblem) {
        let root = try XMLDocument(file.bytes, limits: XMLLimits(bytes: limit)).root
        roots.append(CompositeProject.Part(path: file.path, root: root))
      } catch {
        problems.append(
          .init(.error, "\(file.path.neutralised): \(error.summary)", detail: error.values.joined(separator: "\n")))
      }
    }
    var contents = read(project: CompositeProject.assembled(roots))
    contents.problems = problems + contents.problems
    return contents
  }

  private static func read(project root: XMLElement) -> InterchangeContents {
    var reader = SoapUIReader()
    guard root.name == .soapUI("soapui-project") else {
      reader.contents.problems.append(
        .init(
          .error, "This is no SoapUI project.",
          detail: "root element: \(root.name.description.neutralised)\nwanted: \(XMLName.soapUI("soapui-project"))"))
      return reader.contents
    }
    reader.read(root)
    reader.finish()
    reader.contents.leaveOutSecrets()
    return reader.contents
  }

  private mutating func read(_ project: XMLElement) {
    contents.name = project.plain("name") ?? ""
    if let encrypted = project.child("encryptedContent"), !encrypted.token.isEmpty {
      contents.problems.append(
        .init(
          .error, "The project's content is encrypted with a password.",
          detail: "Open it in SoapUI, take the project password away, and save it."))
      return
    }
    properties.declare(project.properties, in: .project)
    for suite in project.all("testSuite") { declare(suite) }
    properties.expandValues()
    read(security: project.child("wssContainer"))
    for interface in project.all("interface") { read(interface: interface) }
    for suite in project.all("testSuite") { read(suite: suite) }
    remark(project)
  }

  /// Properties of all scopes are known before a text is expanded.
  private mutating func declare(_ suite: XMLElement) {
    let suiteName = suite.plain("name") ?? ""
    properties.declare(suite.properties, in: .suite(suiteName))
    for testCase in suite.all("testCase") {
      let caseName = testCase.plain("name") ?? ""
      properties.declare(testCase.properties, in: .testCase(suite: suiteName, name: caseName))
      for step in testCase.all("testStep") where step.plain("type") == "properties" {
        let values = step.child("config")?.properties ?? []
        properties.declare(values, in: .step(suite: suiteName, testCase: caseName, name: step.plain("name") ?? ""))
      }
    }
  }

  /// Key stores, and WS-Security that is added to messages.
  private mutating func read(security container: XMLElement?) {
    for part in container?.elements ?? [] {
      switch part.name.local {
      case "crypto":
        let source = part.child("source")?.token ?? ""
        let name = source.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map { String($0) } ?? source
        keyStores[name] = source
      case "outgoing", "incoming":
        let entries = part.all("entry").compactMap { $0.plain("type") }.joined(separator: ", ")
        let name = part.plain("name") ?? part.child("name")?.token ?? ""
        omissions.add(
          "WS-Security configuration, \(part.name.local)" + (entries.isEmpty ? "" : " (\(entries))"), at: name)
      default: omissions.add("wssContainer/\(part.name.local)", at: "project")
      }
    }
  }

  /// What a project holds besides.
  private mutating func remark(_ project: XMLElement) {
    for part in project.elements where part.name.namespace == XMLName.soapUINamespace {
      switch part.name.local {
      case "mockService", "restMockService": omissions.add("mock service", at: part.plain("name") ?? "")
      case "afterLoadScript", "beforeSaveScript", "beforeRunScript", "afterRunScript":
        if !part.token.isEmpty { omissions.add("script of the project", at: part.name.local) }
      case "databaseConnectionContainer" where !part.elements.isEmpty:
        omissions.add("database connections", at: "project")
      case "eventHandlers": omissions.add("script that handles events", at: part.plain("name") ?? "project")
      case "oAuth1ProfileContainer", "oAuth2ProfileContainer", "authRepository":
        if !part.elements.isEmpty { omissions.add("OAuth profiles", at: "project") }
      // Of the program, not of its requests.
      default: break
      }
    }
  }

  private mutating func finish() {
    contents.variables = properties.variables
    contents.notCarriedOver += omissions.lines
    if bareTLSRequests > 0 {
      contents.questions.append(
        "Which client certificate have the \(bareTLSRequests) requests to https addresses? SoapUI keeps one key store for "
          + "all in its own settings (Preferences, SSL Settings), not in the project. --identity NAME names one for all."
      )
    }
    let open = properties.variables.filter { $0.value == nil }.map(\.name)
    if !open.isEmpty {
      contents.questions.append(
        "What are the values of \(open.joined(separator: ", ").neutralised)? The project refers to them and does not hold "
          + "them: scripts, answers of other steps or SoapUI's own settings give them.")
    }
    var seen: Set<String> = []
    for text in properties.unexpanded where seen.insert(text).inserted {
      contents.notCarriedOver.append("expansion left as it is: \(String(text.prefix(120)).neutralised)")
    }
  }
}

extension XMLName {
  static let soapUINamespace = "http://eviware.com/soapui/config"

  static func soapUI(_ local: String) -> XMLName { XMLName(local, in: soapUINamespace) }
}

// Reading SoapUI's elements by their short names.
extension XMLElement {
  func child(_ name: String) -> XMLElement? { first(.soapUI(name)) }

  func all(_ name: String) -> [XMLElement] { all(.soapUI(name)) }

  func plain(_ attribute: String) -> String? { self.attribute(XMLName(attribute)) }

  func isTrue(_ attribute: String) -> Bool { plain(attribute) == "true" }

  var properties: [(name: String, value: String)] {
    (child("properties")?.all("property") ?? []).map { ($0.child("name")?.text ?? "", $0.child("value")?.text ?? "") }
  }

  /// The settings as they are, by id.
  var settings: [(id: String, value: String)] {
    (child("settings")?.all("setting") ?? []).map { ($0.plain("id") ?? "", $0.text) }
  }
}
