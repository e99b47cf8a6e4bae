import Basics
import Certificates
import Collections
import Exchange
import Handshake
import Screen
import Testing

@testable import Workbench

@Suite("Probes in the workbench")
struct ProbesTests {
  /// p is pressed and the password known.
  private func probing(columns: Int = 120, rows: Int = 40) -> (Session, Int) {
    var session = Session(columns: columns, rows: rows)
    session.press("p")
    session.type("secret")
    session.press("Enter")
    return (session, session.model.lastExchangeNumber)
  }

  private var first: Report {
    var report = Sample.report(
      Sample.refused, ending: .failed(code: 56, name: "CURLE_RECV_ERROR", message: "alert unknown ca"),
      findings: [Sample.unknownCA])
    report.draft.method = .head
    return report
  }

  private var answered: ProbeResult {
    ProbeResult(Probe(.completedChain), Sample.report(Sample.handshake, response: Sample.response(status: 405)))
  }

  private var base: ProbeResult { ProbeResult(Probe(.asConfigured), first) }

  private func report(stopped: Bool = false) -> DiagnosisReport {
    DiagnosisReport(
      first: first, results: [base, answered], startedAt: .midday, endedAt: .midday, wasStopped: stopped)
  }

  private func ended(columns: Int = 120, rows: Int = 40) -> Session {
    var (session, number) = probing(columns: columns, rows: rows)
    session.send(.diagnosis(number, .ended(base)))
    session.send(.diagnosis(number, .finished(report())))
    return session
  }

  @Test("p asks for the password, then makes the probes of the open request with it")
  func begins() {
    let (session, number) = probing()
    guard case .diagnose(number, let draft) = session.effects.last else {
      Issue.record("no probes: \(session.effects)")
      return
    }
    #expect(draft.url == "https://svc.example:8443/orders")
    #expect(draft.identity?.password == .literal(Secret("secret")))
    #expect(session.shows("Probes of GetOrders"))
  }

  @Test("each probe is shown as it runs, those to come below it, and x stops them")
  func runs() {
    var (session, number) = probing()
    session.send(.diagnosis(number, .began(Probe(.asConfigured))))
    #expect(session.shows("◌ as configured"))
    session.send(.diagnosis(number, .ended(base)))
    session.send(.diagnosis(number, .planned([Probe(.completedChain), Probe(.tls12)])))
    session.send(.diagnosis(number, .began(Probe(.completedChain))))
    #expect(session.line(with: "✗ as configured")?.contains("unknown_ca (alert 48) from the server") == true)
    #expect(session.shows("◌ completed chain"))
    #expect(session.shows("· TLS 1.2 only"))
    #expect(session.shows("x stop"))
    _ = session.takeEffects()
    session.press("x")
    #expect(session.takeEffects() == [.stopDiagnosis(number: number)])
    session.send(.diagnosis(number, .finished(report(stopped: true))))
    #expect(session.shows("The probes were stopped."))
    #expect(!session.model.isRunning)
  }

  @Test("with the window closed they go on, the status line says so, x stops them and p shows them again")
  func closes() {
    var (session, number) = probing()
    session.press("Esc")
    session.send(.tick(now: .midday, milliseconds: 3_000))
    #expect(!session.shows("Probes of") && session.shows("probing, 3"))
    _ = session.takeEffects()
    session.press("p")
    #expect(session.shows("Probes of GetOrders") && session.takeEffects().isEmpty)
    session.press("Esc x")
    #expect(session.takeEffects() == [.stopDiagnosis(number: number)])
  }

