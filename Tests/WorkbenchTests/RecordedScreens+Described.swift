import Exchange
import Testing
import Text

@testable import Workbench

extension RecordedScreens {
  /// What a description brings.
  static let described: [Scene] = [
    Scene("schema-errors") {
      $0.open(ValidationTests.wrong)
      $0.press("j j j")
    },
    Scene("answer-errors") { session in
      let body = Described.envelope("<t:Orders><t:Order>1</t:Order><t:Order>x</t:Order></t:Orders>")
      session.succeed(Sample.response(Array(body.utf8)))
      session.press("V")
      guard case .checkAnswer(let number, let check)? = session.takeEffects().last,
        let verdict = try? Described.verdict(body, shown: String(decoding: check.shown.bytes, as: UTF8.self))
      else {
        Issue.record("not checked")
        return
      }
      session.send(.answerChecked(exchange: number, verdict))
    },
    Scene("explorer") {
      $0.explore()
      $0.press("l j j j j j")
    },
    Scene("explorer-names") {
      $0.explore()
      $0.press("/")
      $0.type("ord")
    },
    Scene("completion") {
      $0.complete(
        Described.envelope(
          "    <t:GetOrders version=\"1\">\n      <t:Customer>ABC</t:Customer>\n      |\n    </t:GetOrders>"))
    },
  ]
}
