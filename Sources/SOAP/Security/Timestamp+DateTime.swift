internal import Basics

extension Timestamp {
  /// From xsd:dateTime with a zone (XML Schema part 2 section 3.2.7), cut to whole seconds; nil for anything else.
  init?(dateTime text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes.count <= 64, bytes[10] == UInt8(ascii: "T") else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      let digits = bytes[range]
      guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
    guard bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"), bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"), let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
      let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19)
    else { return nil }
    var rest = bytes[19...]
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst().drop { (0x30...0x39).contains($0) }
    }
    guard let offset = Self.offsetSeconds(String(decoding: rest, as: UTF8.self)),
      let local = Timestamp(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    else { return nil }
    self.init(secondsSinceEpoch: local.secondsSinceEpoch - offset)
  }

  /// `Z` or `+02:00`.
  private static func offsetSeconds(_ zone: String) -> Int64? {
    if zone == "Z" { return 0 }
    let parts = zone.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
    guard zone.count == 6, parts.count == 2, let hours = UInt8(parts[0]), let minutes = UInt8(parts[1]), hours <= 14,
      minutes < 60, zone.first == "+" || zone.first == "-"
    else { return nil }
    let seconds = Int64(hours) * 3600 + Int64(minutes) * 60
    return zone.first == "-" ? -seconds : seconds
  }
}
