import Testing
import Text

@testable import Screen

@Suite struct DocumentViewTests {
  private let size = Size(columns: 24, rows: 4)

  @Test func `An answer is laid out with line numbers`() {
    let view = view("<a><b>1</b></a>")
    #expect(text(view) == " 1 <a>\n 2   <b>1</b>\n 3 </a>\n")
  }

  @Test func `Long lines go on below, or to the right`() {
    var view = view("abcdefghijklmnopqrstuvwxyz\nshort")
    #expect(text(view) == " 1 abcdefghijklmnopqrstu\n   vwxyz\n 2 short\n")
    view.wraps = false
    #expect(text(view) == " 1 abcdefghijklmnopqrst…\n 2 short\n\n")
    view.scroll.leftColumn = 8
    #expect(text(view) == " 1 ijklmnopqrstuvwxyz\n 2\n\n")
  }

  @Test func `A wide character is not cut by the edge`() {
    #expect(text(view("x" + String(repeating: "日", count: 12))).hasPrefix(" 1 x日日日日日日日日日日\n   日日\n"))
  }

  @Test func `Scrolling passes every piece, and stops where the end stands at the bottom`() {
    var view = view((1...9).map { String(repeating: "\($0)", count: 30) }.joined(separator: "\n"))
    var rows: [String] = []
    for _ in 0..<20 {
      rows.append(String(text(view).prefix { $0 != "\n" }))
      view.scroll = view.scrolled(by: 1, in: size)
    }
    #expect(rows[2] == " 2 222222222222222222222")
    #expect(rows[3] == "   222222222")
    #expect(view.scroll == view.scrollToEnd(in: size))
    #expect(text(view).hasSuffix("   999999999"))
    view.scroll = view.scrolled(by: -3, in: size)
    #expect(view.scroll == DocumentScroll(row: 5, piece: 1))
    #expect(view.scrolled(by: -100, in: size) == DocumentScroll())
  }

  @Test func `A found place is brought into sight and marked across a wrapped edge`() {
    let filler = String(repeating: "x\n", count: 50)
    var view = view(filler + String(repeating: "y", count: 19) + "needle" + "\n" + filler)
    view.pattern = SearchPattern("needle")
    let match = filler.utf8.count + 19..<filler.utf8.count + 25
    view.currentMatch = match
    view.scroll = view.scroll(toShow: match, in: size)
    #expect(text(view) == " 50 x\n 51 yyyyyyyyyyyyyyyyyyyn\n    eedle\n 52 x")
    let frame = frame(view)
    let marked = frame.cells.filter { $0.style.attributes.contains(.reverse) }
    #expect(String(String.UnicodeScalarView(marked.map(\.scalar))) == "needle")
    #expect(view.scroll(toShow: match, in: size) == view.scroll)
  }

  @Test func `The end of one line of a megabyte is reached without reading it`() {
    var view = view(String(repeating: "0123456789", count: 100_000))
    view.scroll = view.scrollToEnd(in: size)
    #expect(text(view).split(separator: "\n").count == 4)
    #expect(text(view).hasSuffix("9"))
  }

  private func view(_ text: String) -> DocumentView {
    DocumentView(TextDocument(Array(text.utf8)), scroll: DocumentScroll())
  }

  private func frame(_ view: DocumentView) -> Frame {
    var canvas = Canvas(size: size)
    view.draw(on: &canvas, in: canvas.bounds, theme: .mono)
    return canvas.frame
  }

  private func text(_ view: DocumentView) -> String { frame(view).text }
}
