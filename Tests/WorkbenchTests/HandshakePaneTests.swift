import Basics
import Certificates
import Collections
import Exchange
import Handshake
import Screen
import Testing

@testable import Workbench

@Suite("The handshake pane")
struct HandshakePaneTests {
  // MARK: Jumps

  @Test("Enter on the rung that broke goes to the alert, and Esc goes back to the rung")
  func rungToMessage() {
    var session = Session(columns: 80, rows: 24)
    session.refuse()
    session.goToBrokenRung()
    session.press("Enter")
    #expect(session.model.exchange?.handshakePane.tab == .messages)
    #expect(session.model.handshakeRowUnderCursor?.node == .message(lastMessage(session)))
    #expect(session.shows("Description: unknown_ca (48)"))
    session.press("Esc")
    #expect(session.model.exchange?.handshakePane.tab == .ladder)
    #expect(session.model.handshakeRowUnderCursor?.isBroken == true)
  }

  @Test("o goes from a finding to the message it rests on, and back")
  func findingToEvidence() {
    var session = Session(columns: 80, rows: 24)
    session.refuse()
    session.press("g o")
    #expect(session.model.handshakeRowUnderCursor?.node == .message(lastMessage(session)))
    session.press("o")
    #expect(session.model.handshakeRowUnderCursor?.node == .finding(0))
  }

  @Test("o on a message that nobody jumped to finds the finding that rests on it, or says that none does")
  func messageToFinding() {
    var session = Session(columns: 80, rows: 24)
    session.refuse()
    session.press("3 ] G o")
    #expect(session.model.handshakeRowUnderCursor?.node == .finding(0))
    #expect(session.shows("The cause is on the server's side."))
    session.press("] g o")
    #expect(session.shows("No finding rests on this message."))
  }

  @Test("a remedy's flag is a field of the form, and Enter goes there")
  func remedyToSetting() {
    var session = Session(columns: 80, rows: 24)
    session.refuse()
    session.press("g Enter /")
    session.type("+ intermediates")
    session.press("Enter")
    #expect(session.line(with: "here: 2 Request › Identity › + intermediates") != nil)
    session.press("Enter")
    #expect(session.model.focus == .request && session.model.current?.tab == .identity)
    let rows = session.model.formRows
    #expect(rows[session.model.current?.form.selected ?? 0].field == .addIntermediates)
  }

  // MARK: Records

  @Test("below the messages stands the record layer, which opens to records, their fields and their bytes")
  func records() {
    var session = Session(columns: 200, rows: 70)
    let number = session.sendRequest()
    var report = Sample.report(Sample.handshake, response: Sample.response())
    let hello: [UInt8] = [22, 3, 1, 0, 4, 1, 0, 0, 0]
    report.outcome.wire.add(hello, from: .client, leg: .origin, atMicroseconds: 400)
    report.outcome.wire.add([23, 3, 3, 0, 2, 0x1B, 0x41], from: .server, leg: .origin, atMicroseconds: 900)
    session.send(.exchange(number, .finished(report)))
    session.press("3 ] G")
    #expect(session.shows("▸ Record layer: 2 records"))
    session.press("Enter")
    #expect(session.shows("→ Handshake") && session.shows("4 B  ClientHello"))
    #expect(session.shows("← Application Data") && session.shows("2 B  encrypted"))
    session.press("j Enter")
    #expect(session.shows("Content Type: Handshake (22)") && session.shows("Version: TLS 1.0 (0x0301)"))
    #expect(session.shows("── Handshake record, all 9 bytes") && session.shows("16 03 01 00 04 01 00 00"))
    session.press("j j j")
    #expect(session.shows("── Handshake record, bytes 3 to 4 of 9") && session.shows("2 B  encrypted"))
    session.press("j v")
    #expect(session.shows("17 03 03 00 02 1b 41"))
  }

  @Test("what opens at the end of the list comes into view")
  func opensIntoView() {
    var session = Session(columns: 80, rows: 24)
    session.exchange(Capture.mutual13, answered: true)
    session.press("3 ] G")
    while session.model.handshakeRowUnderCursor?.node == nil { session.press("k") }
    let row = session.model.selectedRow(of: .handshake)
    session.press("Enter")
    let shown = session.model.exchange?.handshakePane.scroll
    #expect(session.model.selectedRow(of: .handshake) == row)
    #expect((shown?.top ?? 0) + session.model.listHeight(of: .handshake) > row + 1)
    session.press("Enter")
    #expect(session.model.selectedRow(of: .handshake) == row)
  }

  // MARK: Bytes

  @Test("the bytes of the selected field stand out among those of its message")
  func highlight() {
    var session = Session(columns: 80, rows: 24)
    session.exchange(Capture.mutual13, answered: true)
    session.press("3 ] g Enter j")
    #expect(session.shows("── ClientHello, bytes 0 to 0 of 328 ─"))
    #expect(session.style(of: "01 00 01 44")?.attributes.contains(.reverse) == true)
    session.press("j")
    #expect(session.shows("bytes 1 to 3 of 328"))
    #expect(session.style(of: "01 00 01 44")?.attributes.contains(.reverse) == false)
    #expect(session.style(of: "00 01 44")?.attributes.contains(.reverse) == true)
  }

