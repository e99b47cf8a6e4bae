import Basics
import Collections
import Screen
import Testing
import Text

@testable import Workbench

@Suite("Editing the envelope")
struct EnvelopeTests {
  private func session(_ envelope: String) -> Session {
    var stored = StoredRequest.sample("Edited")
    stored.envelope = Array(envelope.utf8)
    var session = Session(Collection(folder: "/collection", name: "partner-a", items: [.request(stored)]))
    session.press("2")
    return session
  }

  private func text(_ session: Session) -> String {
    String(decoding: session.model.current?.editor.text.bytes ?? [], as: UTF8.self)
  }

  private func command(_ line: String, _ session: inout Session) {
    session.press(":")
    session.type(line)
    session.press("Enter")
  }

  @Test(
    "each command changes the text by its letter, by its name, and by its key while typing",
    arguments: [
      ("#", "comment", "i M-c", "<!-- <a>\n  <b/>\n</a> -->"), ("J", "move-line-down", "i M-Down", "  <b/>\n<a>\n</a>"),
      ("D", "duplicate-line", "i C-d", "<a>\n<a>\n  <b/>\n</a>"), ("&", "join-lines", "i M-j", "<a><b/>\n</a>"),
      ("X", "delete-line", "i C-y", "  <b/>\n</a>"), (";", "delete-to-line-end", "i C-k", "\n  <b/>\n</a>"),
      ("d", "cut", "i C-x", "  <b/>\n</a>"), ("-", "minimise", "i M-- C-p", "<a><b/></a>"),
      ("Y P", "copy-selection", "i C-c C-v", "<a>\n<a>\n  <b/>\n</a>"),
    ])
  func commands(letter: String, name: String, typing: String, after: String) {
    let envelope = "<a>\n  <b/>\n</a>"
    var first = session(envelope)
    first.press(letter)
    #expect(text(first) == after)
    var second = session(envelope)
    command(name, &second)
    if letter.contains("P") { command("paste", &second) }
    #expect(text(second) == after)
    if typing.contains("C-p") { return }
    var third = session(envelope)
    third.press(typing)
    #expect(text(third) == after)
    #expect(first.effects.contains { if case .save = $0 { true } else { letter == "Y" } }, "saved at once")
  }

  @Test("what a command cannot do it says, with what to do")
  func refusals() {
    var session = session("<a/>\n")
    session.press("K")
    #expect(session.shows("The lines are at the end of the text already."))
    session.press("%")
    #expect(session.shows("The tag `a` has no partner."))
    session.press("u")
    #expect(session.shows("There is nothing to undo."))
    session.press("P")
    #expect(session.shows("Nothing was copied here yet"))
    command("rename-element 1x", &session)
    #expect(session.shows("`1x` cannot be the name of an element."))
    command("go-to-line x", &session)
    #expect(session.shows("\"x\" is no line"))
    var empty = Session(.empty)
    for name in ["join-lines", "replace", "undo-tree", "minimise"] {
      command(name, &empty)
      #expect(empty.shows("No request is open"))
      empty.press("Esc")
    }
  }

  @Test("a command from elsewhere goes to the envelope first")
  func fromElsewhere() {
    var session = session("<a>\n</a>")
    session.press("]")
    command("join-lines", &session)
    #expect(text(session) == "<a></a>" && session.model.current?.tab == .envelope)
  }

  @Test("a line is gone to by its number")
  func lines() {
    var session = session("a\nb\n  c")
    command("3", &session)
    #expect(session.model.current?.editor.selection == Selection(at: 6))
    session.press("L")
    session.type("2")
    session.press("Enter")
    #expect(session.model.current?.editor.selection == Selection(at: 2))
    command("99", &session)
    #expect(session.shows("The envelope has 3 lines."))
  }

