extension Color {
  /// A colour as a theme names it: `#rrggbb`, a palette index 0…255, `default`, or one of the sixteen names (`red`,
  /// `bright-red`…).
  public init?(named name: String) {
    let digits = name.dropFirst()
    if name.hasPrefix("#"), digits.utf8.count == 6, let value = UInt32(digits, radix: 16), digits.first != "+" {
      self = .rgb(UInt8(value >> 16), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF))
    } else if name == "default" {
      self = .terminalDefault
    } else if let index = UInt8(name) ?? Self.names.firstIndex(of: name).map({ UInt8($0) }) {
      self = .palette(index)
    } else {
      return nil
    }
  }

  private static let hues = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]
  private static let names = hues + hues.map { "bright-" + $0 }
}
