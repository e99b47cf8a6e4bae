internal import Basics
internal import Collections
internal import Exchange
internal import Screen

// The request as it will be sent.
extension Model {
  mutating func openPreview() -> [Effect] {
    guard let request = current, let collection else {
      say("There is no request to look at: press a in the tree of requests to make one.", .bad)
      return []
    }
    do {
      let draft = try collection.draft(of: request.toStore, identities: identities, choice: variableChoice)
      let lines = draft.preview.split(separator: "\n", omittingEmptySubsequences: false).map { Toned(String($0)) }
      let page = Page(
        title: "\(request.name.neutralised), as it will be sent",
        lines: lines.dropLast(lines.last?.columns == 0 ? 1 : 0),
        choices: [Choice("s", "send", .perform(.send)), Choice("y", "copy", .copy(.line(draft.preview)))])
      return open(Popup(.page(page)))
    } catch {
      return show(Problem(error))
    }
  }
}
