/// Measurements of one thing, in milliseconds.
struct Sample {
  private let sorted: [Double]

  init(_ milliseconds: [Double]) { sorted = milliseconds.sorted() }

  var minimum: Double { sorted.first ?? .nan }
  var median: Double { quantile(0.5) }

  func quantile(_ share: Double) -> Double {
    guard !sorted.isEmpty else { return .nan }
    return sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
  }

  var text: String {
    "min \(rounded(minimum))  median \(rounded(median))  p99 \(rounded(quantile(0.99))) ms  (\(sorted.count) runs)"
  }
}

/// With two decimals.
func rounded(_ value: Double) -> String {
  guard value.isFinite else { return "-" }
  let hundredths = Int((abs(value) * 100).rounded())
  let fraction = String(hundredths % 100)
  return "\(value < 0 ? "-" : "")\(hundredths / 100).\(fraction.count == 1 ? "0" : "")\(fraction)"
}
