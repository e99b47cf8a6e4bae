/// How everything on the screen looks, as a table from scopes to looks.
public struct Theme: Sendable, Hashable {
  /// What a theme says of one scope; what it leaves open comes from the scope's parent.
  public struct Look: Sendable, Hashable {
    public var foreground: Color?
    public var background: Color?
    public var attributes: Attributes?

    public init(foreground: Color? = nil, background: Color? = nil, attributes: Attributes? = nil) {
      self.foreground = foreground
      self.background = background
      self.attributes = attributes
    }
  }

  public let name: String
  /// With what their parents say, except that of `text`, which lies under everything.
  private var looks: [ThemeScope: Look] = [:]

  public init(name: String, looks: [ThemeScope: Look]) {
    self.name = name
    for scope in ThemeScope.allCases {
      var look = looks[scope] ?? Look()
      var ancestor = scope.parent
      while let parent = ancestor, parent != .text {
        look.complete(from: looks[parent] ?? Look())
        ancestor = parent.parent
      }
      self.looks[scope] = look
    }
  }

  /// How the scope looks on the plain background of the screen.
  public subscript(scope: ThemeScope) -> Style {
    let text = style(.text, over: .plain)
    return scope == .text ? text : style(scope, over: text)
  }

  /// How the scope looks on something that has a look already: what it leaves open shines through.
  public func style(_ scope: ThemeScope, over base: Style) -> Style {
    guard let look = looks[scope] else { return base }
    return Style(
      foreground: look.foreground ?? base.foreground, background: look.background ?? base.background,
      attributes: base.attributes.union(look.attributes ?? []))
  }

  /// Only attributes, no colours.
  public static let mono = Theme(
    name: "mono",
    looks: Dictionary(uniqueKeysWithValues: ThemeScope.allCases.map { ($0, Look(attributes: $0.monochrome)) }))

  func mapLooks(_ change: (Look) -> Look) -> Theme {
    var theme = self
    theme.looks = looks.mapValues(change)
    return theme
  }
}

extension Theme.Look {
  fileprivate mutating func complete(from parent: Theme.Look) {
    foreground = foreground ?? parent.foreground
    background = background ?? parent.background
    attributes = attributes ?? parent.attributes
  }
}
