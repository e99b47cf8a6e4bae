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

  /// A colour of the larger palette, above the first sixteen.
  init(xterm index: UInt8) {
    let cube = max(16, index) - 16
    if cube < 216 {
      let levels = [cube / 36, cube / 6 % 6, cube % 6].map { $0 == 0 ? 0 : 55 + 40 * $0 }
      self.init(levels[0], levels[1], levels[2])
    } else {
      let level = 8 + 10 * (cube - 216)
      self.init(level, level, level)
    }
  }

  /// By hue, because the nearest by distance of a soft colour is a grey.
  var nearestOf16: UInt8 {
    let (most, least) = (max(red, green, blue), min(red, green, blue))
    if most - least < 32 { return most < 40 ? 0 : most < 144 ? 8 : most < 240 ? 7 : 15 }
    let middle = (most + least) / 2
    let hue = UInt8((red > middle ? 1 : 0) + (green > middle ? 2 : 0) + (blue > middle ? 4 : 0))
    return most < 176 ? hue : hue + 8
  }

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
}
