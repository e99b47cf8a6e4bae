import Collections
import Exchange
import Screen
import Testing

@testable import Workbench

@Suite("What the workbench shows")
struct ScreenfulTests {
  @Test("an empty collection says what to press")
  func empty() {
    let session = Session(.empty, columns: 80, rows: 24)
    #expect(session.shows("No requests here yet."))
    #expect(session.shows("a makes the first one"))
    #expect(session.shows("NORMAL"))
  }

  @Test("a folder that is not there is told by its path, which may be mistyped")
  func nothingThere() {
    var collection = Collection.empty
    collection.isThere = false
    let session = Session(collection, columns: 80, rows: 24)
    #expect(session.shows("Nothing is there yet:") && session.shows(collection.folder))
    #expect(session.shows("The first request makes the folder.") && session.shows("a makes the first one"))
  }

  @Test("80 columns and 24 rows show one pane at a time, the ladder in one line and the certificate line")
  func narrow() {
    var session = Session(columns: 80, rows: 24)
    session.fail()
    let lines = session.screen.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[1].contains("1 Requests  2 Request [3 Handshake] 4 Response"))
    #expect(lines[21].contains("ours✗"))
    #expect(lines[22].hasPrefix(" cert: asked (2 authorities) · sent CN=alice"))
    #expect(lines[22].hasSuffix("✗ refused (unknown_ca)"))
    #expect(lines[23].hasSuffix("? keys"))
    #expect(session.shows("Enter opens it: what each side does."))
    session.press("4")
    #expect(session.shows("→ server: Trust CN=Partner CA 2."))
    #expect(session.shows("✗ The server does not know the issuer of your certificate."))
  }

  @Test("a wide screen shows all four panes while a call failed")
  func wide() {
    var session = Session(columns: 140, rows: 40)
    session.fail()
    for title in ["1 Requests", "2 Request", "3 Handshake", "4 Response"] { #expect(session.shows(title)) }
  }

  @Test("with ASCII glyphs nothing else is drawn")
  func ascii() {
    var session = Session(columns: 120, rows: 40, glyphs: .ascii)
    session.fail()
    session.press("3 ]")
    #expect(session.frame.cells.allSatisfy { $0.scalar.isASCII })
    #expect(session.shows("x refused"))
  }

  @Test("each message opens to its fields and its bytes")
  func messages() {
    var session = Session()
    session.fail()
    session.press("3 ] g Enter")
    #expect(session.shows("random: ab"))
    session.press("j j")
    session.press("l")
    #expect(session.shows("server_name: svc.example"))
    session.press("v")
    #expect(session.shows("0000  01 00 00 02 41 42"))
  }

  @Test("the chains of both sides stand in the certificates tab")
  func certificates() {
    var session = Session()
    session.fail()
    session.press("3 ] ]")
    #expect(session.shows("The server's chain"))
    #expect(session.shows("dates (211 days left)"))
    #expect(session.shows("Partner CA 2"))
  }

  @Test("= turns the answer to the bytes as received and back")
  func pretty() {
    var session = Session()
    session.succeed()
    #expect(session.line(with: "<Order>7</Order>")?.contains("<Body>") == false)
    session.press("=")
    #expect(session.line(with: "<Order>7</Order>")?.contains("<Body>") == true)
    session.press("=")
    #expect(session.line(with: "<Order>7</Order>")?.contains("<Body>") == false)
  }

  @Test("a click goes to the pane, the tab, the row and the footer's command under it")
  func mouse() {
    var session = Session()
    session.click("2 Request")
    #expect(session.model.focus == .request)
    session.click("Headers")
    #expect(session.model.current?.tab == .headers)
    session.click("Ping")
    #expect(session.model.currentPath == "Ping")
    session.click("? keys")
    #expect(session.shows("Type to filter"))
  }

  @Test("the palette finds a command by a few letters and does it")
  func palette() {
    var session = Session()
    session.press("C-p")
    session.type("bindi")
    session.press("Enter")
    #expect(session.shows("basicHttps"))
  }

  @Test("the command line completes names, runs them, and says when there is none")
  func commandLine() {
    var session = Session()
    session.press(":")
    #expect(session.shows("COMMAND"))
    session.type("resp")
    session.press("Tab")
    #expect(session.shows(":response"))
    session.press("Enter")
    #expect(session.model.focus == .response)
    session.press(":")
    session.type("nonsense")
    session.press("Enter")
    #expect(session.shows("There is no command \"nonsense\""))
  }

  @Test("Esc goes back and never quits; q quits, but asks while a call is running")
  func leaving() {
    var session = Session()
    session.press("Esc Esc Esc")
    #expect(!session.effects.contains(.quit))
    let number = session.sendRequest()
    _ = session.takeEffects()
    session.press("q")
    #expect(session.shows("A call is running"))
    session.press("y")
    #expect(session.takeEffects() == [.cancel(exchange: number), .quit])
  }

  @Test("quitting waits until what was changed is written")
  func quitting() {
    var session = Session()
    session.press("2 i")
    session.type("x")
    session.press("Esc q")
    #expect(!session.effects.contains(.quit))
    session.settle()
    #expect(session.takeEffects() == [.quit])
  }

  @Test("y copies what this pane has")
  func copying() {
    var session = Session()
    session.succeed()
    session.press("y b")
    #expect(session.effects.last == .copyToClipboard(String(decoding: Sample.answer, as: UTF8.self)))
  }

  @Test("the body goes to a file")
  func writing() {
    var session = Session()
    session.succeed()
    session.press("w")
    session.type("~/answer.xml")
    session.press("Enter")
    #expect(session.effects.last == .write(bytes: Sample.answer, path: "~/answer.xml"))
  }
}
