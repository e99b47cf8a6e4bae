import Basics
import Collections
import Screen
import Testing

@testable import Workbench

@Suite("The tree of requests")
struct TreeTests {
  private static let ping = DeletedEntry(
    path: "Ping", files: [DeletedEntry.File(path: "Ping.yaml", bytes: [1, 2], mode: 0o644)])

  private static var withoutPing: Collection {
    var collection = Collection.sample
    collection.items.removeLast()
    return collection
  }

  // MARK: Filter

  @Test("f cuts the tree down while it is typed and counts what is left; Enter keeps it, Esc shows all")
  func filter() {
    var session = Session()
    session.press("f")
    #expect(session.shows("FILTER"))
    session.type("put ORD")
    #expect(session.shows("1 of 3"))
    #expect(session.model.treeRows.map(\.path) == ["orders", "orders/PutOrder"])
    session.press("Enter")
    #expect(session.model.currentPath == "orders/PutOrder")
    #expect(session.shows("filter: put ORD  1 of 3"))
    session.press("1 f")
    #expect(session.model.treeRows.count == 4)
    session.type("ping")
    #expect(session.shows("1 of 3"))
    session.press("Enter 1 Esc")
    #expect(session.model.treeRows.count == 4)
    #expect(session.model.rowUnderCursor?.path == "Ping")
  }

  @Test("a filter that nothing matches says so, and Esc while typing gives the tree back")
  func nothing() {
    var session = Session()
    session.press("f")
    session.type("zzz")
    #expect(session.shows("0 of 3") && session.model.treeRows.isEmpty)
    session.press("Enter 1 Enter")
    #expect(session.shows("No request matches zzz; Esc shows all.") && session.model.popups.isEmpty)
    session.press("f Esc")
    #expect(session.model.treeRows.count == 4 && session.model.commandLine == nil)
  }

  @Test("a closed folder is open while its requests are filtered")
  func closedFolder() {
    var session = Session()
    session.press("1 g Space f")
    session.type("get")
    #expect(session.model.treeRows.map(\.path) == ["orders", "orders/GetOrders"])
    session.press("Esc")
    #expect(session.model.treeRows.map(\.path) == ["orders", "Ping"])
  }

  // MARK: Taking back

  @Test("a deleted request comes back, is shown again, and can be deleted once more")
  func deleting() {
    var session = Session()
    session.press("1 G d y")
    #expect(session.takeEffects().contains(.delete(path: "Ping")))
    session.send(.treeChanged(.removed(Self.ping)))
    session.send(.collectionLoaded(Self.withoutPing))
    #expect(session.shows("Ping is deleted; u in the tree brings it back"))
    _ = session.takeEffects()
    session.press("1 u")
    #expect(session.takeEffects() == [.restore(Self.ping)])
    session.send(.treeChanged(.made(path: "Ping")))
    session.send(.collectionLoaded(.sample))
    #expect(session.model.currentPath == "Ping")
    #expect(session.model.messageLog.last?.notice.text == "Taken back: Ping was deleted.")
    _ = session.takeEffects()
    session.press("1 C-r")
    #expect(session.takeEffects().contains(.delete(path: "Ping")))
    session.send(.treeChanged(.removed(Self.ping)))
    #expect(session.model.treeHistory.done == [.removed(Self.ping)] && session.model.treeHistory.undone.isEmpty)
  }

  @Test("what was renamed, moved or made is taken back, the last first")
  func renaming() {
    var session = Session()
    session.send(.treeChanged(.made(path: "New")))
    session.send(.treeChanged(.moved(from: "Ping", to: "orders/Ping")))
    session.press("1 u")
    #expect(session.takeEffects().last == .rename(path: "orders/Ping", to: "Ping"))
    // Nothing else is begun before the disk has answered.
    session.press("u")
    #expect(session.takeEffects().isEmpty)
    session.send(.treeChanged(.moved(from: "orders/Ping", to: "Ping")))
    session.press("u")
    #expect(session.takeEffects().last == .delete(path: "New"))
    session.send(.treeChanged(.removed(DeletedEntry(path: "New"))))
    session.press("u")
    #expect(session.shows("Nothing was made, deleted, renamed or moved here"))
  }

  @Test("what could not be taken back can be tried again")
  func failing() {
    var session = Session()
    session.send(.treeChanged(.removed(Self.ping)))
    session.press("1 u")
    session.send(.treeChangeFailed(Problem(code: "x", summary: "It exists already.", remedy: "Rename it.")))
    #expect(session.shows("It exists already."))
    session.press("Esc u")
    #expect(session.takeEffects().filter { $0 == .restore(Self.ping) }.count == 2)
  }

  @Test("no more is kept of what was deleted than the limit, but always the last")
  func limit() {
    var history = TreeHistory()
    let large = [UInt8](repeating: 0, count: TreeHistory.byteLimit / 2)
    for index in 0..<4 {
      let file = DeletedEntry.File(path: "\(index)", bytes: large, mode: 0o644)
      _ = history.add(.removed(DeletedEntry(path: "\(index)", files: [file])))
    }
    #expect(history.done.count == 2)
    for index in 0..<500 { _ = history.add(.made(path: "\(index)")) }
    #expect(history.done.count == TreeHistory.limit)
  }

  // MARK: Moving

  @Test("m moves a request into a folder, and out of it")
  func moving() {
    var session = Session()
    session.press("1 G m a")
    #expect(session.takeEffects().last == .rename(path: "Ping", to: "orders/Ping"))
    session.press("g j m .")
    #expect(session.takeEffects().last == .rename(path: "orders/GetOrders", to: "GetOrders"))
    session.press("g m")
    #expect(session.shows("There is no other folder"))
  }

  @Test("a closed folder shows that something in it is not saved yet")
  func unsaved() {
    var session = Session()
    session.press("1 g j Enter i")
    session.type("x")
    session.press("Esc 1 g Space")
    #expect(session.line(with: "▸ orders")?.contains("orders *") == true)
    session.settle()
    #expect(session.line(with: "▸ orders")?.contains("*") == false)
  }
}
