import Basics
import Collections
import Screen
import Testing
import Text

@testable import Workbench

/// The Vim keymap at work. What each key does to a text is `VimPeerTests`' affair.
@Suite("The Vim keymap")
struct VimTests {
  /// On the envelope of `GetOrders`, in normal mode.
  private func session(_ text: String? = nil, columns: Int = 100, rows: Int = 30) -> Session {
    var session = Session(columns: columns, rows: rows)
    session.model.keymap = .vim
    session.press("2")
    if let text { _ = session.model.edit(.replaceAll(Array(text.utf8))) }
    session.press("g g")
    return session
  }

  private func text(_ session: Session) -> String {
    session.model.current.map { String(decoding: $0.editor.text.bytes, as: UTF8.self) } ?? ""
  }

  // MARK: Modes

  @Test("the mode and the keys of a command that is not whole are shown")
  func modes() {
    var session = session()
    #expect(session.frame.text(row: 0).hasSuffix(" NORMAL"))
    session.press("2 d")
    #expect(session.frame.text(row: 0).hasSuffix(" 2d  NORMAL"))
    session.press("Esc g")
    #expect(session.frame.text(row: 0).hasSuffix(" g  NORMAL"))
    session.press("Esc v")
    #expect(session.frame.text(row: 0).hasSuffix(" VISUAL"))
    session.press("V")
    #expect(session.frame.text(row: 0).hasSuffix(" VISUAL LINE"))
    session.press("Esc i")
    #expect(session.frame.text(row: 0).hasSuffix(" INSERT"))
    session.press("Esc Esc Esc")
    #expect(session.frame.text(row: 0).hasSuffix(" NORMAL") && session.model.focus == .request)
  }

  @Test("the plain keymap has no modes: its cursor stands behind the last character too")
  func plain() {
    var session = Session(columns: 100, rows: 30)
    session.press("2 End Right")
    #expect(session.model.current?.editor.selection == Selection(at: StoredRequest.envelopeText.utf8.count))
    #expect(!session.model.isModal && session.model.findOptions.isEmpty)
  }

  @Test("what a count repeats ends where too much would come of it")
  func boundedCount() {
    var session = session("")
    session.press("9 9 9 i")
    session.paste(String(repeating: "x", count: 6 << 20))
    session.press("Esc")
    #expect(session.model.current?.editor.text.byteCount == 12 << 20)
  }

  @Test("an operator, and what is typed after it, are one step of undo and one of `.`")
  func steps() {
    var session = session("one two three\n")
    session.press("c w")
    session.type("first")
    session.send(.tick(now: Timestamp(secondsSinceEpoch: Timestamp.midday.secondsSinceEpoch + 60), milliseconds: 0))
    session.type("ly")
    session.press("Esc w .")
    #expect(text(session) == "firstly firstly three\n")
    session.press("u")
    #expect(text(session) == "firstly two three\n")
    session.press("u")
    #expect(text(session) == "one two three\n")
    session.press("C-r C-r")
    #expect(text(session) == "firstly firstly three\n")
  }

  @Test("where the cursor was moved while typing, what was typed after that is repeated")
  func movedWhileTyping() {
    var session = session("ab\n")
    session.press("i")
    session.type("x")
    session.press("Right")
    session.type("y")
    session.press("Esc .")
    #expect(text(session) == "xayyb\n")
    session.press("u")
    #expect(text(session) == "xayb\n")
  }

  @Test("an element is deleted, emptied or changed from anywhere in it")
  func elements() {
    let document = "<a>\n  <b>text <c/>more</b>\n</a>\n"
    for (keys, wanted) in [
      ("d i t", "<a>\n  <b></b>\n</a>\n"), ("d a t", "<a>\n  \n</a>\n"), ("2 d a t", ""),
      ("v i t d", "<a>\n  <b></b>\n</a>\n"),
      ("v i t i t d", "<a>\n  \n</a>\n"), ("^ d %", "<a>\n  \n</a>\n"),
      ("f / d a t", "<a>\n  <b>text more</b>\n</a>\n"),
    ] {
      var session = session(document)
      session.press("j w w w")
      session.press(keys)
      #expect(text(session) == wanted, "\(keys)")
    }
  }

