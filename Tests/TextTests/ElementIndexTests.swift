import Testing

@testable import Text

@Suite struct ElementIndexTests {
  private func walk(_ text: String) -> (ElementIndex, [UInt8]) { (ElementIndex(Array(text.utf8)), Array(text.utf8)) }

  private static let sample =
    "<?x?><s:E xmlns:s='u'><s:B><!--<no/>--><A k='>'>1</A><B/><A> 2 <i/></A><![CDATA[<c>]]></s:B></s:E>"

  @Test func `siblings, parents and children are those of the tree`() {
    let (index, bytes) = walk(Self.sample)
    let names = (0..<index.count).map { index.name(of: $0, in: bytes) }
    #expect(names == ["s:E", "s:B", "A", "B", "A", "i"])
    #expect((0..<6).map { index.parent(of: $0) } == [nil, 0, 1, 1, 1, 4])
    #expect((0..<6).map { index.nextSibling(of: $0) } == [nil, nil, 3, 4, nil, nil])
    #expect((0..<6).map { index.previousSibling(of: $0) } == [nil, nil, nil, 2, 3, nil])
    #expect((0..<6).map { index.firstChild(of: $0) } == [1, 2, nil, nil, 5, nil])
    #expect(index.first(from: 0) == 0 && index.first(from: bytes.count) == nil)
  }

  @Test func `a path has ordinals where they are needed, and local names where the namespace has no prefix`() {
    let (index, bytes) = walk(Self.sample)
    #expect(
      (0..<6).map { index.path(of: $0, in: bytes) } == [
        "/s:E", "/s:E/s:B", "/s:E/s:B/A[1]", "/s:E/s:B/B", "/s:E/s:B/A[2]", "/s:E/s:B/A[2]/i",
      ])
    let (other, text) = walk("<s:E><B xmlns=\"u\"><C/><n:D/><E xmlns=''/></B><B/></s:E>")
    #expect(
      (1..<6).map { other.path(of: $0, in: text) } == [
        "/s:E/*[local-name()='B'][1]", "/s:E/*[local-name()='B'][1]/*[local-name()='C']",
        "/s:E/*[local-name()='B'][1]/n:D", "/s:E/*[local-name()='B'][1]/E", "/s:E/B[2]",
      ])
  }

  @Test func `the text of an element is that of one which holds nothing else`() {
    let (index, bytes) = walk("<a><b>one &amp; two</b><c/><d>x<e/></d></a>")
    #expect((0..<5).map { index.text(of: $0, in: bytes) } == [nil, "one &amp; two", "", nil, ""])
  }

  @Test(arguments: [
    "", "<", "<a", "<a>", "</a>", "<a><b></a></b>", "<a><b><c></a>x", "<a></a><b>", "<!-- <a>", "a<b>c", "<a\u{0}>",
  ])
  func `what is not well-formed is walked as far as it goes`(text: String) {
    let (index, bytes) = walk(text)
    for element in 0..<index.count {
      #expect(index.range(of: element).upperBound <= bytes.count)
      #expect(index.path(of: element, in: bytes).hasPrefix("/"))
      for next in [index.nextSibling(of: element), index.previousSibling(of: element), index.firstChild(of: element)] {
        #expect(next.map { $0 != element && (0..<index.count).contains($0) } ?? true)
      }
    }
    #expect(index.path(of: 99, in: bytes).hasPrefix("/") && index.parent(of: 99) == nil)
  }
}
