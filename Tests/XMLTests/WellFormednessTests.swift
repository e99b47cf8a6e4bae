import Basics
import Testing
import XML

@Suite struct WellFormednessTests {
  private func problem(_ text: String, limits: XMLLimits = XMLLimits()) -> XMLProblem? {
    WellFormedness.check(Array(text.utf8), limits: limits)
  }

  @Test(arguments: [
    "<a/>", "<?xml version='1.0'?>\n<a><!-- c --><?p d?><![CDATA[<]]>&amp;&#65;</a>", "\u{FEFF}<a>ä</a>",
  ])
  func `Well-formed XML has no problem`(text: String) {
    #expect(problem(text) == nil)
  }

  @Test func `The first error is told with its place`() {
    let found = problem("<a>\n  <b>\n  </c>\n</a>")
    #expect(found?.code == "xml-not-well-formed")
    #expect(found?.position?.line == 3)
    #expect(found?.summary.contains("b") == true)
  }

  @Test(arguments: [
    "<a", "<a>", "<a></b>", "a", "<a/><b/>", "<a>&foo;</a>", "<p:a/>", "<a b='1' b='2'/>",
    "\n<?xml version='1.0'?><a/>",
  ])
  func `What is not well-formed is refused`(text: String) {
    let found = problem(text)
    #expect(found?.code == "xml-not-well-formed")
    #expect(found?.remedy.isEmpty == false)
  }

  @Test func `An empty text says so`() { #expect(problem("")?.code == "xml-empty") }

  @Test(arguments: [
    "<!DOCTYPE a><a/>", "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
    "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
    "<!DOCTYPE a [<!ENTITY % x '<!ENTITY &#37; y \"%x;%x;\">'> %x; %y;]><a/>",
  ])
  func `A document type is refused before anything in it is read`(text: String) {
    #expect(problem(text)?.code == "xml-dtd")
  }

  @Test func `Depth, size and attributes have their limits`() {
    let deep = String(repeating: "<a>", count: 300) + String(repeating: "</a>", count: 300)
    #expect(problem(deep)?.code == "xml-too-deep")
    #expect(problem(deep, limits: XMLLimits(depth: 300)) == nil)
    #expect(problem("<abc/>", limits: XMLLimits(bytes: 5))?.code == "xml-too-large")
    let wide = "<a " + (0..<30_000).map { "a\($0)='>'" }.joined(separator: " ") + "/>"
    #expect(problem(wide)?.code == "xml-too-many-attributes")
    let scoped = (0..<50).map { level in
      "<a " + (0..<100).map { "xmlns:p\(level)x\($0)='u'" }.joined(separator: " ") + ">"
    }
    #expect(problem(scoped.joined())?.code == "xml-too-many-namespaces")
    let names = "<a>" + (0..<500).map { "<a\($0)/>" }.joined() + "</a>"
    #expect(problem(names, limits: XMLLimits(distinctNames: 400))?.code == "xml-too-many-names")
    #expect(problem(names, limits: XMLLimits(distinctNames: 600)) == nil)
  }

  /// What looks like the beginning of a quote hides no tag behind it.
  @Test(arguments: [
    "<a><!--<x '-->", "<a><![CDATA[<x \"]]>", "<a><?p <x '?>", "<a>'\"", "<a><!--'-->",
  ])
  func `Attributes are counted whatever stands before their tag`(start: String) {
    let tag = "<b " + (0..<3000).map { "a\($0)=''" }.joined(separator: " ") + "/>"
    #expect(problem(start + tag + "</a>")?.code == "xml-too-many-attributes")
  }

  @Test func `What only looks like attributes is not counted`() {
    let many = String(repeating: " a='1'", count: 3000)
    #expect(problem("<a><!--<x\(many)--><![CDATA[<x\(many)]]><?p <x\(many)?>\(many)</a>") == nil)
  }

  /// UTF-7 writes `=` as `+AD0-`.
  @Test func `Attributes are counted in an encoding that hides them`() {
    let tag = "<b " + (0..<3000).map { "a\($0)+AD0-''" }.joined(separator: " ") + "/>"
    #expect(problem("<?xml version='1.0' encoding='UTF-7'?>" + tag)?.code == "xml-too-many-attributes")
  }

  @Test func `A text node of twelve megabytes is fine`() {
    #expect(problem("<a>" + String(repeating: "QUJD", count: 3_000_000) + "</a>") == nil)
  }

  @Test func `UTF-16 is read too`() {
    let units = "<a>ä</a>".utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    #expect(WellFormedness.check([0xFF, 0xFE] + units) == nil)
  }

  @Test func `Many threads check at once without disturbing each other`() async {
    await withTaskGroup(of: Bool.self) { group in
      for index in 0..<64 {
        group.addTask {
          let text = index % 2 == 0 ? "<a>\n\n<b></a>" : "<a/>"
          return (WellFormedness.check(Array(text.utf8))?.position?.line == 3) == (index % 2 == 0)
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }

  @Test func `Random bytes never crash the parser`() {
    var random = SplitMix(state: 7)
    let alphabet = Array("<>/!?[]&;:='\" aä\u{0}\n-xmlDOCTYPE".utf8)
    var problems = 0
    for _ in 0..<2_000 {
      let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in alphabet.randomElement(using: &random)! }
      if WellFormedness.check(bytes) != nil { problems += 1 }
    }
    #expect(problems > 1_900)
  }
}

/// A generator with a seed, so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
