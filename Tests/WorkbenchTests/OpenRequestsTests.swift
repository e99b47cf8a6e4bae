import Collections
import Exchange
import Screen
import Testing

@testable import Workbench

@Suite("Several requests are open at once")
struct OpenRequestsTests {
  /// GetOrders, PutOrder and Ping open, the last one shown.
  private static func three(columns: Int = 120, rows: Int = 40) -> Session {
    var session = Session(columns: columns, rows: rows)
    for row in ["1 g j Enter", "1 j Enter", "1 j Enter"] { session.press(row) }
    return session
  }

  @Test("going through the tree leaves no trail: what is only looked at has one tab")
  func looking() {
    var session = Session()
    session.press("1 g j j j")
    #expect(session.model.tabs.paths == ["Ping"])
    session.press("Enter 1 k")
    #expect(session.model.tabs.paths == ["Ping", "orders/PutOrder"])
    session.press("k")
    #expect(session.model.tabs.paths == ["Ping", "orders/GetOrders"])
    #expect(session.model.tabs.preview == "orders/GetOrders")
  }

  @Test("what is changed or sent stays open")
  func keeping() {
    var session = Session()
    session.press("2 i")
    session.type("x")
    session.press("Esc 1 j")
    #expect(session.model.tabs.paths == ["orders/GetOrders", "orders/PutOrder"])
    session.succeed()
    session.press("1 j")
    #expect(session.model.tabs.paths == ["orders/GetOrders", "orders/PutOrder", "Ping"])
    #expect(session.model.tabs.preview == "Ping")
  }

  @Test("> and < go round the open requests, t lists them", arguments: [80, 160])
  func stepping(columns: Int) {
    var session = Self.three(columns: columns, rows: 24)
    #expect(session.model.currentPath == "Ping")
    #expect(session.shows("[Ping ×]"))
    session.press(">")
    #expect(session.model.currentPath == "orders/GetOrders")
    session.press("<")
    #expect(session.model.currentPath == "Ping")
    session.press("t 2")
    #expect(session.model.currentPath == "orders/PutOrder")
    session.press("t k Enter")
    #expect(session.model.currentPath == "orders/GetOrders")
  }

  @Test("a request is closed without a question, with what was changed saved, and its neighbour is shown")
  func closing() {
    var session = Self.three()
    session.press("2 i")
    session.type("x")
    _ = session.takeEffects()
    session.press("Esc C-w")
    #expect(
      session.takeEffects().contains { if case .save(let request, _, _) = $0 { request.path == "Ping" } else { false } }
    )
    #expect(session.model.currentPath == "orders/PutOrder")
    session.press("C-w C-w")
    #expect(session.model.currentPath == nil && session.model.tabs.paths.isEmpty)
    #expect(session.shows("No request is open."))
    session.press("C-w > t")
    #expect(session.model.popups.isEmpty && session.shows("No request is open"))
  }

  @Test("d in the list closes the one under the cursor, D all but the one that is shown")
  func closingInList() {
    var session = Self.three()
    session.press("t g d")
    #expect(session.model.tabs.paths == ["orders/PutOrder", "Ping"])
    #expect(session.model.currentPath == "Ping")
    session.press("D")
    #expect(session.model.tabs.paths == ["Ping"] && session.model.popups.isEmpty)
  }

  @Test("the mouse shows, closes and steps through open requests")
  func mouse() {
    var session = Self.three()
    session.click(" PutOrder ")
    #expect(session.model.currentPath == "orders/PutOrder")
    session.click("×")
    #expect(session.model.tabs.paths == ["orders/GetOrders", "Ping"])
    guard let position = session.position(of: " GetOrders ") else {
      Issue.record("no tab in\n\(session.screen)")
      return
    }
    session.send(.input(.mouse(MouseEvent(action: .wheelUp, button: .none, position: position))))
    #expect(session.model.currentPath == "orders/GetOrders")
    session.send(.input(.mouse(MouseEvent(action: .press, button: .middle, position: position))))
    #expect(session.model.tabs.paths == ["Ping"])
  }

  @Test("each call in flight shows its own time and answer; x stops the one that is shown")
  func flight() {
    var session = Session()
    let first = session.sendRequest()
    session.press("1 j Enter")
    let second = session.sendRequest()
    session.send(.tick(now: .midday, milliseconds: 1_500))
    #expect(session.line(with: " GetOrders ")?.contains("◌ 1500 ms") == true)
    #expect(session.shows("1 other call runs"))
    _ = session.takeEffects()
    session.press("x")
    #expect(session.takeCancelled() == [second])
    session.press("<")
    #expect(session.model.exchange?.number == first)
    session.press("x")
    #expect(session.takeCancelled() == [first])
    session.send(.exchange(second, .finished(Sample.report(Sample.handshake, response: Sample.response()))))
    #expect(session.model.exchange?.isRunning == true && session.model.focus != .response)
    session.press(">")
    #expect(session.model.exchange?.report?.response?.status == 200)
  }

  @Test("a closed request's call goes on, and the tree tells of its end")
  func closedCall() {
    var session = Session()
    let number = session.sendRequest()
    session.press("1 j Enter < C-w")
    #expect(session.shows("orders/GetOrders is closed; its call goes on."))
    session.send(.exchange(number, .finished(Sample.report(Sample.handshake, response: Sample.response()))))
    #expect(session.line(with: "    GetOrders")?.contains("✓ 200") == true)
  }

  @Test("names that are the same are told apart by their folders, and long ones are cut")
  func names() {
    #expect(RequestTabs.names(of: ["a/Get", "b/Get", "Get", "c/Put"]) == ["a/Get", "b/Get", "Get", "Put"])
    #expect(RequestTabs.names(of: [String(repeating: "x", count: 60)])[0].count == RequestTabs.nameLimit)
    #expect(RequestTabs.names(of: ["a\u{1B}[31m"])[0].unicodeScalars.allSatisfy { $0.value >= 0x20 })
  }

  @Test("where not all fit, the one that is shown does", arguments: 0..<40)
  func overflow(selected: Int) {
    let widths = (0..<40).map { 6 + $0 % 7 }
    let shown = RequestTabs.visible(widths, selected: selected, columns: 60)
    #expect(shown.contains(selected))
    #expect(widths[shown].reduce(0, +) <= 60)
  }
}

extension Session {
  /// Exchanges that were ended since the last look.
  fileprivate mutating func takeCancelled() -> [Int] {
    takeEffects().compactMap { if case .cancel(let number) = $0 { number } else { nil } }
  }

  /// GetOrders answered, PutOrder changed, Ping shown.
  mutating func openThree() {
    succeed()
    press("1 j Enter 2 i")
    type("x")
    press("Esc 1 j Enter")
  }
}
