/// How many colours a terminal can show.
public enum ColorDepth: Sendable, Hashable, CaseIterable {
  case mono, colors16, colors256, trueColor
}

extension Theme {
  /// The theme in the colours that the terminal has; without colours, attributes alone tell things apart.
  public func reduced(to depth: ColorDepth) -> Theme {
    switch depth {
    case .trueColor: self
    case .mono: .mono
    case .colors16, .colors256:
      mapLooks { look in
        Look(
          foreground: look.foreground?.reduced(to: depth), background: look.background?.reduced(to: depth),
          attributes: look.attributes)
      }
    }
  }
}

extension Color {
  /// The nearest colour of the smaller palette, in the values that xterm gives it.
  public func reduced(to depth: ColorDepth) -> Color {
    switch (depth, self) {
    case (.mono, _): .terminalDefault
    case (.trueColor, _), (_, .terminalDefault): self
    case (.colors256, .palette), (.colors16, .palette(0..<16)): self
    case (.colors256, .rgb(let red, let green, let blue)): .palette(RGB(red, green, blue).nearestOf256)
    case (.colors16, .rgb(let red, let green, let blue)): .palette(RGB(red, green, blue).nearestOf16)
    case (.colors16, .palette(let index)): .palette(RGB(xterm: index).nearestOf16)
    }
  }
}

private struct RGB {
  var red, green, blue: Int

  init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    (self.red, self.green, self.blue) = (Int(red), Int(green), Int(blue))
  }

  init(xterm index: UInt8) {
    switch index {
    case 0..<16: self = Self.ansi[Int(index)]
    case 16..<232:
      let levels = [(index - 16) / 36, (index - 16) / 6 % 6, (index - 16) % 6].map { $0 == 0 ? 0 : 55 + 40 * $0 }
      self.init(levels[0], levels[1], levels[2])
    default:
      let level = 8 + 10 * (index - 232)
      self.init(level, level, level)
    }
  }

  var nearestOf16: UInt8 { (0..<16).min { distance(to: RGB(xterm: $0)) < distance(to: RGB(xterm: $1)) } ?? 7 }

  /// From the colour cube or the greys; the first sixteen are left out because people change them.
  var nearestOf256: UInt8 {
    let levels = [red, green, blue].map { $0 < 48 ? 0 : $0 < 115 ? 1 : ($0 - 35) / 40 }
    let inCube = UInt8(16 + 36 * levels[0] + 6 * levels[1] + levels[2])
    let grey = UInt8(232 + min(23, max(0, ((red + green + blue) / 3 - 3) / 10)))
    return distance(to: RGB(xterm: grey)) < distance(to: RGB(xterm: inCube)) ? grey : inCube
  }

  /// Weighted as the eye does, by the mean of red ("redmean").
  private func distance(to other: RGB) -> Int {
    let (byRed, byGreen, byBlue) = (red - other.red, green - other.green, blue - other.blue)
    let meanRed = (red + other.red) / 2
    return (512 + meanRed) * byRed * byRed + 1024 * byGreen * byGreen + (767 - meanRed) * byBlue * byBlue
  }

  private static let ansi = [
    RGB(0, 0, 0), RGB(205, 0, 0), RGB(0, 205, 0), RGB(205, 205, 0), RGB(0, 0, 238), RGB(205, 0, 205),
    RGB(0, 205, 205), RGB(229, 229, 229), RGB(127, 127, 127), RGB(255, 0, 0), RGB(0, 255, 0), RGB(255, 255, 0),
    RGB(92, 92, 255), RGB(255, 0, 255), RGB(0, 255, 255), RGB(255, 255, 255),
  ]
}
