import Collections
import Foundation
import Screen
import Testing
import Themes

/// Relative luminance, 0 to 1 (WCAG 2.1).
private struct Luminance {
  let value: Double

  init(_ value: Double) { self.value = value }

  /// Nil for the terminal's own colour.
  init?(_ color: Color) {
    switch color {
    case .terminalDefault: return nil
    case .rgb(let red, let green, let blue): self.init(Self.value([red, green, blue]))
    case .palette(let index):
      let standard: [[UInt8]] = [
        [0, 0, 0], [205, 0, 0], [0, 205, 0], [205, 205, 0], [0, 0, 238], [205, 0, 205], [0, 205, 205], [229, 229, 229],
        [127, 127, 127], [255, 0, 0], [0, 255, 0], [255, 255, 0], [92, 92, 255], [255, 0, 255], [0, 255, 255],
        [255, 255, 255],
      ]
      if index < 16 {
        self.init(Self.value(standard[Int(index)]))
        return
      }
      if index >= 232 {
        self.init(Self.value([UInt8](repeating: 8 + 10 * (index - 232), count: 3)))
        return
      }
      let steps: [UInt8] = [0, 95, 135, 175, 215, 255]
      let cube = Int(index) - 16
      self.init(Self.value([steps[cube / 36], steps[cube / 6 % 6], steps[cube % 6]]))
    }
  }

  private static func value(_ parts: [UInt8]) -> Double {
    let linear = parts.map { part in
      let share = Double(part) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }

  func contrast(to other: Luminance) -> Double {
    (max(value, other.value) + 0.05) / (min(value, other.value) + 0.05)
  }
}

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

  @Test(arguments: StandardThemes.names, ColorDepth.allCases)
  func `What is read can be read: its contrast is 3 to 1 at least (WCAG 2.1, 1.4.11), of plain text 4.5 to 1`(
    name: String, depth: ColorDepth
  ) throws {
    // These two are made for more colours.
    if depth == .colors16, ["dark", "light"].contains(name) { return }
    let yaml = String(decoding: try #require(StandardThemes.yaml(named: name)), as: UTF8.self)
    let theme = ThemeFile(yaml: yaml, name: name).theme.reduced(to: depth)
    let (screen, ink) = (Luminance(0), Luminance(0.8))
    // Lines are not read.
    for scope in ThemeScope.allCases where scope != .border {
      let style = theme[scope]
      let ratio = (Luminance(style.foreground) ?? ink).contrast(to: Luminance(style.background) ?? screen)
      #expect(ratio >= (scope == .text ? 4.5 : 3), "\(scope) has \(ratio)")
    }
  }

  @Test(arguments: StandardThemes.names, ColorDepth.allCases)
  func `What is drawn on the status line and in windows can be read there too`(name: String, depth: ColorDepth) throws {
    if depth == .colors16, ["dark", "light"].contains(name) { return }
    let yaml = String(decoding: try #require(StandardThemes.yaml(named: name)), as: UTF8.self)
    let theme = ThemeFile(yaml: yaml, name: name).theme.reduced(to: depth)
    let (screen, ink) = (Luminance(0), Luminance(0.8))
    for base in [ThemeScope.status, .overlay] {
      for scope in [ThemeScope.dim, .strong, .key, .note, .success, .warning, .error] {
        let style = theme.style(scope, over: theme[base])
        let ratio = (Luminance(style.foreground) ?? ink).contrast(to: Luminance(style.background) ?? screen)
        // An error is bold there, and has its mark.
        #expect(ratio >= (scope == .error ? 2.3 : 3), "\(scope) on \(base) has \(ratio)")
      }
    }
  }

  @Test(arguments: StandardThemes.names, ColorDepth.allCases)
  func `A theme has text and background of its own everywhere, or leaves the screen to the terminal`(
    name: String, depth: ColorDepth
  ) throws {
    let yaml = String(decoding: try #require(StandardThemes.yaml(named: name)), as: UTF8.self)
    let theme = ThemeFile(yaml: yaml, name: name).theme.reduced(to: depth)
    guard ["dark", "light", "contrast"].contains(name), depth != .mono else {
      #expect(theme[.text] == .plain)
      return
    }
    for scope in ThemeScope.allCases {
      #expect(theme[scope].foreground != .terminalDefault && theme[scope].background != .terminalDefault)
    }
  }

  @Test func `A theme of one's own may leave the screen to the terminal`() {
    for line in ["text: {}", "text: {fg: default, bg: default}", "dim: {dim: true}"] {
      #expect(ThemeFile(yaml: line, name: "x").theme[.text] == .plain)
    }
  }

  @Test(arguments: [Theme.dark, .sixteen])
  func `A theme that is built in as a value is what its file says`(theme: Theme) throws {
    let yaml = String(decoding: try #require(StandardThemes.yaml(named: theme.name)), as: UTF8.self)
    #expect(ThemeFile(yaml: yaml, name: theme.name).theme == theme)
  }

  @Test func `Where nobody chose a theme, the terminal's colours do, and NO_COLOR takes them all`() {
    #expect(Theme.preset(for: .trueColor, isWithoutColor: false) == .dark)
    #expect(Theme.preset(for: .colors16, isWithoutColor: false) == .sixteen)
    #expect(Theme.preset(for: .mono, isWithoutColor: false) == .mono)
    #expect(Theme.preset(for: .colors256, isWithoutColor: true) == .mono)
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
