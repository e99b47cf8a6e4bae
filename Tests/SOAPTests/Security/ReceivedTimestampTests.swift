import Basics
import SOAP
import Testing

@Suite struct ReceivedTimestampTests {
  private func reading(_ created: String?, _ expires: String?) -> SecurityReading {
    let u = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"
    let o = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
    let times =
      (created.map { "<Created>\($0)</Created>" } ?? "") + (expires.map { "<Expires>\($0)</Expires>" } ?? "")
    let text =
      "<s:Envelope xmlns:s='\(SecurityFixture.soap11)'><s:Header><o:Security xmlns:o='\(o)'>"
      + "<Timestamp xmlns='\(u)'>\(times)</Timestamp></o:Security></s:Header><s:Body/></s:Envelope>"
    // 2026-11-18T11:06:40Z
    return SecurityFixture.shared.verifier().read(Array(text.utf8))
  }

  @Test(
    arguments: [
      ("2026-11-18T11:06:40.123Z", "2026-11-18T11:11:40.123Z", nil),
      ("2026-11-18T12:06:40+01:00", "2026-11-18T10:11:40-01:00", nil),
      ("2026-11-18T11:06:40Z", nil, nil),
      (nil, nil, nil),
      // Five minutes are allowed each way.
      ("2026-11-18T11:11:39Z", nil, nil),
      ("2026-11-18T11:11:40Z", nil, "message-timestamp-future"),
      ("2026-11-18T10:56:41Z", nil, nil),
      ("2026-11-18T10:56:40Z", nil, "message-timestamp-old"),
      ("2026-11-18T10:58:00Z", "2026-11-18T11:01:41Z", nil),
      ("2026-11-18T10:58:00Z", "2026-11-18T11:01:40Z", "message-timestamp-expired"),
      ("2026-11-18T11:06:40Z", "2026-11-18T11:06:40Z", "message-timestamp-order"),
      ("2026-11-18T11:06:40", nil, "message-timestamp-unreadable"),
      ("18.11.2026", nil, "message-timestamp-unreadable"),
      ("2026-11-18T11:06:40.Zx", nil, "message-timestamp-unreadable"),
      ("2026-13-18T11:06:40Z", nil, "message-timestamp-unreadable"),
    ] as [(String?, String?, String?)])
  func `A timestamp is compared with the clock as WCF does`(created: String?, expires: String?, code: String?) {
    let reading = reading(created, expires)
    #expect(reading.problems.map(\.code) == (code.map { [$0] } ?? []))
    #expect(reading.isPresent)
  }

  @Test func `Times are read with their zone`() {
    let reading = reading("2026-11-18T12:06:40.9+01:00", "2026-11-18T11:07:00Z")
    #expect(reading.created == SecurityFixture.now)
    #expect(reading.expires == Timestamp(secondsSinceEpoch: SecurityFixture.now.secondsSinceEpoch + 20))
  }
}