  @Test("every text is in the list with its age, also what was undone and typed over")
  func undoTree() {
    var session = session("<a/>")
    session.press("i")
    session.type("one")
    session.press("C-_")
    session.send(.tick(now: Timestamp(secondsSinceEpoch: Timestamp.midday.secondsSinceEpoch + 130), milliseconds: 0))
    session.type("two")
    session.press("Esc T")
    #expect(session.line(with: "● 2  0 s ago")?.contains("from 0") == true)
    #expect(session.line(with: "· 1  2 min ago")?.contains("\"one\"") == true)
    #expect(session.shows("as it was opened"))
    session.press("j Enter")
    #expect(text(session) == "one<a/>")
    session.press(".")
    #expect(text(session) == "two<a/>")
    session.press(", ,")
    #expect(text(session) == "<a/>")
  }

  @Test("a search tells which match of how many it is on, and can be told to be exact")
  func find() {
    var session = session("id ID ids")
    session.press("/")
    session.type("id")
    #expect(session.shows("3 matches"))
    session.press("M-w")
    #expect(session.shows("[word]") && session.shows("2 matches"))
    session.press("M-c")
    #expect(session.shows("1 match"))
    session.press("M-c M-w M-r")
    session.type("s?$")
    #expect(session.shows("1 match"))
    session.press("Enter")
    #expect(session.shows("Match 1 of 1."))
    #expect(session.model.current?.editor.selection == Selection(anchor: 6, head: 9))
    session.press("/")
    session.type("(")
    #expect(session.shows("`(` at place 1 of the pattern is not closed."))
    session.press("Enter")
    #expect(session.shows("is not closed"))
    #expect(session.model.current?.editor.selection == Selection(anchor: 6, head: 9))
  }

  @Test("a pattern that would take for ever is given up, and that is said")
  func costly() {
    var session = session(String(repeating: "a", count: 300_000))
    session.press("* /")
    session.paste("a[^z]*z|a")
    #expect(session.shows("or more matches"))
  }

  @Test("matches are replaced one by one after a question, or all in one step")
  func replace() {
    var session = session("a b a b a")
    session.press("R")
    session.type("a")
    session.press("Enter")
    session.type("aa")
    session.press("Enter")
    #expect(session.shows("Replace this one?") && session.shows("all 3"))
    session.press("y n y")
    #expect(text(session) == "aa b a b aa")
    session.press("Esc u u")
    #expect(text(session) == "a b a b a")
    session.press("R C-u")
    session.type("a")
    session.press("Enter")
    session.type("x")
    session.press("Enter a")
    #expect(text(session) == "x b x b x" && session.shows("Replaced 3"))
    session.press("u")
    #expect(text(session) == "a b a b a")
  }

  @Test("captured text is put into the replacement")
  func captures() {
    var session = session("<a x=\"1\"/>")
    session.press("* R")
    session.type("(\\w)=\"(\\d)\"")
    session.press("Enter")
    session.type("$2=\"$1\"")
    session.press("Enter a")
    #expect(text(session) == "<a 1=\"x\"/>")
  }

