/// A colour as a theme names it; the terminal quantises it to what it can show.
public enum Color: Sendable, Hashable {
  case terminalDefault
  /// Index into the terminal's palette, 0…255.
  case palette(UInt8)
  case rgb(UInt8, UInt8, UInt8)
}

public struct Attributes: OptionSet, Sendable, Hashable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let bold = Attributes(rawValue: 1)
  public static let dim = Attributes(rawValue: 2)
  public static let underline = Attributes(rawValue: 4)
  public static let reverse = Attributes(rawValue: 8)
  public static let italic = Attributes(rawValue: 16)
}

/// How a cell is drawn.
public struct Style: Sendable, Hashable {
  public var foreground: Color
  public var background: Color
  public var attributes: Attributes

  public init(
    foreground: Color = .terminalDefault, background: Color = .terminalDefault, attributes: Attributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  public static let plain = Style()
}

/// One column of one row. A wide character takes its cell and the next one, which has `width` 0.
public struct Cell: Sendable, Hashable {
  /// Never a control character.
  public var scalar: Unicode.Scalar
  /// A combining mark on it, if any.
  public var mark: Unicode.Scalar?
  public var width: UInt8
  public var style: Style

  public init(_ scalar: Unicode.Scalar, mark: Unicode.Scalar? = nil, width: UInt8 = 1, style: Style = .plain) {
    self.scalar = scalar
    self.mark = mark
    self.width = width
    self.style = style
  }

  public static let blank = Cell(" ")
}

/// Columns and rows.
public struct Size: Sendable, Hashable {
  public var columns: Int
  public var rows: Int

  public init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }
}

/// A position on the screen, 0-based from the top left.
public struct Position: Sendable, Hashable {
  public var column: Int
  public var row: Int

  public init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}

/// A whole screen as a value: what the terminal should look like.
public struct Frame: Sendable, Hashable {
  public let size: Size
  /// Row by row, `size.columns` each.
  public var cells: [Cell]
  /// Where the terminal's cursor stands; nil hides it.
  public var cursor: Position?

  public init(size: Size, style: Style = .plain) {
    self.size = size
    cells = Array(repeating: Cell(" ", style: style), count: max(0, size.columns * size.rows))
  }

  /// Text of one row, trailing blanks dropped: what tests compare.
  public func text(row: Int) -> String {
    var scalars = String.UnicodeScalarView()
    for cell in cells[row * size.columns..<(row + 1) * size.columns] where cell.width > 0 {
      scalars.append(cell.scalar)
      if let mark = cell.mark { scalars.append(mark) }
    }
    let text = String(scalars)
    return String(text.reversed().drop { $0 == " " }.reversed())
  }

  public var text: String { (0..<size.rows).map(text(row:)).joined(separator: "\n") }
}