  @Test("a wide pane has the bytes beside the fields, a low one has them under v")
  func shapes() {
    let wide = HandshakeShape(Size(columns: 120, rows: 20), showsMessages: true)
    #expect(wide.bytes?.column == 48 && wide.list.columns == 47)
    let small = HandshakeShape(Size(columns: 78, rows: 18), showsMessages: true)
    #expect(small.bytes?.rows == 6 && small.list.rows == 11)
    let low = HandshakeShape(Size(columns: 78, rows: 8), showsMessages: true)
    #expect(low.bytes == nil && low.list.rows == 7)
  }

  @Test("v fills the pane with the bytes, on the row of the field, and v or Esc shows the fields again")
  func bytesOnly() {
    var session = Session(columns: 80, rows: 24)
    session.exchange(Capture.mutual13, answered: true)
    session.press("3 ] g Enter j j j j v")
    #expect(session.model.exchange?.handshakePane.isOnBytes == true)
    #expect(session.model.rowCount(of: .handshake) == 21)
    session.press("G")
    #expect(session.shows("0140  "))
    session.press("Esc")
    #expect(session.shows("Random: "))
    #expect(session.model.exchange?.handshakePane.listScroll.selected == 4)
  }

  @Test("what a server sends steers no terminal: control characters are full stops among the bytes")
  func neutralised() {
    let line = HexLine.line([0x1B, 0x5B, 0x33, 0x31, 0x6D, 0x07, 0x41], row: 0, marked: 1..<3)
    #expect(line.text.hasSuffix(".[31m.A"))
    #expect(line.parts.contains { $0.text == "5b 33" && $0.scope == .matchCurrent })
    #expect(line.parts.contains { $0.text == "[3" && $0.scope == .matchCurrent })
  }

  // MARK: Authorities

  @Test("ours is marked among ten thousand authorities, / finds a name, and a key costs no more than with three")
  func manyAuthorities() {
    var session = Session(columns: 80, rows: 24)
    let number = session.sendRequest()
    var transcript = Sample.handshake
    transcript.certificateRequest?.authorities = (0..<10_000).map { .named("Authority \($0)") }
    transcript.certificateRequest?.authorities[7_777] = .named("Partner CA 2")
    session.send(.exchange(number, .finished(Sample.report(transcript, response: Sample.response()))))
    session.press("3 ] ] ]")
    #expect(session.shows("✓ ours leads to one of them: Partner CA 2, number 7778 of 10000"))
    session.press("/")
    session.type("issued our")
    session.press("Enter")
    #expect(session.shows("✓ CN=Partner CA 2  issued our alice"))
    let clock = ContinuousClock()
    let elapsed = clock.measure {
      for _ in 0..<20 {
        session.press("j")
        _ = session.frame
      }
    }
    // Laid out whole, each key would cost ten thousand lines: seconds in all.
    #expect(elapsed < .milliseconds(1500))
  }

  @Test("when ours leads to none of them, the pane says so with the chain")
  func noAuthority() {
    var session = Session(columns: 80, rows: 24)
    let number = session.sendRequest()
    var transcript = Sample.handshake
    transcript.certificateRequest?.authorities = [.named("Stranger")]
    session.send(.exchange(number, .finished(Sample.report(transcript, response: Sample.response()))))
    session.press("3 ] ] ]")
    #expect(session.shows("✗ ours leads to none of the 1: alice ← Partner CA 2 ← Root"))
  }

  // MARK: Certificates

  @Test("a gap in our chain is a row that says where to close it")
  func gap() {
    var session = Session(columns: 80, rows: 24)
    let number = session.sendRequest()
    var transcript = Sample.handshake
    transcript.clientChain = [.sample("alice", issuer: "Partner CA 2")]
    session.send(.exchange(number, .finished(Sample.report(transcript, response: Sample.response()))))
    session.press("3 ] ] G")
    #expect(session.shows("✗ missing: CN=Partner CA 2"))
    #expect(session.shows("If it is an intermediate, add it: 2 Request › Identity › + intermediates"))
    session.press("Enter")
    #expect(session.model.current?.tab == .identity)
  }

  @Test("the certificate under the cursor is copied as PEM")
  func pem() {
    var session = Session(columns: 80, rows: 24)
    session.refuse()
    session.press("3 ] ] j")
    _ = session.takeEffects()
    session.press("y c")
    guard case .copyToClipboard(let text)? = session.takeEffects().first else {
      Issue.record("nothing was copied")
      return
    }
    #expect(text.hasPrefix("-----BEGIN CERTIFICATE-----\nMII") && text.hasSuffix("-----END CERTIFICATE-----\n"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 64 })
  }

  // MARK: Comparing

