internal import Basics
internal import Screen
internal import Text

struct DocumentViewState: Sendable { var top = 0 }
struct EditorViewport: Sendable { var top = 0 }

extension ResponsePaneState {
  mutating func toggleForm() {
    let isPretty = document?.form == .pretty
    document?.form = isPretty ? .asReceived : .pretty
  }
}

extension Model {
  mutating func clickText(_ position: Position, in area: Rect, of pane: Pane) -> [Effect] { moveFocus(to: pane) }
  mutating func drag(to position: Position) -> [Effect] { [] }
  mutating func moveInBody(_ command: Command) {}
  mutating func scrollEnvelope(by rows: Int) {}
  mutating func scrollBody(by rows: Int) {}
  mutating func findInEnvelope(_ isForward: Bool, _ includesHere: Bool) -> Bool { false }
  mutating func findInResponse(_ isForward: Bool, _ includesHere: Bool) -> Bool { false }
  func paintEnvelope(_ painter: inout Painter, _ area: Rect, _ request: OpenRequest) {}
  func paintBody(_ painter: inout Painter, _ area: Rect, _ exchange: ExchangeState) {}
}
