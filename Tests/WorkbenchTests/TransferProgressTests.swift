import Exchange
import Handshake
import Screen
import Testing

@testable import Workbench

@Suite("How far a running call is")
struct TransferProgressTests {
  @Test("sent and received bytes are told with their whole and their rate")
  func words() {
    var progress = TransferProgress()
    #expect(progress.text == nil && progress.share == nil)
    (progress.sent, progress.toSend) = (0, 2_000_000)
    for step in 0...5 {
      progress.sent = step * 200_000
      progress.sample(at: 1_000 + step * 100)
    }
    #expect(progress.text == "sent 1000 kB of 2000 kB, 2000 kB/s")
    #expect(progress.share == 0.5)
    (progress.sent, progress.received, progress.toReceive) = (2_000_000, 30_000_000, nil)
    #expect(progress.text?.hasPrefix("received 30 MB, ") == true)
    #expect(progress.share == nil)
  }

  @Test("the rate is that of the last two seconds")
  func rate() {
    var progress = TransferProgress()
    for second in 0...10 {
      progress.received += second < 8 ? 50_000_000 : 1_000
      progress.sample(at: second * 1_000)
    }
    #expect(progress.bytesPerSecond == 1_000)
  }

  @Test("a length that the answer goes beyond is not believed")
  func wrongLength() {
    var progress = TransferProgress()
    (progress.received, progress.toReceive) = (50_000, 10)
    #expect(progress.text == "received 50 kB" && progress.share == 1)
  }

  @Test("the status line and the response pane tell it while the call runs", arguments: [80, 160])
  func shown(columns: Int) {
    var session = Session(columns: columns, rows: 30)
    let number = session.sendRequest()
    session.send(.exchange(number, .bodySent(bytes: 500_000, of: 1_000_000)))
    session.press("4")
    #expect(session.shows("sent 500 kB of 1000 kB"))
    let headers = [HTTPHeader("Content-Length", "40000000")]
    session.send(.exchange(number, .answerBegan(status: 200, httpHeaders: headers)))
    for step in 1...4 {
      session.send(.exchange(number, .answerBytes(received: step * 5_000_000)))
      session.send(.tick(now: .midday, milliseconds: step * 500))
    }
    #expect(session.shows("received 20 MB of 40 MB, 10 MB/s"))
    #expect(session.shows(" 50 %"))
  }

  @Test("the window's title tells how a long call ended, until somebody is there again")
  func title() {
    var session = Session()
    let number = session.sendRequest()
    session.send(.input(.focus(false)))
    session.send(.tick(now: .midday, milliseconds: 60_000))
    session.send(.exchange(number, .finished(Sample.report(Sample.handshake, response: Sample.response()))))
    #expect(session.takeEffects().contains(.setTitle("✓ 200 GetOrders - Signet")))
    session.send(.input(.focus(false)))
    #expect(!session.takeEffects().contains(.setTitle("")))
    session.send(.input(.focus(true)))
    #expect(session.takeEffects() == [.setTitle("")])
    session.press("j")
    #expect(!session.takeEffects().contains(.setTitle("")))
  }
}
