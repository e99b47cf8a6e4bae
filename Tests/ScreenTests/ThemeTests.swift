import Testing

@testable import Screen

@Suite struct ThemeTests {
  @Test func `What a scope leaves open comes from its parents`() {
    let theme = Theme(
      name: "t",
      looks: [
        .text: .init(background: .palette(1)), .dim: .init(foreground: .palette(2), attributes: .dim),
        .lineNumberCurrent: .init(attributes: .bold),
      ])
    #expect(theme[.lineNumberCurrent] == Style(foreground: .palette(2), background: .palette(1), attributes: .bold))
    #expect(theme[.xmlTag] == Style(background: .palette(1)))
  }

  @Test func `A look over another leaves what it does not say`() {
    let theme = Theme(
      name: "t", looks: [.text: .init(foreground: .palette(9)), .selection: .init(background: .palette(4))])
    let tag = Style(foreground: .palette(3), attributes: .bold)
    #expect(
      theme.style(.selection, over: tag) == Style(foreground: .palette(3), background: .palette(4), attributes: .bold))
  }

  @Test(arguments: [
    (Color.rgb(255, 0, 0), ColorDepth.colors256, Color.palette(196)), (.rgb(8, 8, 8), .colors256, .palette(232)),
    (.rgb(0x87, 0xAF, 0xD7), .colors256, .palette(110)), (.rgb(232, 116, 125), .colors16, .palette(9)),
    (.rgb(31, 95, 174), .colors16, .palette(4)), (.rgb(60, 66, 80), .colors16, .palette(8)),
    (.palette(196), .colors16, .palette(9)), (.palette(12), .colors16, .palette(12)),
    (.palette(250), .colors256, .palette(250)), (.rgb(1, 2, 3), .mono, .terminalDefault),
    (.rgb(1, 2, 3), .trueColor, .rgb(1, 2, 3)), (.terminalDefault, .colors16, .terminalDefault),
  ])
  func `A colour becomes the nearest that the terminal has`(color: Color, depth: ColorDepth, nearest: Color) {
    #expect(color.reduced(to: depth) == nearest)
  }

  @Test func `Without colours, attributes tell apart what must be told apart`() {
    let mono = Theme(name: "t", looks: [.error: .init(foreground: .palette(1))]).reduced(to: .mono)
    #expect(ThemeScope.allCases.allSatisfy { mono[$0].foreground == .terminalDefault })
    #expect(mono[.selection].attributes.contains(.reverse))
    #expect(mono[.error] != mono[.text])
  }

  @Test(arguments: ThemeScope.allCases) func `Every scope has a sentence, and parents that end at text`(
    scope: ThemeScope
  ) {
    #expect(scope.summary.hasSuffix("."))
    var seen: [ThemeScope] = [scope]
    while let parent = seen.last?.parent, seen.count < 9 { seen.append(parent) }
    #expect(seen.last == .text)
  }

  @Test(arguments: ["#12345", "#+12345", "#gggggg", "256", "-1", "redd", "", "bright-"])
  func `What is no colour is none`(name: String) { #expect(Color(named: name) == nil) }
}