  @Test("= indents lines by the tags before them, and lays the whole text out")
  func reindent() {
    var session = session("<a>\n<b>\nx\n</b>\n</a>\n")
    session.press("j = 2 j")
    #expect(text(session) == "<a>\n  <b>\n    x\n  </b>\n</a>\n")
    session.press("u")
    #expect(text(session) == "<a>\n<b>\nx\n</b>\n</a>\n")
    session.press("g g d G i")
    session.paste("<a><b/></a>")
    session.press("Esc = G")
    #expect(text(session) == "<a>\n  <b/>\n</a>")
  }

  @Test("a folded element is one line")
  func folds() {
    var session = session("<a>\n  <b>\n    x\n  </b>\n  <c/>\n</a>\n")
    session.press("j z c j")
    #expect(session.model.current?.editor.cursor.line == 4)
    session.press("k d d")
    #expect(text(session) == "<a>\n  <c/>\n</a>\n")
    session.press("u j z a z o z R z M")
    #expect(session.model.current?.editor.folds.isEmpty == false)
  }

  @Test("the mouse selects in visual mode, and a click ends it")
  func mouse() throws {
    var session = session("one two three\n")
    let place = try #require(session.position(of: "two"))
    session.send(.input(.mouse(MouseEvent(action: .press, button: .left, position: place))))
    let end = Position(column: place.column + 3, row: place.row)
    session.send(.input(.mouse(MouseEvent(action: .drag, button: .left, position: end))))
    session.press("d")
    #expect(text(session) == "one  three\n")
    #expect(session.model.vim.visual == nil)
  }

  @Test("what is deleted can be put elsewhere, and only what is copied goes to the terminal's clipboard")
  func registers() {
    var session = session("one\ntwo\n")
    session.settle()
    session.press("d d p")
    #expect(text(session) == "two\none\n")
    let copies = { (effects: [Effect]) in effects.filter { if case .copyToClipboard = $0 { true } else { false } } }
    #expect(copies(session.takeEffects()).isEmpty)
    session.press("y y")
    #expect(copies(session.takeEffects()) == [.copyToClipboard("one\n")])
  }

  // MARK: Searching and `:`

  @Test("/ and ? search from the cursor, n and N go on, and an operator goes as far")
  func searching() {
    var session = session("one two one two one\n")
    let column = { (session: Session) in session.model.current?.editor.selection.head }
    session.press("/")
    session.type("one")
    session.press("Enter")
    #expect(column(session) == 8)
    session.press("n")
    #expect(column(session) == 16)
    session.press("?")
    session.type("t.o")
    session.press("Enter n")
    #expect(column(session) == 4)
    session.press("N")
    #expect(column(session) == 12)
    session.press("0 d / ")
    session.type("two")
    session.press("Enter")
    #expect(text(session) == "two one two one\n")
    session.press("w *")
    #expect(column(session) == 12)
    session.press("d #")
    #expect(text(session) == "two one\n")
  }

  @Test("what was searched for is marked until :noh, and n marks it again")
  func marks() {
    var session = session("one two one\n")
    session.press("/")
    session.type("one")
    session.press("Enter 0 :")
    session.type("noh")
    session.press("Enter")
    #expect(session.model.vim.hidesMatches)
    session.press("n")
    #expect(!session.model.vim.hidesMatches)
  }

  @Test("the lines that visual mode has selected are what :s works on")
  func substitution() {
    var session = session("a\na\na\n")
    session.press("j V :")
    #expect(session.shows(":'<,'>"))
    session.type("s/a/b/")
    session.press("Enter")
    #expect(text(session) == "a\nb\na\n" && session.model.vim.visual == nil)
    session.press(":")
    session.type("%s/a/c/g")
    session.press("Enter : 2 Enter")
    #expect(text(session) == "c\nb\nc\n" && session.model.current?.editor.cursor.line == 1)
  }

