/// A value of one of the date and time types, for comparison (XML Schema 1.0 part 2 sections 3.2.7 to 3.2.14).
struct CalendarValue {
  /// Since the year 0, as if every missing part were the first; a value without a time zone counts as UTC.
  let seconds: Double

  init?(_ text: String, _ form: LexicalForm) {
    guard let pattern = Self.patterns[form] else { return nil }
    var parser = Parser(rest: Array(text.utf8)[...])
    for part in pattern { guard parser.take(part) else { return nil } }
    guard parser.takeZone(), parser.rest.isEmpty, let seconds = parser.seconds else { return nil }
    self.seconds = seconds
  }

  fileprivate enum Part: Hashable {
    case year, month, day, hour, minute, second
    case mark(String)
  }

  private static let dateParts: [Part] = [.year, .mark("-"), .month, .mark("-"), .day]
  private static let timeParts: [Part] = [.hour, .mark(":"), .minute, .mark(":"), .second]

  private static let patterns: [LexicalForm: [Part]] = [
    .dateTime: dateParts + [.mark("T")] + timeParts,
    .date: dateParts,
    .time: timeParts,
    .yearMonth: [.year, .mark("-"), .month],
    .year: [.year],
    .monthDay: [.mark("--"), .month, .mark("-"), .day],
    .day: [.mark("---"), .day],
    .month: [.mark("--"), .month],
  ]
}

private struct Parser {
  var rest: ArraySlice<UInt8>
  private var parts: [CalendarValue.Part: Int] = [:]
  private var fraction = 0.0
  private var zoneMinutes = 0

  init(rest: ArraySlice<UInt8>) { self.rest = rest }

  mutating func take(_ part: CalendarValue.Part) -> Bool {
    switch part {
    case .mark(let text):
      guard rest.starts(with: text.utf8) else { return false }
      rest = rest.dropFirst(text.utf8.count)
      return true
    case .year: return takeYear()
    case .second: return takeTwo(part, 0...59) && takeFraction()
    case .month: return takeTwo(part, 1...12)
    case .day: return takeTwo(part, 1...31)
    case .hour: return takeTwo(part, 0...24)
    case .minute: return takeTwo(part, 0...59)
    }
  }

  private mutating func takeYear() -> Bool {
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative { rest = rest.dropFirst() }
    let digits = rest.prefix { $0.isDigit }
    guard (4...9).contains(digits.count), let year = Int(String(decoding: digits, as: UTF8.self)), year > 0 else {
      return false
    }
    rest = rest.dropFirst(digits.count)
    parts[.year] = isNegative ? -year : year
    return true
  }

  private mutating func takeTwo(_ part: CalendarValue.Part, _ range: ClosedRange<Int>) -> Bool {
    let digits = rest.prefix(2)
    guard digits.count == 2, digits.allSatisfy(\.isDigit), let value = Int(String(decoding: digits, as: UTF8.self)),
      range.contains(value)
    else { return false }
    rest = rest.dropFirst(2)
    parts[part] = value
    return true
  }

  private mutating func takeFraction() -> Bool {
    guard rest.first == UInt8(ascii: ".") else { return true }
    let digits = rest.dropFirst().prefix { $0.isDigit }
    guard !digits.isEmpty else { return false }
    rest = rest.dropFirst(digits.count + 1)
    fraction = Double("0." + String(decoding: digits, as: UTF8.self)) ?? 0
    return true
  }

  mutating func takeZone() -> Bool {
    guard let sign = rest.first else { return true }
    if sign == UInt8(ascii: "Z") {
      rest = rest.dropFirst()
      return true
    }
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return false }
    rest = rest.dropFirst()
    var zone = Parser(rest: rest)
    guard zone.takeTwo(.hour, 0...14), zone.take(.mark(":")), zone.takeTwo(.minute, 0...59) else { return false }
    rest = zone.rest
    let minutes = (zone.parts[.hour] ?? 0) * 60 + (zone.parts[.minute] ?? 0)
    zoneMinutes = sign == UInt8(ascii: "-") ? -minutes : minutes
    return minutes <= 14 * 60
  }

  /// Nil for a day that its month does not have, or a moment after the day's end.
  var seconds: Double? {
    let (year, month, day) = (parts[.year] ?? 2000, parts[.month] ?? 1, parts[.day] ?? 1)
    let (hour, minute, second) = (parts[.hour] ?? 0, parts[.minute] ?? 0, parts[.second] ?? 0)
    guard day <= Self.days(inMonth: month, of: year), hour < 24 || (minute == 0 && second == 0 && fraction == 0) else {
      return nil
    }
    let days = Self.days(before: year) + (1..<month).reduce(0) { $0 + Self.days(inMonth: $1, of: year) } + day - 1
    return Double(days) * 86400 + Double(hour * 3600 + (minute - zoneMinutes) * 60 + second) + fraction
  }

  private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  private static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func days(before year: Int) -> Int {
    let last = year - 1
    return last * 365 + last / 4 - last / 100 + last / 400
  }
}

/// A duration, for comparison; a month counts as 30 days.
struct Duration8601 {
  let seconds: Double

  init?(_ text: String) {
    var rest = Array(text.utf8)[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative { rest = rest.dropFirst() }
    guard rest.first == UInt8(ascii: "P"), rest.count > 1 else { return nil }
    rest = rest.dropFirst()
    var total = 0.0
    var units = Self.dateUnits[...]
    var isInTime = false
    while let first = rest.first {
      if first == UInt8(ascii: "T") {
        guard !isInTime, rest.count > 1 else { return nil }
        isInTime = true
        units = Self.timeUnits[...]
        rest = rest.dropFirst()
        continue
      }
      let number = rest.prefix { $0.isDigit || $0 == UInt8(ascii: ".") }
      rest = rest.dropFirst(number.count)
      guard let unit = rest.first, let place = units.firstIndex(where: { $0.symbol == unit }),
        let amount = Double(String(decoding: number, as: UTF8.self)), unit == UInt8(ascii: "S") || Self.isWhole(number)
      else { return nil }
      total += amount * units[place].seconds
      units = units[(place + 1)...]
      rest = rest.dropFirst()
    }
    seconds = isNegative ? -total : total
  }

  private static func isWhole(_ number: ArraySlice<UInt8>) -> Bool { !number.contains(UInt8(ascii: ".")) }

  private static let dateUnits: [(symbol: UInt8, seconds: Double)] = [
    (UInt8(ascii: "Y"), 360 * 86400), (UInt8(ascii: "M"), 30 * 86400), (UInt8(ascii: "D"), 86400),
  ]
  private static let timeUnits: [(symbol: UInt8, seconds: Double)] = [
    (UInt8(ascii: "H"), 3600), (UInt8(ascii: "M"), 60), (UInt8(ascii: "S"), 1),
  ]
}
