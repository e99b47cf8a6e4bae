/// A line of text whose parts look different.
public struct StyledLine: Sendable, Hashable, ExpressibleByStringLiteral, ExpressibleByArrayLiteral {
  public struct Span: Sendable, Hashable {
    public var text: String
    public var style: Style

    public init(_ text: String, _ style: Style = .plain) {
      self.text = text
      self.style = style
    }
  }

  public var spans: [Span]

  public init(_ spans: [Span]) { self.spans = spans }
  public init(_ text: String, _ style: Style = .plain) { self.init([Span(text, style)]) }
  public init(stringLiteral text: String) { self.init(text) }
  public init(arrayLiteral spans: Span...) { self.init(spans) }

  public var text: String { spans.map(\.text).joined() }
  public var columns: Int { spans.reduce(0) { $0 + $1.text.columns } }
}

extension Canvas {
  /// Draws the spans one after the other, cut off with an ellipsis where they do not fit.
  ///
  /// - Returns: the columns they took.
  @discardableResult
  public mutating func line(_ line: StyledLine, column: Int = 0, row: Int = 0, maxColumns: Int? = nil) -> Int {
    let room = max(0, min(maxColumns ?? .max, bounds.columns - column))
    var used = 0
    for (index, span) in line.spans.enumerated() {
      let rest = line.spans[(index + 1)...].contains { !$0.text.isEmpty }
      if used + span.text.columns == room, rest {
        used += text(span.text + " ", column: column + used, row: row, style: span.style, maxColumns: room - used)
        return used
      }
      used += text(span.text, column: column + used, row: row, style: span.style, maxColumns: room - used)
      if used >= room { break }
    }
    return used
  }
}
