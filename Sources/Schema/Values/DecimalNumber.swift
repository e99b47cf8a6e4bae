/// A decimal number of up to 38 digits, exact.
struct DecimalNumber: Comparable {
  /// The value is `digits / 10^scale`; no trailing zeros after the point.
  private let digits: Int128
  private let scale: Int

  /// Nil when the text is no decimal, or has more digits than are counted here.
  init?(_ text: String) {
    var digits: Int128 = 0
    var scale = 0
    var hasPoint = false
    var count = 0
    var rest = Substring(text)
    let isNegative = rest.first == "-"
    if isNegative || rest.first == "+" { rest = rest.dropFirst() }
    for byte in rest.utf8 {
      if byte == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
        continue
      }
      guard (0x30...0x39).contains(byte), digits < Self.limit else { return nil }
      digits = digits * 10 + Int128(byte - 0x30)
      count += 1
      if hasPoint { scale += 1 }
    }
    guard count > 0 else { return nil }
    while scale > 0, digits % 10 == 0 { (digits, scale) = (digits / 10, scale - 1) }
    self.digits = isNegative ? -digits : digits
    self.scale = scale
  }

  private init(digits: Int128, scale: Int) {
    var (digits, scale) = (digits, scale)
    while scale > 0, digits % 10 == 0 { (digits, scale) = (digits / 10, scale - 1) }
    self.digits = digits
    self.scale = scale
  }

  /// 10^37: one digit more still fits.
  private static let limit: Int128 = (0..<37).reduce(1) { power, _ in power * 10 }

  /// Both as whole numbers of the same scale; nil when that has too many digits.
  private static func aligned(_ a: DecimalNumber, _ b: DecimalNumber) -> (Int128, Int128, Int)? {
    let scale = max(a.scale, b.scale)
    guard let left = a.scaled(to: scale), let right = b.scaled(to: scale) else { return nil }
    return (left, right, scale)
  }

  private func scaled(to wanted: Int) -> Int128? {
    var value = digits
    for _ in scale..<max(scale, wanted) {
      let (product, overflows) = value.multipliedReportingOverflow(by: 10)
      if overflows { return nil }
      value = product
    }
    return value
  }

  static func < (a: DecimalNumber, b: DecimalNumber) -> Bool {
    if let (left, right, _) = aligned(a, b) { return left < right }
    // One is so large that its fraction does not matter.
    return a.approximate < b.approximate
  }

  private var approximate: Double { (0..<scale).reduce(Double(digits)) { value, _ in value / 10 } }

  /// This and one unit of the given decimal place more, or less; nil when that has too many digits.
  func moved(by units: Int, atPlace place: Int) -> DecimalNumber? {
    guard let (left, right, scale) = Self.aligned(self, DecimalNumber(digits: 1, scale: place, kept: true)) else {
      return nil
    }
    let (sum, overflows) = left.addingReportingOverflow(right * Int128(units))
    return overflows ? nil : DecimalNumber(digits: sum, scale: scale)
  }

  private init(digits: Int128, scale: Int, kept: Bool) {
    self.digits = digits
    self.scale = scale
  }

  var fractionDigits: Int { scale }

  /// All digits that count: without leading zeros, but those of the fraction.
  var totalDigits: Int { max(String(digits.magnitude).count, scale, 1) }

  var isWhole: Bool { scale == 0 }

  var text: String {
    let plain = String(digits.magnitude)
    let padded = String(repeating: "0", count: max(0, scale + 1 - plain.count)) + plain
    let whole = padded.dropLast(scale)
    return (digits < 0 ? "-" : "") + (scale == 0 ? padded : whole + "." + padded.suffix(scale))
  }
}
