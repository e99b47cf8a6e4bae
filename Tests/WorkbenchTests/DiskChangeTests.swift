import Collections
import Screen
import Testing
import Text

@testable import Workbench

@Suite("Changes on the disk while the collection is open")
struct DiskChangeTests {
  private static let path = "orders/GetOrders"

  @Test("what is changed by others is shown, and the cursor's line stays")
  func shown() {
    var session = Session()
    session.press("2 j")
    session.send(.collectionChanged(.sample.changed { $0.envelope = Array("<a>\n<theirs/>\n</a>".utf8) }))
    #expect(session.shows("<theirs/>"))
    #expect(session.shows("orders/GetOrders changed"))
    #expect(session.model.current?.isModified == false)
    #expect(session.model.current?.editor.cursor.line == 1)
  }

  @Test("undo goes back to what was there before the others' change")
  func undone() {
    var session = Session()
    session.send(.collectionChanged(.sample.changed { $0.envelope = Array("<theirs/>".utf8) }))
    session.press("2 u")
    #expect(session.shows("<GetOrders/>"))
  }

  @Test("what one side changed in the document and the other in the envelope is joined without a question")
  func joined() {
    var session = Session()
    session.press("2 i")
    session.type("<!--mine-->")
    session.send(.collectionChanged(.sample.changed { $0.document.url = "https://theirs.example/" }))
    #expect(session.model.popups.isEmpty && session.model.isTyping)
    let current = session.model.current
    #expect(current?.document.url == "https://theirs.example/")
    #expect(current?.toStore.envelope?.starts(with: Array("<!--mine-->".utf8)) == true)
    #expect(current?.isModified == true && current?.hasConflict == false)
  }

  @Test("nobody is asked while typing; Esc asks, and either way keeps both")
  func asked() {
    var session = Session()
    session.editBothSides()
    #expect(session.model.popups.isEmpty && session.model.isTyping)
    #expect(session.shows("! changed on the disk"))
    _ = session.takeEffects()
    session.press("Esc")
    let save = session.takeEffects().first
    guard case .save(let request, _, false) = save else {
      Issue.record("nothing was saved")
      return
    }
    session.send(.saveFailed(request: request.path, .changed, isConflict: true))
    #expect(session.shows("What you have changed here is not saved."))
    var other = session
    session.press("m")
    let effects = session.takeEffects()
    #expect(effects.contains { if case .save(_, _, overwrites: true) = $0 { true } else { false } })
    other.press("t")
    #expect(other.takeEffects() == [.keepMine(request)])
    other.send(.keptBeside(["orders/GetOrders.xml.mine"]))
    other.send(.collectionLoaded(.sample.changed { $0.envelope = Array("<theirs/>".utf8) }))
    #expect(other.shows("<theirs/>") && other.model.current?.isModified == false)
    #expect(other.model.current?.isInDispute == false)
  }

  @Test("of a request whose envelope both changed, the file that only one changed is taken from that side")
  func half() {
    var session = Session()
    session.press("2 i C-a")
    session.paste("<mine/>")
    session.send(
      .collectionChanged(
        .sample.changed {
          $0.envelope = Array("<theirs/>".utf8)
          $0.document.url = "https://theirs/"
        }))
    #expect(session.model.current?.hasConflict == true && session.shows("<mine/>"))
    #expect(session.model.current?.document.url == "https://theirs/" && session.shows("https://theirs/"))
    #expect(session.model.current?.toStore.onDisk.document == 7 && session.model.current?.toStore.onDisk.envelope != 7)
  }

  @Test("the difference is a page with both choices")
  func difference() {
    var session = Session()
    session.editBothSides()
    session.press("Esc")
    session.send(.saveFailed(request: Self.path, .changed, isConflict: true))
    _ = session.takeEffects()
    session.press("d")
    #expect(session.takeEffects().contains { if case .compareWithDisk = $0 { true } else { false } })
    session.showDifference()
    #expect(session.shows("- <theirs/>") && session.shows("+ <mine/>"))
    session.press("t")
    #expect(session.takeEffects().contains { if case .keepMine = $0 { true } else { false } })
  }

  @Test("a request that is deleted on the disk stays open with its unsaved changes, and is written again when asked")
  func deleted() {
    var session = Session()
    session.press("2 i")
    session.type("x")
    var collection = Collection.sample
    collection.items.removeFirst()
    session.send(.collectionChanged(collection))
    #expect(session.model.currentPath == Self.path)
    #expect(session.shows("! deleted on the disk"))
    session.press("Esc")
    session.send(.saveFailed(request: Self.path, .deleted, isConflict: true))
    _ = session.takeEffects()
    session.press("w")
    let effects = session.takeEffects()
    #expect(effects.contains { if case .save(_, _, overwrites: true) = $0 { true } else { false } })
    session.send(.saved(request: Self.path, .init(document: 1, envelope: 1), revision: 1))
    #expect(session.model.current?.isInDispute == false)
  }

  @Test("a request that is deleted on the disk and was not changed here is closed, and another one shown")
  func closed() {
    var session = Session()
    session.press("2")
    var collection = Collection.sample
    collection.items.removeFirst()
    session.send(.collectionChanged(collection))
    #expect(session.model.currentPath == "Ping" && session.model.requests[Self.path] == nil)
    #expect(session.shows("orders/GetOrders and 1 more gone"))
  }

  @Test("a file that is half written by an editor closes nothing and opens no window")
  func halfWritten() {
    var session = Session()
    var collection = Collection.sample
    collection.items.removeFirst()
    collection.problems = [.init(severity: .error, file: Self.path + ".yaml", line: 2, text: "it does not end")]
    session.send(.collectionChanged(collection))
    #expect(session.model.currentPath == Self.path && session.model.popups.isEmpty)
    #expect(session.shows("! orders/GetOrders.yaml:2: it does not end"))
  }
}

extension Session {
  /// The envelope of the current request is changed here and on the disk.
  mutating func editBothSides() {
    press("2 i C-a")
    paste("<mine/>")
    send(.collectionChanged(.sample.changed { $0.envelope = Array("<theirs/>".utf8) }))
  }

  mutating func showDifference() {
    let versions = CollectionFolder.Versions(
      file: "orders/GetOrders.xml", theirs: Array("<a>\n<theirs/>\n</a>\n".utf8),
      ours: Array("<a>\n<mine/>\n</a>\n".utf8))
    send(.comparedWithDisk(request: "orders/GetOrders", [FileDifference(versions)].compactMap(\.self)))
  }
}

extension Problem {
  static let changed = Problem(code: "file-changed-meanwhile", summary: "Somebody changed it.", remedy: "Choose.")
  static let deleted = Problem(code: "file-deleted-meanwhile", summary: "Somebody deleted it.", remedy: "Choose.")
}

extension Collection {
  /// With `orders/GetOrders` as somebody else has changed it.
  func changed(_ change: (inout StoredRequest) -> Void) -> Collection {
    var result = self
    guard case .folder(var folder) = items[0], case .request(var request) = folder.items[0] else { return self }
    change(&request)
    request.onDisk = .init(document: 7, envelope: 7)
    folder.items[0] = .request(request)
    result.items[0] = .folder(folder)
    return result
  }
}
