/// A number as it is written, compared exactly: account numbers have more digits than a `Double` keeps.
struct NumberText: Comparable {
  private let isNegative: Bool
  /// Without zeros in front.
  private let whole: [UInt8]
  /// Behind the point, without zeros at its end.
  private let fraction: [UInt8]

  /// Nil for what is no decimal number (XML Schema part 2 section 3.2.3), with an exponent or without.
  init?(_ text: String) {
    var digits = Array(text.utf8)[...]
    let sign = digits.first.flatMap { "+-".utf8.contains($0) ? $0 : nil }
    if sign != nil { digits.removeFirst() }
    var exponent = 0
    if let place = digits.firstIndex(where: { $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E") }) {
      guard let number = Int(String(decoding: digits[(place + 1)...], as: UTF8.self)), abs(number) <= 400 else {
        return nil
      }
      exponent = number
      digits = digits[..<place]
    }
    let parts = digits.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, !parts.allSatisfy(\.isEmpty),
      parts.allSatisfy({ $0.allSatisfy { (0x30...0x39).contains($0) } })
    else { return nil }
    let (whole, fraction) = Self.moved(Array(first), parts.count > 1 ? Array(parts[1]) : [], by: exponent)
    self.whole = Array(whole.drop { $0 == 0x30 })
    self.fraction = Array(fraction.reversed().drop { $0 == 0x30 }.reversed())
    isNegative = sign == UInt8(ascii: "-") && !(self.whole.isEmpty && self.fraction.isEmpty)
  }

  /// The point moved to the right, or to the left by a negative number.
  private static func moved(_ whole: [UInt8], _ fraction: [UInt8], by places: Int) -> ([UInt8], [UInt8]) {
    let zeros = [UInt8](repeating: 0x30, count: abs(places))
    let digits = (places < 0 ? zeros : []) + whole + fraction + (places > 0 ? zeros : [])
    let point = places < 0 ? whole.count : whole.count + places
    return (Array(digits[..<point]), Array(digits[point...]))
  }

  static func < (left: Self, right: Self) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    return left.isNegative ? right.isSmaller(than: left) : left.isSmaller(than: right)
  }

  /// Without the signs.
  private func isSmaller(than other: Self) -> Bool {
    if whole.count != other.whole.count { return whole.count < other.whole.count }
    return whole == other.whole
      ? fraction.lexicographicallyPrecedes(other.fraction) : whole.lexicographicallyPrecedes(other.whole)
  }
}
