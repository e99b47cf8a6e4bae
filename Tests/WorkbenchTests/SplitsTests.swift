import Screen
import Testing

@testable import Workbench

@Suite("The sizes of the panes")
struct SplitsTests {
  private static func area(_ pane: Pane, _ session: Session) -> Rect? {
    session.model.layout.panes.first { $0.pane == pane }?.area
  }

  @Test("keys make the pane with the focus taller, shorter, wider and narrower, each by a step, and back")
  func keys() throws {
    var session = Session(columns: 160, rows: 45)
    session.fail()
    for (pane, grow, shrink) in [
      ("1", "'", "`"), ("1", ")", "("), ("2", "'", "`"), ("2", ")", "("), ("3", "'", "`"), ("4", "'", "`"),
      ("4", ")", "("),
    ] {
      session.press("\\ \(pane)")
      // The same size before and after: what the workbench chooses depends on the focus.
      session.press(grow)
      let before = try #require(Self.area(session.model.focus, session))
      session.press(grow)
      let grown = try #require(Self.area(session.model.focus, session))
      #expect(grown.rows + grown.columns > before.rows + before.columns, "\(pane) \(grow)")
      session.press(shrink)
      #expect(Self.area(session.model.focus, session) == before, "\(pane) \(shrink)")
    }
  }

  @Test("the sizes hold when the focus goes elsewhere and when the screen becomes another, until they are given back")
  func holding() throws {
    var session = Session(columns: 160, rows: 46)
    session.press("2 ) )")
    let rows = try #require(Self.area(.request, session)).rows
    session.press("1")
    #expect(Self.area(.tree, session)?.rows == rows)
    session.resize(columns: 160, rows: 92)
    #expect(abs(try #require(Self.area(.tree, session)).rows - 2 * rows) <= 4)
    session.press("\\")
    #expect(session.model.splits == Splits())
  }

  @Test("no pane is pressed to nothing, and none goes over the edge", arguments: [80, 120, 200], [26, 40, 60])
  func bounds(columns: Int, rows: Int) {
    var session = Session(columns: columns, rows: rows)
    session.fail()
    for keys in [
      "1 ( ( ( ( ( ( ( ( ( ( ( ( ( ( ( ( (", "2 ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) )", "3 ' ' ' ' ' ' ' ' ' ' '",
    ] {
      session.press(keys)
      for (pane, area) in session.model.layout.panes {
        #expect(area.rows >= 3 && area.columns >= 10, "\(pane) \(area)")
        #expect(area.endColumn <= columns && area.endRow <= rows)
      }
    }
  }

  @Test("the mouse drags the lines between the panes")
  func mouse() throws {
    var session = Session(columns: 160, rows: 45)
    session.fail()
    let tree = try #require(Self.area(.tree, session))
    session.drag(from: Position(column: tree.endColumn - 1, row: 5), to: Position(column: 60, row: 5))
    #expect(Self.area(.tree, session)?.endColumn == 61)
    session.drag(from: Position(column: 20, row: tree.endRow - 1), to: Position(column: 20, row: 30))
    #expect(Self.area(.tree, session)?.endRow == 31)
    let handshake = try #require(Self.area(.handshake, session))
    session.drag(from: Position(column: handshake.endColumn, row: 35), to: Position(column: 50, row: 35))
    #expect(Self.area(.handshake, session)?.endColumn == 51)
    // Released: a drag elsewhere moves nothing.
    let splits = session.model.splits
    session.send(.input(.mouse(MouseEvent(action: .drag, button: .left, position: Position(column: 5, row: 5)))))
    #expect(session.model.splits == splits)
  }

  @Test("where one pane has the whole screen, that is said", arguments: [")", "'"])
  func alone(key: String) {
    var session = Session(columns: 80, rows: 24)
    session.press(key)
    #expect(session.shows("This pane has all"))
    #expect(session.model.splits == Splits())
  }

  @Test("a share gives back exactly the cells that it was made of", arguments: [10, 37, 45, 119, 160, 500])
  func shares(count: Int) {
    for cells in 0...count {
      #expect(Splits.cells(Splits.share(cells, of: count), of: count, preset: 0, least: 0) == cells)
    }
  }

  @Test("a zoomed pane stays zoomed when the answer comes")
  func zoom() {
    var session = Session(columns: 160, rows: 45)
    session.press("2 +")
    session.succeed()
    #expect(session.model.isZoomed && session.model.focus == .response)
  }
}

extension Session {
  mutating func drag(from start: Position, to end: Position) {
    for (action, position) in [(MouseEvent.Action.press, start), (.drag, end), (.release, end)] {
      send(.input(.mouse(MouseEvent(action: action, button: .left, position: position))))
    }
  }
}
