internal import Basics
public import Screen
internal import Yams

/// A theme as a YAML file: `scope: {fg: "#rrggbb", bg: red, bold: true}` for each scope that has a look of its own.
public struct ThemeFile: Sendable {
  public let theme: Theme
  /// What was passed over: scopes, colours and attributes that are none.
  public let problems: [Collection.Problem]

  /// - Parameter name: the theme's name; that of the file without `.yaml`.
  public init(yaml: String, name: String) {
    var decoder = Decoder(file: name + ".yaml")
    do throws(YAMLProblem) {
      theme = Theme(name: name, looks: decoder.looks(try Node.composed(yaml)))
    } catch {
      decoder.report("This is no YAML: \(error.text).", line: error.line)
      theme = Theme(name: name, looks: [:])
    }
    problems = decoder.problems
  }
}

private struct Decoder {
  let file: String
  var problems: [Collection.Problem] = []

  mutating func looks(_ document: Node?) -> [ThemeScope: Theme.Look] {
    var looks: [ThemeScope: Theme.Look] = [:]
    for (key, value) in entries(document) {
      let name = key.scalar?.string ?? ""
      if let scope = ThemeScope(rawValue: name) {
        looks[scope] = look(value)
      } else {
        report("There is no scope `\(name)`.", at: key)
      }
    }
    return looks
  }

  private mutating func look(_ node: Node) -> Theme.Look {
    var look = Theme.Look()
    for (key, value) in entries(node) {
      let text = value.scalar?.string ?? ""
      switch key.scalar?.string ?? "" {
      case "fg": look.foreground = color(text, at: value)
      case "bg": look.background = color(text, at: value)
      case let name: add(name, text, to: &look, at: key)
      }
    }
    return look
  }

  private mutating func color(_ name: String, at node: Node) -> Color? {
    let color = Color(named: name)
    if color == nil {
      report("`\(name)` is no colour: write \"#rrggbb\", 0-255 or a name such as bright-red.", at: node)
    }
    return color
  }

  private mutating func add(_ name: String, _ value: String, to look: inout Theme.Look, at node: Node) {
    guard let attribute = Self.attributes[name], ["true", "false"].contains(value) else {
      return report("`\(name): \(value)` is neither fg, bg nor an attribute that is true or false.", at: node)
    }
    // An attribute that is false takes away what the parent scope has.
    look.attributes = (look.attributes ?? []).union(value == "true" ? attribute : [])
  }

  private mutating func entries(_ node: Node?) -> [(Node, Node)] {
    guard let node else { return [] }
    if let mapping = node.mapping { return mapping.map { ($0.key, $0.value) } }
    report("Here a mapping `name: value` is expected.", at: node)
    return []
  }

  private mutating func report(_ text: String, at node: Node) { report(text, line: node.mark?.line) }

  mutating func report(_ text: String, line: Int?) {
    problems.append(Collection.Problem(severity: .warning, file: file, line: line, text: text.neutralised))
  }

  private static let attributes: [String: Attributes] = [
    "bold": .bold, "dim": .dim, "italic": .italic, "underline": .underline, "reverse": .reverse,
  ]
}
