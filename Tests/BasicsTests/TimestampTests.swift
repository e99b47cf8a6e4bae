import Basics
import Testing

@Suite struct TimestampTests {
  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"), (1_795_749_061, "2026-11-27T03:11:01Z"),
    (-1, "1969-12-31T23:59:59Z"), (253_402_300_799, "9999-12-31T23:59:59Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
  ])
  func momentsPrintAsRFC3339(seconds: Int64, text: String) {
    #expect(Timestamp(secondsSinceEpoch: seconds).description == text)
  }

  @Test func aDateOfTheCalendarGoesThereAndBack() {
    let moment = Timestamp(year: 2024, month: 2, day: 29, hour: 23, minute: 59, second: 58)
    #expect(moment?.description == "2024-02-29T23:59:58Z")
    #expect(Timestamp(year: 2024, month: 13, day: 1) == nil)
    #expect(Timestamp(year: 2024, month: 1, day: 1, hour: 24) == nil)
  }

  @Test func daysAreCountedDownwards() {
    let noon = Timestamp(secondsSinceEpoch: 43_200)
    #expect(noon.days(until: Timestamp(secondsSinceEpoch: 43_200 + 86_399)) == 0)
    #expect(noon.days(until: Timestamp(secondsSinceEpoch: 43_200 + 86_400)) == 1)
    #expect(noon.days(until: Timestamp(secondsSinceEpoch: 43_199)) == -1)
  }
}