  @Test("y copies the report as Markdown, and nothing secret is in it")
  func copies() {
    var session = ended()
    _ = session.takeEffects()
    session.press("y")
    guard case .copyToClipboard(let text) = session.takeEffects().first else { return #expect(Bool(false)) }
    #expect(text.hasPrefix("# Connection diagnosis") && !text.contains("secret"))
  }

  @Test("w and :probe write the report to a file")
  func writes() {
    var session = ended()
    _ = session.takeEffects()
    session.press("w")
    #expect(session.shows("GetOrders-diagnosis.md"))
    session.press("Enter")
    guard case .write(let bytes, "GetOrders-diagnosis.md") = session.takeEffects().first else {
      return #expect(Bool(false))
    }
    #expect(String(decoding: bytes, as: UTF8.self).hasPrefix("# Connection diagnosis"))
    session.press("Esc :")
    session.type("probe report.md")
    session.press("Enter")
    guard case .write(_, "report.md") = session.takeEffects().first else { return #expect(Bool(false)) }
  }

  @Test("of an unchanged request p shows what is known; p there probes again, and so does p after a change")
  func again() {
    var session = ended()
    session.press("Esc")
    _ = session.takeEffects()
    session.press("p")
    #expect(session.takeEffects().isEmpty && session.shows("Confirmed by a probe."))
    session.press("p")
    #expect(session.takeEffects().contains { if case .diagnose = $0 { true } else { false } })
  }

  @Test("of a healthy service, a probe that is refused is no failure")
  func healthy() {
    var (session, number) = probing()
    let works = ProbeResult(
      Probe(.asConfigured), Sample.report(Sample.handshake, response: Sample.response(status: 405)))
    let refused = ProbeResult(Probe(.withoutCertificate), first)
    session.send(.diagnosis(number, .ended(works)))
    session.send(.diagnosis(number, .ended(refused)))
    #expect(session.shows("✓ as configured"))
    #expect(session.shows("– no client certificate") && !session.shows("✗"))
  }

  @Test("a wrong password is asked for again")
  func wrongPassword() {
    var (session, number) = probing()
    var refused = first
    refused.refusal = Refusal(stage: .identity, code: "wrong-password", summary: "Wrong.", remedy: "Again.")
    let report = DiagnosisReport(first: refused, results: [base], startedAt: .midday, endedAt: .midday)
    session.send(.diagnosis(number, .finished(report)))
    #expect(session.shows("That was not it."))
  }

  @Test("without a request, p says what to do first")
  func nothing() {
    var session = Session(.empty)
    session.press("p")
    #expect(session.shows("There is no request to probe: press a"))
    #expect(session.takeEffects().isEmpty)
  }

  @Test("quitting while probes run asks, and stops them")
  func quits() {
    var (session, number) = probing()
    session.press("Esc q")
    #expect(session.shows("Quitting stops it."))
    _ = session.takeEffects()
    session.press("y")
    #expect(session.takeEffects().contains(.stopDiagnosis(number: number)))
  }

  @Test("the window on 80 columns and 24 rows")
  func golden() {
    #expect(ended(columns: 80, rows: 24).screen == Self.screen)
  }

  private static let screen = #"""
     signet  partner-a   certificate: alice                                  NORMAL
    [1 Requests] 2 Request  3 Handshake  4 Response
    ▾ orders
        GetOrders
      ┌ Probes of GetOrders ─────────────────────────────────────────────────────┐
      │ y copies the report (Markdown)  w writes it  p probes again              │
      │ ✗ as configured           unknown_ca (alert 48) from the server          │
      │ ✓ completed chain         HTTP 405 over TLS 1.3                          │
      │                                                                          │
      │ ✗ The intermediate certificates were missing: with the completed chain   │
      │ the server accepts our certificate.                                      │
      │ Confirmed by a probe.                                                    │
      │ · With the completed chain the server accepts the same certificate       │
      │ (HTTP 405 over TLS 1.3).                                                 │
      │                                                                          │
      │ → client: Send the chain: "Sends": the whole chain (the default).        │
      │ here: 2 Request › Identity › Sends                                       │
      │ → server: Or install the intermediate, so that clients that send the     │
      │ certificate alone are accepted.                                          │
      └──────────────────────────────────────────────────────────────────────────┘



     y copy  w write  p probe  Esc back                                      ? keys
    """#
}