  @Test("Vim's own commands do what is like them here, and :e goes to a request")
  func commandLine() {
    var session = session()
    session.press(":")
    session.type("e Ping")
    session.press("Enter")
    #expect(session.model.currentPath == "Ping")
    session.press(":")
    session.type("e Nowhere")
    session.press("Enter")
    #expect(session.shows("There is no request \"Nowhere\" here"))
    session.press(":")
    session.type("ls")
    session.press("Enter")
    #expect(session.shows("GetOrders") && session.model.popups.count == 1)
  }

  // MARK: Keys

  @Test(
    "keys that Vim has and this has not say so, and do nothing", arguments: ["q", "m", "\"", "R", "C-a", "g ?", "@"])
  func absent(keys: String) {
    var session = session("one\n")
    session.press(keys)
    #expect(session.shows("here."), "\(session.screen)")
    #expect(text(session) == "one\n" && session.model.vim.grammar.isPending == false)
  }

  @Test("a key of the help or of the footer does what it says")
  func fromHelp() {
    var session = session("one two three\n")
    session.press("F1")
    session.type("deletes what a motion")
    session.press("Enter")
    #expect(session.frame.text(row: 0).hasSuffix(" d  NORMAL"))
    session.click("w word")
    #expect(text(session) == "two three\n")
  }

  @Test("Esc and a letter that a terminal gives as one, Alt and the letter, are both")
  func escapeAndLetter() {
    var session = session("one\ntwo\n")
    session.press("A")
    session.type("x")
    session.press("M-j M-x d M-k x")
    #expect(text(session) == "oex\ntw\n")
  }

  @Test("while typing too, and the keys that Vim has there work")
  func typingKeys() {
    var session = session("one\n")
    session.press("A C-r")
    #expect(session.shows("C-r: there is no register but the one; C-v pastes here."))
    session.press("C-x")
    #expect(session.shows("C-x: what Vim does on this key is not here."))
    session.type(" two three")
    session.press("C-w C-t C-t C-d C-c")
    #expect(text(session) == "  one two \n" && !session.model.isTyping)
    session.press("A")
    session.type("x")
    session.press("C-u C-c")
    #expect(text(session) == "\n")
  }

  @Test("Space and a plain key does what the plain key does in the envelope")
  func behindSpace() {
    var session = session()
    session.press("Space r")
    #expect(session.shows("New name of both tags"))
    session.press("Esc Space 1")
    #expect(session.model.focus == .tree)
    session.press("2 Space s")
    #expect(session.shows("Password"))
  }

  @Test("every plain command of the envelope has a key in Vim's", arguments: Command.allCases)
  func reachable(command: Command) {
    let contexts: [KeyContext] = [.envelope, .global, .always]
    if WorkbenchKeymap.standard.keys(for: command, in: contexts).isEmpty { return }
    let isMeantOtherwise: Set<Command> = [.reformat, .up, .down, .left, .right, .top, .bottom, .open]
    let keys = WorkbenchKeymap.vim.keys(for: command, in: contexts)
    #expect(!keys.isEmpty || isMeantOtherwise.contains(command))
  }

  @Test("lists know gg, G, C-f and C-b, and C-w goes from pane to pane")
  func lists() {
    let items = (1...60).map { Collection.Item.request(.sample("Request \($0)")) }
    var session = Session(Collection(folder: "/collection", name: "many", items: items))
    session.model.keymap = .vim
    session.press("1 G")
    #expect(session.model.tree.scroll.selected == 59)
    session.press("g g C-f")
    #expect(session.model.tree.scroll.selected > 5)
    session.press("C-b C-b g g C-w w")
    #expect(session.model.tree.scroll.selected == 0 && session.model.focus == .request)
    session.press("C-w k")
    #expect(session.model.focus == .tree)
    session.press("g q")
    #expect(session.shows("gq does nothing here."))
  }

  @Test("switched while a workbench runs, the modes come and go")
  func switching() {
    var session = Session(columns: 100, rows: 30)
    session.press("2 End")
    session.model.keymap = .vim
    session.press("d")
    #expect(session.model.vim.grammar.isPending)
    session.model.keymap = .standard
    #expect(!session.model.isModal && !session.model.vim.grammar.isPending)
    session.press("Right End")
    #expect(
      session.model.current?.editor.cursor.column == StoredRequest.envelopeText.split(separator: "\n").last?.count)
  }
}
