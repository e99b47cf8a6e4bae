/// System.TimeSpan's text form, `[d.]hh:mm:ss[.fffffff]`, and seconds.
enum TimeSpan {
  /// `int.MaxValue` milliseconds and above: what programs write when they mean no limit.
  private static let endless = 2_147_483.647

  /// As the text form writes it, or the text itself when it is none.
  static func seconds(_ text: String) -> String {
    if text.lowercased() == "infinite" { return "infinite" }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3 else { return text }
    let first = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let numbers = (first + parts.dropFirst()).map { Double($0) }
    guard first.count <= 2, !numbers.contains(nil) else { return text }
    let values = numbers.compactMap(\.self)
    let days = first.count == 2 ? values[0] : 0
    let rest = values.suffix(parts.count)
    let clock = zip(rest, [3600.0, 60, 1]).reduce(0) { $0 + $1.0 * $1.1 }
    let seconds = days * 86400 + clock
    guard seconds.isFinite, seconds < endless else { return seconds.isFinite ? "infinite" : text }
    return seconds == seconds.rounded() ? String(Int(seconds)) : String(seconds)
  }

  /// - Parameter seconds: as the text form writes it.
  static func text(_ seconds: String) -> String {
    guard let value = Double(seconds), value.isFinite, value >= 0, value < endless else { return "Infinite" }
    let whole = Int(value)
    let ticks = Int(((value - Double(whole)) * 1e7).rounded())
    let clock = [whole / 3600 % 24, whole / 60 % 60, whole % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    let fraction = ticks == 0 ? "" : "." + String(String(10_000_000 + min(ticks, 9_999_999)).dropFirst())
    return (whole >= 86400 ? "\(whole / 86400)." : "") + clock.joined(separator: ":") + fraction
  }
}
