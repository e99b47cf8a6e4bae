internal import Basics

/// The text of a JSON object of which some members change: the others are written once.
struct JSONFrame {
  /// What stands before, between and behind those.
  private let pieces: [String]

  /// - Parameter changing: names of members, in their order.
  /// - Returns: nil for what is no object with such members.
  init?(_ value: JSONValue, changing: [String]) {
    guard case .object(let members) = value else { return nil }
    var pieces: [String] = []
    var piece = "{"
    for (index, member) in members.enumerated() {
      piece += (index > 0 ? "," : "") + JSONValue.string(member.name).description + ":"
      if pieces.count < changing.count, member.name == changing[pieces.count] {
        pieces.append(piece)
        piece = ""
      } else {
        piece += member.value.description
      }
    }
    guard pieces.count == changing.count else { return nil }
    self.pieces = pieces + [piece + "}"]
  }

  /// - Parameter values: of the changing members, in their order, as JSON.
  func text(_ values: [String]) -> String {
    var text = ""
    for (piece, value) in zip(pieces, values) { text += piece + value }
    return text + (pieces.last ?? "")
  }
}
