import Basics
import Collections
import Exchange
import Handshake
import Screen
import Testing
import Text

@testable import Workbench

extension PastExchange {
  static let samples = [
    PastExchange(
      number: 12, time: .midday, command: "workbench", collection: "/collection", request: "orders/GetOrders",
      url: "https://svc.example:8443/orders", status: 200, outcome: "answered", durationMilliseconds: 42.4,
      tlsVersion: "TLS 1.3", isPinned: true),
    PastExchange(
      number: 9, time: Timestamp(secondsSinceEpoch: Timestamp.midday.secondsSinceEpoch - 3600), command: "run",
      collection: "/collection", request: "orders/GetOrders", url: "https://svc.example:8443/orders",
      outcome: "handshake", findings: ["client-ca-unknown"], durationMilliseconds: 7),
  ]
}

extension PastExchangeFilter {
  static let ofGetOrders = PastExchangeFilter(
    ofRequest: .init(collection: "/collection", path: "orders/GetOrders"), limit: HistoryList.limit)
}

extension Sample {
  static var pastReport: Report {
    var report = report(handshake, response: response(), findings: [])
    report.endedAt = .midday
    return report
  }
}

extension Session {
  /// The window with two exchanges of the current request.
  mutating func openHistory() {
    press("H")
    send(.pastListed(.ofGetOrders, PastExchange.samples))
  }
}

@Suite struct HistoryTests {
  @Test func `H lists the past exchanges of the request, a those of all, and a late list of the other is dropped`() {
    var session = Session()
    session.press("2 H")
    #expect(session.takeEffects().last == .listPast(.ofGetOrders))
    #expect(session.shows("Reading the history…"))
    session.send(.pastListed(.ofGetOrders, PastExchange.samples))
    #expect(session.line(with: "HTTP 200")?.contains("● 11-27 12:00:00  12") == true, "\(session.screen)")
    #expect(session.shows("handshake: client-ca-unknown"))
    session.press("a")
    #expect(session.takeEffects() == [.listPast(PastExchangeFilter(limit: HistoryList.limit))])
    session.send(.pastListed(.ofGetOrders, PastExchange.samples))
    #expect(session.shows("Reading the history…"))
    session.send(.pastListed(PastExchangeFilter(limit: HistoryList.limit), []))
    #expect(session.shows("The history is empty: what is sent is kept here."))
    session.press("Esc")
    #expect(session.model.popups.isEmpty)
  }

  @Test func `Typing after / looks for it at each letter, Enter keeps it, Esc takes it away`() {
    var session = Session()
    session.openHistory()
    session.press("/")
    _ = session.takeEffects()
    session.type("7p")
    var filter = PastExchangeFilter.ofGetOrders
    filter.anywhere = "7p"
    #expect(session.takeEffects().last == .listPast(filter))
    session.press("Enter")
    #expect(session.shows("with 7p") && session.takeEffects() == [.listPast(filter)])
    session.press("/ Esc")
    #expect(session.takeEffects().last == .listPast(.ofGetOrders))
    #expect(!session.model.popups.isEmpty)
  }

  @Test func `Enter shows a past exchange in the panes, as it was`() {
    var session = Session()
    session.openHistory()
    _ = session.takeEffects()
    session.press("Enter")
    #expect(session.takeEffects() == [.readPast(number: 12, .show)])
    session.send(.pastRead(.samples[0], Sample.pastReport, .show))
    #expect(session.model.popups.isEmpty && session.model.focus == .response)
    guard case .layOutResponse(let number, let bytes, nil) = session.takeEffects().last else {
      Issue.record("no answer is laid out")
      return
    }
    session.send(.responseLaidOut(exchange: number, TextDocument(bytes)))
    #expect(session.shows("<Order>7</Order>"))
    session.press("3")
    #expect(session.shows("From the history: exchange 12 of 2026-11-27T12:00:00Z."))
  }

  @Test func `C compares a past exchange with the one that is shown`() {
    var session = Session()
    session.openHistory()
    session.press("j C")
    session.send(.pastRead(.samples[1], Sample.pastReport, .compare))
    #expect(session.shows("There is nothing to compare it with"))
    session.press("Esc")
    session.fail()
    session.openHistory()
    _ = session.takeEffects()
    session.press("C")
    #expect(session.takeEffects() == [.readPast(number: 12, .compare)])
    session.send(.pastRead(.samples[0], Sample.pastReport, .compare))
    #expect(session.model.popups.isEmpty && session.model.shownComparison?.comparison.differenceCount ?? 0 > 0)
    #expect(session.model.focus == .handshake)
  }

  @Test func `p pins, d deletes after a question, and the list is read anew`() {
    var session = Session()
    session.openHistory()
    _ = session.takeEffects()
    session.press("p j p")
    #expect(session.takeEffects() == [.pinPast(number: 12, false), .pinPast(number: 9, true)])
    session.press("d")
    #expect(session.shows("Delete exchange 9?"))
    session.press("n d y")
    #expect(session.takeEffects() == [.deletePast(number: 9)])
    session.send(.pastChanged)
    #expect(session.takeEffects() == [.listPast(.ofGetOrders)])
    session.send(.pastListed(.ofGetOrders, [PastExchange.samples[0]]))
    session.press("Enter")
    #expect(session.takeEffects() == [.readPast(number: 12, .show)])
  }

  @Test func `A running call keeps its panes, and a history that fails is said without a window`() {
    var session = Session()
    _ = session.sendRequest()
    session.send(.pastRead(.samples[0], Sample.pastReport, .show))
    #expect(session.model.exchange?.isRunning == true && session.shows("still running"))
    let problem = Problem(code: "history-busy", summary: "The history is held by another program.", remedy: "Wait.")
    session.send(.pastFailed(problem))
    #expect(session.model.popups.isEmpty && session.shows("The history is held by another program."))
    session.openHistory()
    session.send(.pastFailed(problem))
    #expect(session.shows("That did not work"))
  }
}
