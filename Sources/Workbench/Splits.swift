internal import Screen

/// How the panes share the screen as the person has set it, in thousandths, so that it holds for every size of the screen;
/// nil where the workbench decides.
public struct Splits: Sendable, Equatable {
  /// Of the rows, those of the upper panes.
  public var upper: Int?
  /// Of the columns, those of the tree beside the request.
  public var tree: Int?
  /// Of the columns, those of the handshake beside the response.
  public var handshake: Int?

  /// What is between two panes.
  enum Border: Hashable {
    case upper, tree, handshake
  }

  public init(upper: Int? = nil, tree: Int? = nil, handshake: Int? = nil) {
    self.upper = upper.map(Self.bounded)
    self.tree = tree.map(Self.bounded)
    self.handshake = handshake.map(Self.bounded)
  }

  subscript(border: Border) -> Int? {
    get {
      switch border {
      case .upper: upper
      case .tree: tree
      case .handshake: handshake
      }
    }
    set {
      let value = newValue.map(Self.bounded)
      switch border {
      case .upper: upper = value
      case .tree: tree = value
      case .handshake: handshake = value
      }
    }
  }

  private static func bounded(_ share: Int) -> Int { min(max(0, share), 1000) }

  /// The share that gives exactly that many cells of so many.
  static func share(_ cells: Int, of count: Int) -> Int { count > 0 ? (cells * 1000 + count - 1) / count : 0 }

  /// Cells of the first of two panes; neither gets fewer than the least, where there is room for both.
  ///
  /// - Parameter preset: what it is where nothing is set.
  static func cells(_ share: Int?, of count: Int, preset: Int, least: Int) -> Int {
    let wanted = share.map { $0 * count / 1000 } ?? preset
    return max(min(wanted, count - least), min(least, count / 2))
  }
}

extension Splits.Border {
  /// Rows or columns that a pane keeps.
  var least: Int { self == .upper ? 4 : 16 }

  /// Cells by which a key moves it.
  var step: Int { self == .upper ? 2 : 4 }
}