  @Test("the exchange before is compared with, differences marked, what is equal folded")
  func compare() {
    var session = Session(columns: 160, rows: 45)
    session.exchange(Capture.mutual13, answered: true)
    session.refuse()
    session.press("3 [")
    #expect(session.line(with: "A  ")?.contains("✓ GetOrders #1, HTTP 200") == true)
    #expect(session.line(with: "B  ✗")?.contains("✗ GetOrders #2, client-ca-unknown") == true)
    #expect(session.line(with: "≠ from the server")?.contains("48 unknown_ca") == true)
    #expect(!session.shows("= cipher suite"))
    session.press("/")
    session.type("What was agreed")
    session.press("Enter Enter")
    #expect(session.line(with: "= cipher suite")?.contains("TLS_") == true)
  }

  @Test("C chooses another exchange to compare with, of any request, and it stays chosen")
  func chooseReference() {
    var session = Session(columns: 160, rows: 45)
    session.exchange(Capture.mutual13, answered: true)
    session.exchange(Capture.mutual12, answered: true)
    session.refuse()
    session.press("C b")
    #expect(session.line(with: "A  ")?.contains("#1, HTTP 200") == true)
    session.refuse()
    session.press("3 [")
    #expect(session.line(with: "A  ")?.contains("#1, HTTP 200") == true)
  }

  @Test("a call on a kept connection is compared by the handshake of the call that opened it")
  func compareKept() {
    var session = Session(columns: 160, rows: 45)
    session.exchange(Capture.mutual13, answered: true)
    let number = session.sendRequest()
    var builder = TranscriptBuilder(reader: TestReader.reader)
    builder.add(
      TraceRecord(atMicroseconds: 1, from: .client, content: .milestone(.reusedConnection(handshakeOfExchange: 0))))
    session.send(.exchange(number, .finished(Sample.report(builder.transcript, response: Sample.response()))))
    session.press("3 [")
    #expect(session.shows("B used the connection of an earlier call; its handshake is that one's."))
    #expect(session.line(with: "≠ connection")?.contains("kept") == true && !session.shows("≠ versions"))
  }

  @Test("of one request a few exchanges are kept, and the chosen one")
  func bounded() {
    var session = Session(columns: 160, rows: 45)
    for _ in 0..<3 { session.exchange(Capture.mutual13, answered: true) }
    session.press("C b")
    for _ in 0..<12 { session.refuse() }
    #expect(session.model.kept.count == KeptExchange.limit + 1)
    #expect(session.model.kept.first?.number == 1)
  }

  // MARK: Taking it along

  @Test("the decoded handshake is written as text, or as JSON by the ending of the name")
  func export() throws {
    var session = Session(columns: 80, rows: 24)
    session.refuse()
    _ = session.takeEffects()
    session.press("w")
    session.type("/tmp/handshake.txt")
    session.press("Enter")
    session.press(":")
    session.type("export /tmp/handshake.json")
    session.press("Enter")
    let written = session.takeEffects().compactMap { effect -> String? in
      if case .write(let bytes, _) = effect { String(decoding: bytes, as: UTF8.self) } else { nil }
    }
    try #require(written.count == 2)
    #expect(written[0].contains("→ client  ClientHello, ") && written[0].contains("    Cipher Suite: TLS_AES_256_GCM"))
    #expect(written[0].contains("Description: unknown_ca (48)") && written[0].contains("    0000  02 30 "))
    #expect(written[1].contains("\"type\": \"ClientHello\"") && written[1].contains("\"offset\": "))
  }

  @Test("every flag that a request file has a key for is known to the table of settings")
  func settings() {
    let flags = Set(WorkbenchSetting.all.map(\.flag))
    #expect(flags.count == WorkbenchSetting.all.count)
    // Flags of their own pane, and keys that speak of runs and are no flags.
    let elsewhere: Set<String> = [
      "url", "identity", "envelope", "headers", "tags", "assertions", "captures", "namespaces",
    ]
    for key in RequestDocument.keyNames where !elsewhere.contains(key) { #expect(flags.contains(key), "\(key)") }
    for setting in WorkbenchSetting.all {
      if case .file(let key) = setting.place { #expect(RequestDocument.keyNames.contains(key), "\(key)") }
    }
  }

  @Test("what the table of settings says of a field is what stands before it")
  func settingLabels() {
    let identities = Identities([
      Identities.Entry(name: "alice", reference: IdentityReference(certificate: .file(path: "/a.pfx")), hosts: [])
    ])
    let rows =
      HeadersForm.rows(RequestDocument(), defaults: RequestDocument())
      + IdentityForm(
        document: RequestDocument(identity: "alice"), defaults: RequestDocument(), identities: identities,
        preview: nil, hasSecret: false, now: nil
      ).rows
    for setting in WorkbenchSetting.all {
      guard case .field(let field, let tab) = setting.place, tab == .headers || tab == .identity else { continue }
      let label = rows.first { $0.field == field }?.label ?? "no such field"
      #expect("2 Request › \(tab.title) › \(label)".hasPrefix(setting.text), "\(setting.flag)")
    }
  }

  private func lastMessage(_ session: Session) -> Int { (session.model.exchange?.transcript.messages.count ?? 0) - 1 }
}
