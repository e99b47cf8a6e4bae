/// Two exchanges side by side: the one that works and the one that does not, with the differences marked.
public struct TranscriptComparison: Sendable, Hashable {
  public enum Difference: Sendable, Hashable {
    case same
    /// The same values in another order.
    case order
    case different
  }

  public struct Row: Sendable, Hashable {
    public var section: ExchangeOutline.Section
    public var label: String
    public var left: [String]
    public var right: [String]
    public var isList: Bool
    public var difference: Difference

    /// Every value once: those of the left in their order, then those that only the right has.
    public var items: [Item] {
      let (leftValues, rightValues) = (Set(left), Set(right))
      var seen: Set<String> = []
      return (left + right).filter { seen.insert($0).inserted }.map {
        Item(text: $0, isLeft: leftValues.contains($0), isRight: rightValues.contains($0))
      }
    }
  }

  /// A value of a list, and who has it.
  public struct Item: Sendable, Hashable {
    public var text: String
    public var isLeft: Bool
    public var isRight: Bool
  }

  /// Section by section; what neither side has is left out.
  public var rows: [Row]
  /// Whether the handshakes are among it: where one side made none, there is nothing to compare.
  public var hasHandshakes: Bool

  public init(_ left: ExchangeOutline, _ right: ExchangeOutline) {
    let hasHandshakes = left.hasHandshake && right.hasHandshake
    self.hasHandshakes = hasHandshakes
    let pairs = zip(left.rows, right.rows).filter { left, right in
      (hasHandshakes || !left.section.isOfHandshake) && !(left.values.isEmpty && right.values.isEmpty)
    }
    rows = pairs.map { left, right in
      Row(
        section: left.section, label: left.label, left: left.values, right: right.values, isList: left.kind == .list,
        difference: Self.difference(left, right))
    }
  }

  public var differenceCount: Int { rows.count { $0.difference != .same } }

  private static func difference(_ left: ExchangeOutline.Row, _ right: ExchangeOutline.Row) -> Difference {
    if left.values == right.values { return .same }
    if left.kind == .time, let left = left.values.first, let right = right.values.first {
      return isFar(milliseconds(left), milliseconds(right)) ? .different : .same
    }
    return left.kind == .list && left.values.sorted() == right.values.sorted() ? .order : .different
  }

  private static func milliseconds(_ text: String) -> Double { Double(text.prefix { $0 != " " }) ?? 0 }

  /// More than three times as long, and long enough to be felt.
  private static func isFar(_ left: Double, _ right: Double) -> Bool {
    abs(left - right) > 50 && max(left, right) > 3 * min(left, right)
  }
}
