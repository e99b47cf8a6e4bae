/// A moment in UTC, whole seconds since 1970-01-01T00:00:00Z, without the weight of a calendar library.
public struct Timestamp: Sendable, Hashable, Comparable, CustomStringConvertible {
  public var secondsSinceEpoch: Int64

  public init(secondsSinceEpoch: Int64) { self.secondsSinceEpoch = secondsSinceEpoch }

  /// From a date of the proleptic Gregorian calendar in UTC; nil when a field is out of range.
  public init?(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    guard (0...9999).contains(year), (1...12).contains(month), (1...31).contains(day), (0...23).contains(hour),
      (0...59).contains(minute), (0...60).contains(second)
    else { return nil }
    let days = Self.daysSinceEpoch(year: year, month: month, day: day)
    secondsSinceEpoch = Int64(days * 86400 + hour * 3600 + minute * 60 + second)
  }

  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.secondsSinceEpoch < right.secondsSinceEpoch
  }

  /// Whole days from this moment to `other`, negative when `other` lies before.
  public func days(until other: Timestamp) -> Int {
    let seconds = other.secondsSinceEpoch - secondsSinceEpoch
    return Int(seconds >= 0 ? seconds / 86400 : -((-seconds + 86399) / 86400))
  }

  /// RFC 3339: `2026-11-27T03:11:00Z`.
  public var description: String {
    let clock = Int(((secondsSinceEpoch % 86400) + 86400) % 86400)
    return "\(date)T\(pad(clock / 3600)):\(pad(clock / 60 % 60)):\(pad(clock % 60))Z"
  }

  /// The day alone: `2026-11-27`.
  public var date: String {
    let clock = ((secondsSinceEpoch % 86400) + 86400) % 86400
    let (year, month, day) = Self.civil(daysSinceEpoch: Int((secondsSinceEpoch - clock) / 86400))
    return "\(pad(year, 4))-\(pad(month))-\(pad(day))"
  }

  // Days are counted in 400-year eras that begin on 1 March, so that the leap day is the last of its year.
  private static func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int {
    let marchYear = month <= 2 ? year - 1 : year
    let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
    let yearOfEra = marchYear - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func civil(daysSinceEpoch days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }
}

private func pad(_ number: Int, _ width: Int = 2) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
