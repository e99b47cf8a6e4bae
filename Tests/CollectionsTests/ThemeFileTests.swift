import Collections
import Screen
import Testing
import Themes

@Suite struct ThemeFileTests {
  @Test(arguments: StandardThemes.names) func `A standard theme is read without a complaint and names every scope`(
    name: String
  ) throws {
    let yaml = String(decoding: try #require(StandardThemes.yaml(named: name)), as: UTF8.self)
    #expect(ThemeFile(yaml: yaml, name: name).problems.isEmpty)
    let named = yaml.split(separator: "\n").compactMap { $0.hasPrefix("#") ? nil : $0.prefix { $0 != ":" } }
    #expect(named.map(String.init).sorted() == ThemeScope.allCases.map(\.rawValue).sorted())
  }

  @Test(arguments: StandardThemes.names, ColorDepth.allCases)
  func `What must stand out does, in every number of colours`(name: String, depth: ColorDepth) throws {
    let yaml = String(decoding: try #require(StandardThemes.yaml(named: name)), as: UTF8.self)
    let theme = ThemeFile(yaml: yaml, name: name).theme.reduced(to: depth)
    let pairs: [(ThemeScope, ThemeScope)] = [
      (.selection, .text), (.selectionUnfocused, .text), (.borderFocused, .border), (.tabActive, .tab), (.error, .text),
      (.match, .text), (.matchCurrent, .match), (.xmlTag, .xmlText), (.xmlComment, .xmlText), (.problem, .xmlText),
      (.ladderFailed, .ladderPassed), (.certificateRefused, .certificateAccepted), (.fieldFocused, .field),
      (.statusMode, .status),
    ]
    for (one, other) in pairs { #expect(theme[one] != theme[other], "\(one) looks like \(other)") }
    for scope in ThemeScope.allCases {
      #expect(theme[scope].foreground != theme[scope].background || theme[scope].foreground == .terminalDefault)
    }
  }

  @Test func `The theme that is built in as a value is what its file says`() throws {
    let yaml = String(decoding: try #require(StandardThemes.yaml(named: "dark")), as: UTF8.self)
    #expect(ThemeFile(yaml: yaml, name: "dark").theme == Theme.dark)
  }

  @Test func `Colours, attributes and their inheritance are read`() {
    let file = ThemeFile(yaml: "error: {fg: '#0aF0ff', bold: true}\nladder.failed: {bg: 7, bold: false}\n", name: "x")
    #expect(file.problems.isEmpty)
    #expect(file.theme[.error] == Style(foreground: .rgb(10, 240, 255), attributes: .bold))
    #expect(file.theme[.ladderFailed] == Style(foreground: .rgb(10, 240, 255), background: .palette(7)))
  }

  @Test(arguments: [
    ("eror: {fg: red}", 1, "`eror`"), ("text: {}\nerror: {fg: redd}", 2, "`redd`"),
    ("error: {blink: true}", 1, "`blink"),
    ("error: red", 1, "mapping"), ("- a", 1, "mapping"),
  ])
  func `A mistake is told with its line, and the rest is used`(yaml: String, line: Int, part: String) {
    let problems = ThemeFile(yaml: yaml + "\n", name: "mine").problems
    #expect(problems.map(\.line) == [line])
    #expect(problems.map(\.file) == ["mine.yaml"])
    #expect(problems.allSatisfy { $0.text.contains(part) })
  }

  @Test(arguments: ["{", "a: [", "\u{7}", ""]) func `What is no YAML gives the plain theme`(yaml: String) {
    #expect(ThemeFile(yaml: yaml, name: "x").theme[.error] == .plain)
  }
}
