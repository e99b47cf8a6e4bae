public import Basics

/// Why a command did nothing.
public enum EditRefusal: Remediable, Hashable {
  /// The cursor is in no element, or in none that is closed.
  case noElement
  /// - Parameter name: of the start or end tag that has no partner.
  case noPartner(name: String)
  case unusableName(String)
  /// - Parameter line: from 1, where the two hyphens stand.
  case hyphensInComment(line: Int)
  /// - Parameter line: from 1, where the text stops being well-formed.
  case notWellFormed(line: Int)
  case nothingToUndo, nothingToRedo
  case nothingToFold
  case nothingToJoin
  case nothingSelected
  case atEdge

  public var code: String {
    switch self {
    case .noElement: "no-element"
    case .noPartner: "no-partner-tag"
    case .unusableName: "unusable-element-name"
    case .hyphensInComment: "hyphens-in-comment"
    case .notWellFormed: "not-well-formed"
    case .nothingToUndo: "nothing-to-undo"
    case .nothingToRedo: "nothing-to-redo"
    case .nothingToFold: "nothing-to-fold"
    case .nothingToJoin: "nothing-to-join"
    case .nothingSelected: "nothing-selected"
    case .atEdge: "at-the-edge"
    }
  }

  public var summary: String {
    switch self {
    case .noElement: "The cursor is in no element that is closed."
    case .noPartner(let name): "The tag `\(name.neutralised)` has no partner."
    case .unusableName(let name): "`\(name.neutralised)` cannot be the name of an element."
    case .hyphensInComment(let line): "Line \(line) holds two hyphens, which no comment may (XML 1.0, 2.5)."
    case .notWellFormed(let line): "The text stops being well-formed XML on line \(line)."
    case .nothingToUndo: "There is nothing to undo."
    case .nothingToRedo: "There is nothing to redo."
    case .nothingToFold: "The element under the cursor stands on one line."
    case .nothingToJoin: "There is no line below."
    case .nothingSelected: "Nothing is selected."
    case .atEdge: "The lines are at the end of the text already."
    }
  }

  public var remedy: String {
    switch self {
    case .noElement: "Go into an element, or close the one that is open."
    case .noPartner: "Type its other tag, or remove this one."
    case .unusableName: "Begin with a letter or _, go on with letters, digits, . - _ and one colon."
    case .hyphensInComment: "Put a space between the hyphens, or leave that line out."
    case .notWellFormed: "Mend that place first."
    case .nothingToUndo: "This is the first text."
    case .nothingToRedo: "Nothing was undone; the list of states shows every branch."
    case .nothingToFold: "Go into a larger element, or reformat the text first."
    case .nothingToJoin: "Go to a line above the last."
    case .nothingSelected: "Select with Shift and the arrows, or with the mouse."
    case .atEdge: "They can only go the other way."
    }
  }
}
