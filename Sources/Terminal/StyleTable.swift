internal import CNcurses
internal import Screen

/// Which ncurses colour pair and attributes draw a style. Main thread only.
struct StyleTable {
  struct Look {
    var pair: Int32
    var attributes: UInt8
  }

  private struct Colors: Hashable {
    var foreground, background: Int32
    static let terminalDefault = Colors(foreground: -1, background: -1)
  }

  private let colors: Int
  private let pairs: Int
  private var looks: [Style: Look] = [:]
  private var numbers: [Colors: Int32] = [:]
  /// Neighbouring cells mostly share their style.
  private var latest: (style: Style, look: Look)?

  /// - Parameter pairs: how many the terminal allows; pair 0 is its own colours.
  init(colors: Int, pairs: Int) {
    self.colors = colors
    self.pairs = min(pairs, Int(Int16.max))
  }

  /// Styles that come from now on get the terminal's own colours, until all are forgotten.
  private(set) var isFull = false

  mutating func removeAll() {
    looks.removeAll()
    numbers.removeAll()
    latest = nil
    isFull = false
  }

  subscript(style: Style) -> Look {
    mutating get {
      if let latest, latest.style == style { return latest.look }
      let look = looks[style] ?? add(style)
      latest = (style, look)
      return look
    }
  }

  private mutating func add(_ style: Style) -> Look {
    var attributes = style.attributes
    var foreground = number(of: style.foreground)
    // Terminals of eight colours show the bright ones as bold; but a bold black can be black, and grey must be seen.
    if colors < 16, foreground == 8 {
      foreground = 7
      attributes.insert(.dim)
    } else if colors < 16, foreground > 8 {
      attributes.insert(.bold)
    }
    let background = number(of: style.background)
    // White on bright white, or grey on white: eight colours have one of the two only.
    if colors < 16, foreground >= 0, background >= 0, foreground % 8 == background % 8 {
      foreground = background % 8 == 0 ? 7 : 0
      attributes.remove(.dim)
    }
    if colors < 16, background % 8 == 7, Self.paleOnWhite.contains(foreground % 8) { foreground = 0 }
    let look = Look(pair: pair(foreground: foreground, background: background), attributes: attributes.rawValue)
    looks[style] = look
    return look
  }

  /// Green, yellow and cyan: the white of eight colours is a light grey, on which they are hardly seen.
  private static let paleOnWhite: Set<Int32> = [2, 3, 6]

  private func number(of color: Color) -> Int32 {
    guard colors >= 8, case .palette(let index) = color.reduced(to: colors >= 256 ? .colors256 : .colors16) else {
      return -1
    }
    return Int32(index)
  }

  private mutating func pair(foreground: Int32, background: Int32) -> Int32 {
    let base: Int32 = colors < 16 ? 8 : 256
    let wanted = Colors(
      foreground: foreground < 0 ? -1 : foreground % base, background: background < 0 ? -1 : background % base)
    if wanted == .terminalDefault { return 0 }
    if let known = numbers[wanted] { return known }
    let next = Int32(numbers.count + 1)
    guard next < pairs else {
      isFull = true
      return 0
    }
    guard signet_terminal_define_pair(next, wanted.foreground, wanted.background) == 0 else { return 0 }
    numbers[wanted] = next
    return next
  }
}
