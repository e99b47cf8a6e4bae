import Testing
import Text

@Suite struct XMLPlaceTests {
  /// Of the place at `|`, with what has been typed there.
  private func place(_ text: String) -> (place: XMLPlace, typed: String)? {
    let parts = text.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    let bytes = Array(parts.joined().utf8)
    return XMLPlace(at: parts[0].utf8.count, in: bytes).map { ($0, String(decoding: bytes[$0.typed], as: UTF8.self)) }
  }

  private func way(_ place: XMLPlace) -> [String] { place.around.map(\.name) }

  @Test func `Between tags, with what stands before and behind`() throws {
    let (place, typed) = try #require(self.place("<a><b/><c>t</c> |<d/><e><f/></e></a>"))
    #expect(place.kind == .content && typed.isEmpty)
    #expect(way(place) == ["a"] && place.around[0].children == ["b", "c"] && place.following == ["d", "e"])
    #expect(try #require(self.place("<a> wo|rd</a>")).typed == "word")
    #expect(try #require(self.place("<a>two wo|</a>")).typed == "")
  }

  @Test func `In the name of a tag that ends, and of one that does not`() throws {
    var (place, typed) = try #require(self.place("<a><b|c x='1'></bc></a>"))
    #expect(place.kind == .elementName(isInWholeTag: true) && typed == "bc" && way(place) == ["a"])
    (place, typed) = try #require(self.place("<a><p:b|\n<c/></a>"))
    #expect(place.kind == .elementName(isInWholeTag: false) && typed == "p:b" && place.following == ["c"])
    (place, typed) = try #require(self.place("<a><|<c/></a>"))
    #expect(place.kind == .elementName(isInWholeTag: false) && typed.isEmpty)
    (place, typed) = try #require(self.place("<a><b></b|</a>"))
    #expect(place.kind == .endTag && typed == "b" && way(place) == ["a", "b"])
  }

  @Test func `In a tag behind its name, and in values`() throws {
    var (place, typed) = try #require(self.place("<a xmlns='u' |/>"))
    #expect(place.kind == .attributeName && typed.isEmpty && place.around.last?.attributes.map(\.name) == ["xmlns"])
    (place, typed) = try #require(self.place("<a b='1' cd|>"))
    #expect(place.kind == .attributeName && typed == "cd")
    (place, typed) = try #require(self.place("<a b=\"o|ld\" c='2'>"))
    #expect(place.kind == .attributeValue(of: "b") && typed == "old")
    (place, typed) = try #require(self.place("<a b='x|"))
    #expect(place.kind == .attributeValue(of: "b") && typed == "x")
    #expect(place.around.last?.name == "a")
  }

  @Test func `Nothing is known in comments, sections and instructions`() {
    for text in ["<!-- | -->", "<a><![CDATA[|]]></a>", "<?x |?>", "<a><!-- <b| "] { #expect(place(text) == nil) }
  }

  @Test(.timeLimit(.minutes(1))) func `A text without its end tags takes no square of time`() throws {
    let text = Array((String(repeating: "<a>", count: 50_000) + String(repeating: "</b>", count: 50_000)).utf8)
    #expect(try #require(XMLPlace(at: text.count, in: text)).around.count == 50_000)
  }

  // MARK: While a text is edited

  @Test func `Edits anywhere leave a finder with the places that a fresh look finds`() {
    var generator = SeededGenerator(seed: 7)
    func below(_ count: Int) -> Int { Int.random(in: 0..<max(1, count), using: &generator) }
    let pieces = [
      "<a x='1'>", "</a>", "<b/>", "text", "<", ">", "<!-- n -->", "<!--", "\n", "<c>", "</c>", "<![CDATA[<]]>", "'",
    ]
    var text = Rope(Array(String(repeating: "<r><a y=\"2\">t</a> <b/></r>\n", count: 700).utf8))
    var finder = XMLPlaceFinder()
    for _ in 0..<300 {
      let offset = below(text.byteCount + 1)
      let end = min(text.byteCount, offset + below(4) * below(12))
      text.replace(offset..<end, with: Array(pieces[below(pieces.count)].utf8))
      for _ in 0..<3 {
        let place = below(text.byteCount + 1)
        let found = finder.place(at: place, in: text)
        #expect("\(String(describing: found))" == "\(String(describing: XMLPlace(at: place, in: text.bytes)))")
      }
    }
  }

  @Test func `At the end of a long text only what is near the place is gone through again`() {
    let record = "  <r><a>1</a><b y='2'/>some text</r>\n"
    var text = Rope(Array(("<all>\n" + String(repeating: record, count: 60_000)).utf8))
    var finder = XMLPlaceFinder()
    #expect(finder.place(at: text.byteCount, in: text)?.around.count == 1)
    #expect(finder.scannedByteCount == text.byteCount)
    for letter in "<r><a>12</a" {
      text.replace(text.byteCount..<text.byteCount, with: Array(String(letter).utf8))
      let place = finder.place(at: text.byteCount, in: text)
      #expect(place?.around.first?.name == "all" && finder.scannedByteCount < 64 << 10)
    }
    _ = finder.place(at: 100, in: text)
    #expect(finder.scannedByteCount == 100)
    #expect(finder.place(at: text.byteCount, in: text)?.around.map(\.name) == ["all", "r", "a"])
    #expect(finder.scannedByteCount < 64 << 10, "what is behind an earlier place is not forgotten")
  }

  @Test func `Once gone through, a long text is not gone through again wherever the place is`() {
    let record = "  <r><a>1</a><b y='2'/>some text</r>\n"
    var text = Rope(Array(("<all>\n" + String(repeating: record, count: 60_000)).utf8))
    var finder = XMLPlaceFinder()
    _ = finder.place(at: text.byteCount, in: text)
    for place in [1_000_000, 200_000, 2_000_000, 5_000, 1_500_000] {
      let found = finder.place(at: place, in: text)
      #expect(found?.around.first?.name == "all" && finder.scannedByteCount <= 129 << 10, "\(place)")
    }
    text.replace(1_000_000..<1_000_000, with: Array("<new>".utf8))
    _ = finder.place(at: 900_000, in: text)
    #expect(finder.scannedByteCount <= 129 << 10, "what stands before a change is known still")
  }

  @Test func `Of a long run of one name, no more is kept than decides what follows`() throws {
    let text = Array(("<all><x/>" + String(repeating: "<a/>", count: 5_000) + "<b/><a/>").utf8)
    let children = try #require(XMLPlace(at: text.count, in: text)?.around.last?.children)
    #expect(children == ["x"] + Array(repeating: "a", count: 400) + ["b", "a"])
  }

  @Test func `Any cut of any text has a place or none, and what was typed lies in the text`() {
    let text = Array("<?x?><a x='1'><b y=\"é\">t &amp; <c/></b><!-- n --><![CDATA[<]]></a> <d".utf8)
    for end in 0...text.count {
      for offset in 0...end {
        let cut = Array(text[..<end])
        guard let place = XMLPlace(at: offset, in: cut) else { continue }
        #expect(place.typed.lowerBound >= 0 && place.typed.upperBound <= cut.count)
        #expect(place.typed.contains(offset) || place.typed.upperBound == offset)
      }
    }
  }
}