  @Test(
    "lines are substituted as vim does",
    arguments: [
      ("s/a/x/", "x a\na"), ("s/a/x/g", "x x\na"), ("%s/a/x/", "x a\nx"), ("%s/a/x/g", "x x\nx"),
      ("%s#A#/#gi", "/ /\n/"), ("%s/A/x/g", "a a\na"), ("replace /a/x/g", "x x\nx"), ("%s/a\\/*/x\\//", "x/ a\nx/"),
    ])
  func substitute(line: String, after: String) {
    var session = session("a a\na")
    command(line, &session)
    #expect(text(session) == after)
    if after != "a a\na" { session.press("u") } else { #expect(session.shows("Not found.")) }
    #expect(text(session) == "a a\na")
  }

  @Test("errors are gone through one after the other, each with its message")
  func errors() {
    var session = session("<a>\n<b>\n</a>\n</c>")
    session.press("}")
    #expect(session.shows("Error 1 of 2: The element `b` is not closed."))
    #expect(session.model.current?.editor.cursor.line == 1)
    session.press("}")
    #expect(session.shows("Error 2 of 2: The end tag `c` closes nothing."))
    session.press("}")
    #expect(session.shows("Error 1 of 2"))
    session.press("{")
    #expect(session.shows("Error 2 of 2"))
    var whole = self.session("<a/>")
    whole.press("}")
    #expect(whole.shows("No error is seen in this envelope."))
  }

  @Test("end tags come by themselves, or no longer when that is switched off")
  func closeTags() {
    var session = session("")
    session.press("i")
    session.type("<a><b>x")
    session.press("Esc")
    #expect(text(session) == "<a><b>x</b></a>")
    session.press("| X i")
    session.type("<a><b>x</b></a>")
    #expect(text(session) == "<a><b>x</b></a>")
  }

  @Test("a name is given to both tags by a prompt that holds the old one")
  func rename() {
    var session = session("<soap:a>x</soap:a>")
    session.press("r")
    #expect(session.shows("of the element `soap:a`"))
    session.type("b")
    session.press("Enter")
    #expect(text(session) == "<soap:ab>x</soap:ab>")
  }

  @Test("what terminals would not take stays inside, and that is said")
  func clipboard() {
    var session = session(String(repeating: "x", count: Model.clipboardLimit + 1))
    session.press("Y")
    #expect(!session.effects.contains { if case .copyToClipboard = $0 { true } else { false } })
    #expect(session.shows("bytes are more than terminals take"))
    session.press("M d")
    #expect(text(session) == "")
    session.press("P")
    #expect(text(session).utf8.count == Model.clipboardLimit + 1)
  }

  @Test("Space folds an element and opens it, z and Z all of them")
  func folding() {
    var session = session("<a>\n  <b>\n    <c/>\n  </b>\n</a>\n")
    session.press("j Space")
    #expect(session.shows("<b> … 2 lines") && !session.shows("<c/>"))
    session.press("j")
    #expect(session.model.current?.editor.cursor.line == 4)
    session.press("k Space")
    #expect(session.shows("<c/>"))
    session.press("z")
    #expect(!session.shows("<c/>"))
    session.press("Z")
    #expect(session.shows("<c/>"))
    session.press("G Space")
    #expect(session.shows("The cursor is in no element that is closed."))
  }

  @Test("a double click selects the word, a triple click the line, dragging from where it began")
  func mouse() {
    var session = session("<one two='3'/>\n<x/>")
    session.click("two=")
    session.click("two=")
    #expect(session.model.current?.editor.selection == Selection(anchor: 5, head: 8))
    session.click("two=")
    #expect(session.model.current?.editor.selection == Selection(anchor: 0, head: 15))
    session.send(.tick(now: .midday, milliseconds: 1_000))
    session.click("two=")
    #expect(session.model.current?.editor.selection == Selection(at: 5))
    if let place = session.position(of: "'3'") {
      session.send(.input(.mouse(MouseEvent(action: .drag, button: .left, position: place))))
    }
    #expect(session.model.current?.editor.selection == Selection(anchor: 5, head: 9))
  }

  @Test("a long line is wrapped on request, and the arrows go by its rows")
  func wrapping() {
    var session = session("<a>" + String(repeating: "0123456789", count: 40) + "END</a>\nlast")
    #expect(!session.shows("END"))
    session.press("W")
    #expect(session.shows("END") && session.shows("last"))
    session.press("j")
    let head = session.model.current?.editor.selection.head ?? 0
    #expect((60...110).contains(head))
    session.press("j j j j j j j")
    #expect(session.model.current?.editor.cursor.line == 1)
    session.click("END")
    #expect(session.model.current?.editor.selection.head == 403)
    session.press("W")
    #expect(session.shows("beyond the edge"))
  }
}
