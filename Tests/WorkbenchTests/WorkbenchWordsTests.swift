import Basics
import Collections
import Exchange
import Handshake
import Screen
import Testing

@testable import Workbench

@Suite("The workbench speaks of its own fields and keys")
struct WorkbenchWordsTests {
  @Test(
    "what a remedy says at a shell is said as a field, a key of the file or a key to press",
    arguments: [
      ("Try --tls-max 1.2: if that works, wait.", "Try \"Highest TLS version\": 1.2: if that works, wait."),
      ("For this endpoint alone: --security-level 0.", "For this endpoint alone: security-level: 0."),
      ("Allow renegotiation: --legacy-renegotiation.", "Allow renegotiation: legacy-renegotiation."),
      ("Name it for this endpoint: --cacert FILE.", "Name it for this endpoint: \"Trusted authorities\"."),
      ("use --resolve NAME:443:ADDRESS (a name).", "use resolve: NAME:443:ADDRESS (a name)."),
      ("Lower --tls-min to 1.2.", "Lower \"Lowest TLS version\" to 1.2."),
      ("Use --credential certificate, or not.", "Use \"Client credential\": certificate, or not."),
      ("Nothing, short of --insecure.", "Nothing, short of \"Check the server\": NO."),
      ("Until then: --chain leaf.", "Until then: \"Sends\": the leaf alone."),
      ("Send it: signet send --intermediates FILE.", "Send it: 2 Request › Identity › + intermediates."),
      ("See `signet inspect FILE`.", "See B (certificates)."),
      (
        "Take it: `signet intermediates from-server https://h/ --cacert FILE`; or give --cacert FILE.",
        "Take it: `signet intermediates from-server https://h/ --cacert FILE`; or give \"Trusted authorities\"."
      ),
      ("Write `--tls-max 1.2`.", "Write `\"Highest TLS version\": 1.2`."),
      ("Leave --cert-type out.", "Leave --cert-type out."), ("Nothing -- at all.", "Nothing -- at all."), ("--", "--"),
    ])
  func words(shell: String, here: String) { #expect(WorkbenchWords.of(shell) == here) }

  @Test("no remedy of the client's that any finding can have names a flag which is a field or a key here")
  func allFindings() {
    let flags = Set(WorkbenchSetting.all.map(\.flag))
    var changed = 0
    for code in FindingCode.all {
      for remedy in code.remedies where remedy.who == .client {
        let named = WorkbenchSetting.flags(in: remedy.line)
        #expect(flags.isDisjoint(with: named), "\(code.code): \(remedy.line)")
        if remedy.line != "→ client: \(remedy.text)" { changed += 1 }
      }
    }
    #expect(changed > 10)
  }

  @Test("what the server's side is told stays as it is: they have no workbench")
  func otherSide() {
    #expect(Finding.Remedy(.server, "Allow --tls-min 1.2.").line == "→ server: Allow --tls-min 1.2.")
  }

  @Test("a kept connection of an earlier run is not named by that run's numbers")
  func pastConnection() {
    var transcript = Transcript()
    transcript.milestones = [(0, .reusedConnection(handshakeOfExchange: 1)), (10, .firstByte)]
    let line = CertificateLine(transcript: transcript)
    #expect(line.askedText(isPast: false).contains("as in exchange 1,"))
    #expect(CertificateLineText.line(line, isPast: true, columns: 120).text.contains("as in an earlier call, whose"))
  }
}

@Suite("The footer names what is done here")
struct FooterTests {
  private func footer(_ session: Session) -> String {
    session.screen.split(separator: "\n").last.map(String.init) ?? ""
  }

  @Test("the attachments say how one is written, and Enter does it")
  func attachments() {
    var session = Session(columns: 80, rows: 24)
    let number = session.sendRequest()
    var response = Sample.response(Array("--b\r\n…\r\n--b--".utf8))
    response.decoded = Sample.answer
    response.contentType = "multipart/related; boundary=b"
    response.attachments = [.init(contentID: "a@x", contentType: "image/png", bytes: [1, 2], isInEnvelope: true)]
    session.send(.exchange(number, .finished(Sample.report(Sample.handshake, response: response))))
    session.press("4 [ [")
    #expect(footer(session).contains("Enter write it"))
    session.press("Enter")
    #expect(session.shows("Write the attachment's 2 bytes to"))
    #expect(footer(session).contains("C-u empty it"))
    session.press("C-u")
    #expect(session.model.popups.last?.field.text == "")
  }

  @Test("an envelope with an error says how to get there, a sound one does not")
  func errors() {
    var session = Session(columns: 80, rows: 24)
    session.press("2")
    let path = session.model.currentPath ?? ""
    let revision = session.model.current?.revision ?? 0
    let problem = WellFormednessProblem(position: .init(line: 2, column: 1), text: "no end tag")
    session.send(.wellFormednessChecked(request: path, revision: revision, problem))
    #expect(footer(session).contains("} next error"))
    session.press("i")
    #expect(footer(session).contains("M-e next error"))
    session.send(.wellFormednessChecked(request: path, revision: revision, nil))
    #expect(!footer(session).contains("next error") && footer(session).contains("C-f search"))
  }

  @Test("the tree names the environment's key where there is one to choose")
  func environment() {
    var session = Session(columns: 80, rows: 24)
    session.press("1")
    guard var collection = session.model.collection else {
      Issue.record("no collection")
      return
    }
    collection.environments = []
    session.send(.collectionLoaded(collection))
    #expect(!footer(session).contains("E environment"))
    collection.environments = [.init(name: "test", file: "environments/test.yaml", variables: [])]
    session.send(.collectionLoaded(collection))
    #expect(footer(session).contains("E environment"))
  }

  @Test("a finding that is open says how it is closed")
  func openFinding() {
    var session = Session(columns: 80, rows: 24)
    session.fail()
    session.press("3 g")
    #expect(session.shows("Enter opens it"))
    session.press("Enter")
    #expect(session.shows("Enter closes it") && !session.shows("Enter opens it"))
  }

  @Test("the help shows the whole of what is chosen, and a place's own keys before those it shares")
  func help() {
    var session = Session(columns: 80, rows: 24)
    session.succeed()
    session.press("4 ?")
    let rows = session.screen.split(separator: "\n").map(String.init)
    let first = rows.firstIndex { $0.contains("Shows the answer indented") } ?? 0
    let close = rows.firstIndex { $0.contains("Closes the request;") } ?? .max
    #expect(first > 0 && first < close)
    session.type("XPath")
    #expect(session.shows("lists the nodes;") && session.shows("is the envelope's.  · Response"))
  }

  @Test("how much matches stands whole beside the switches at 80 columns")
  func matches() {
    var session = Session(columns: 80, rows: 24)
    session.press("2 /")
    session.type("zzzz")
    #expect(footer(session).contains("0 matches") && footer(session).contains("M-w word"))
  }
}
