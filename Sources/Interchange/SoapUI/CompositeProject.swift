internal import XML

/// The files of a composite project put together as one, as the single file would have it.
enum CompositeProject {
  struct Part {
    var path: String
    var root: XMLElement

    var folder: Substring { path[..<(path.lastIndex(of: "/") ?? path.startIndex)] }
  }

  /// The project that the parts make. Suites hold the cases of their folder, cases the steps of theirs.
  static func assembled(_ parts: [Part]) -> XMLElement {
    var project =
      parts.first { $0.root.name == .soapUI("soapui-project") }?.root ?? XMLElement(name: .soapUI("soapui-project"))
    for part in parts {
      switch part.root.name {
      case .soapUI("soapui-project"): break
      case .soapUI("testSuite"):
        var suite = part.root
        add(parts, "testCase", below: part.folder, to: &suite)
        project.children.append(.element(suite))
      case .soapUI("testCase"), .soapUI("testStep"): break
      default:
        if part.root.name.namespace == XMLName.soapUINamespace { project.children.append(.element(part.root)) }
      }
    }
    return project
  }

  private static func add(_ parts: [Part], _ name: String, below folder: Substring, to owner: inout XMLElement) {
    for part in parts where part.root.name == .soapUI(name) {
      let isBelow = part.folder == folder || (part.folder.hasPrefix(folder + "/"))
      guard isBelow, !folder.isEmpty || !part.folder.contains("/") else { continue }
      var child = part.root
      if name == "testCase", part.folder != folder { add(parts, "testStep", below: part.folder, to: &child) }
      owner.children.append(.element(child))
    }
  }
}
