import Basics
import Bindings
import Certificates
import Collections
import Exchange
import Foundation
import Handshake
import Screen
import Testing

@testable import Workbench

/// Every pane and every window on top, on the smallest screen and on a wide one, held against the screens in `Screens/`.
///
/// With SIGNET_RECORD_SCREENS=1 in the environment the screens are written anew instead; look at what changed.
@Suite("Recorded screens")
struct RecordedScreens {
  /// A name and the script that leads there.
  struct Scene: Sendable, CustomTestStringConvertible {
    var name: String
    var script: @Sendable (inout Session) -> Void
    var testDescription: String { name }

    init(_ name: String, _ script: @escaping @Sendable (inout Session) -> Void) {
      self.name = name
      self.script = script
    }
  }

  static let scenes: [Scene] = handshake + envelope + described + around + others + disk + past + answers

  private static let around: [Scene] = [
    Scene("open-requests") { $0.openThree() },
    Scene("open-requests-list") {
      $0.openThree()
      $0.press("t")
    },
    Scene("open-requests-many") {
      let items = (1...30).map { Collection.Item.request(.sample("Request number \($0)")) }
      $0 = Session(
        Collection(folder: "/collection", name: "many", items: items), columns: $0.size.columns, rows: $0.size.rows)
      for _ in 1...20 { $0.press("1 j Enter") }
    },
    Scene("calls-in-flight") {
      _ = $0.sendRequest()
      $0.press("1 j Enter")
      let number = $0.sendRequest()
      $0.send(.exchange(number, .answerBegan(status: 200, httpHeaders: [HTTPHeader("Content-Length", "40000000")])))
      for step in 0...4 {
        $0.send(.exchange(number, .answerBytes(received: step * 5_000_000)))
        $0.send(.tick(now: .midday, milliseconds: step * 500))
      }
      $0.press("4")
    },
    Scene("panes-resized") {
      $0.fail()
      $0.press("2 ( ( ` ` ` 3 ' ' '")
    },
    Scene("tree-filter") {
      $0.press("f")
      $0.type("ord")
    },
    Scene("tree-filtered") {
      $0.press("f")
      $0.type("put")
      $0.press("Enter 1")
    },
    Scene("tree-move") { $0.press("1 G m") },
  ]

  private static let handshake: [Scene] = [
    Scene("ladder-refused") { $0.refuse() },
    Scene("ladder-finding-open") {
      $0.refuse()
      $0.press("g Enter")
    },
    Scene("ladder-rung-open") {
      $0.refuse()
      $0.goToBrokenRung()
      $0.press("l")
    },
    Scene("messages") {
      $0.exchange(Capture.mutual12, answered: true)
      $0.press("3 ]")
    },
    Scene("message-of-rung") {
      $0.refuse()
      $0.goToBrokenRung()
      $0.press("Enter")
    },
    Scene("message-field") {
      $0.exchange(Capture.mutual13, answered: true)
      $0.press("3 ] g Enter j j j j j j l j j")
    },
    Scene("message-bytes") {
      $0.exchange(Capture.mutual13, answered: true)
      $0.press("3 ] g Enter j j j j j j v")
    },
    Scene("certificates") {
      $0.refuse()
      $0.press("3 ] ]")
    },
    Scene("certificate-open") {
      $0.refuse()
      $0.press("3 ] ] j Enter")
    },
    Scene("authorities") {
      $0.exchange(Capture.mutual12, answered: true)
      $0.press("3 ] ] ]")
    },
    Scene("compare-nothing") {
      $0.refuse()
      $0.press("3 [")
    },
    Scene("compare") {
      $0.exchange(Capture.mutual13, answered: true)
      $0.refuse()
      $0.press("3 [")
    },
    Scene("compare-list-open") {
      $0.exchange(Capture.mutual12, answered: true)
      $0.refuse()
      $0.press("3 [")
      $0.press("/")
      $0.type("≠ signature")
      $0.press("Enter Enter")
    },
    Scene("compare-menu") {
      $0.exchange(Capture.mutual13, answered: true)
      $0.exchange(Capture.mutual12, answered: true)
      $0.refuse()
      $0.press("C")
    },
    Scene("handshake-copy") {
      $0.refuse()
      $0.press("3 ] ] j y")
    },
    Scene("handshake-export") {
      $0.refuse()
      $0.press("w")
    },
    Scene("capture-written") {
      $0.refuse()
      $0.press("K")
      let capture = Handshake.Capture(startedAtMicroseconds: 0, secrets: Secret("CLIENT_RANDOM 00 00\n"))
      $0.send(.captureWritten(path: "/home/me/call.pcapng", contents: CaptureText.ofPackets(capture)))
    },
    Scene("handshake-running") { _ = $0.sendRequest() },
  ]

  private static let envelope: [Scene] = [
    Scene("undo-tree") {
      $0.press("2 i")
      $0.type("one")
      $0.send(.tick(now: Timestamp(secondsSinceEpoch: Timestamp.midday.secondsSinceEpoch + 200), milliseconds: 0))
      $0.press("C-_")
      $0.type("<!--two")
      $0.press("M-t")
    },
    Scene("find") {
      $0.press("2 /")
      $0.type("soapenv:[BE]")
      $0.press("M-r")
    },
    Scene("find-unusable") {
      $0.press("2 * /")
      $0.type("(soap")
    },
    Scene("replace-with") {
      $0.press("2 * R")
      $0.type("(soap)env")
      $0.press("Enter")
      $0.type("$1")
    },
    Scene("replace-confirm") {
      $0.press("2 R")
      $0.type("soapenv")
      $0.press("Enter")
      $0.type("s")
      $0.press("Enter y")
    },
    Scene("folded") {
      $0.press("2 = z")
    },
    Scene("wrapped") {
      $0.press("2 - W G")
    },
    Scene("rename-element") { $0.press("2 r") },
    Scene("vim-normal") {
      $0.model.keymap = .vim
      $0.press("2 j w 2 d")
    },
    Scene("vim-visual") {
      $0.model.keymap = .vim
      $0.press("2 g g j v i t")
    },
    Scene("vim-visual-lines") {
      $0.model.keymap = .vim
      $0.press("2 g g j V j")
    },
    Scene("vim-help") {
      $0.model.keymap = .vim
      $0.press("2 F1")
    },
    Scene("next-error") {
      $0.press("2 i")
      $0.type("<a>")
      $0.press("Del Del Del Del Esc }")
    },
  ]

  private static let others: [Scene] = [
    Scene("tree") { _ in },
    Scene("tree-empty") { $0 = Session(.empty, columns: $0.size.columns, rows: $0.size.rows) },
    Scene("envelope") { $0.press("2") },
    Scene("envelope-typing") { $0.press("i") },
    Scene("headers") { $0.press("2 ]") },
    Scene("binding") { $0.press("2 ] ]") },
    Scene("binding-custom") { $0.press("b c") },
    Scene("binding-choices") { $0.press("2 ] ] j Enter") },
    Scene("identity") { $0.press("2 ] ] ]") },
    Scene("response-body") { $0.succeed() },
    Scene("response-headers") {
      $0.succeed()
      $0.press("]")
    },
    Scene("response-timings") {
      $0.succeed()
      $0.press("] ]")
    },
    Scene("response-fault") {
      let fault = Response.Fault(
        version: "1.1", code: "soap:Client", subcodes: [], reason: "No such order", actor: nil, detail: nil)
      $0.succeed(Sample.response(status: 500, fault: fault))
    },
    Scene("response-verdict") {
      $0.refuse()
      $0.press("4")
    },
    Scene("help") { $0.press("?") },
    Scene("palette") { $0.press("C-p") },
    Scene("command-line") { $0.press(": e") },
    Scene("password") { $0.press("s") },
    Scene("menu-certificates") { $0.press("c") },
    Scene("menu-binding") { $0.press("b") },
    Scene("prompt-address") { $0.press("U") },
    Scene("question-delete") { $0.press("1 d") },
    Scene("files") {
      $0.press("c f")
      $0.send(
        .folderListed(
          path: "/keys",
          [FolderEntry(name: "old", isFolder: true), FolderEntry(name: "alice.pfx", isFolder: false, size: 2612)]))
    },
    Scene("problem") {
      $0.send(
        .failed(
          Problem(
            code: "denied", summary: "The file could not be written.", values: ["/etc/x: permission denied"],
            remedy: "Choose another folder.")))
    },
  ]

  private static let disk: [Scene] = [
    Scene("disk-typing") { $0.editBothSides() },
    Scene("disk-conflict") {
      $0.editBothSides()
      $0.press("Esc")
      $0.send(.saveFailed(request: "orders/GetOrders", .changed, isConflict: true))
    },
    Scene("disk-deleted") {
      $0.editBothSides()
      $0.press("Esc")
      $0.send(.saveFailed(request: "orders/GetOrders", .deleted, isConflict: true))
    },
    Scene("disk-difference") {
      $0.editBothSides()
      $0.press("Esc")
      $0.showDifference()
    },
  ]

  private static let past: [Scene] = [
    Scene("history") {
      $0.openHistory()
      $0.press("j")
    },
    Scene("history-filter") {
      $0.openHistory()
      $0.press("a /")
      $0.type("order")
    },
    Scene("history-delete") {
      $0.openHistory()
      $0.press("d")
    },
    Scene("history-shown") {
      $0.openHistory()
      $0.press("Enter")
      $0.send(.pastRead(.samples[0], Sample.pastReport, .show))
      $0.press("3")
    },
  ]

  private static let answers: [Scene] = [
    Scene("checks") { $0.judgeSample() },
    Scene("checks-none") {
      $0.succeed()
      $0.press("[")
    },
    Scene("check-menu") {
      $0.succeed()
      $0.press("l")
      $0.indexElements()
      $0.press("l l a")
    },
    Scene("answer-element") {
      $0.succeed()
      $0.press("l")
      $0.indexElements()
      $0.press("l l")
    },
    Scene("preview") { $0.press("I") },
    Scene("settings") { $0.showSettings() },
    Scene("settings-theme") {
      $0.showSettings()
      $0.press("j Enter")
    },
    Scene("certificate-browser") { $0.browseCertificates() },
    Scene("certificate-browser-chosen") {
      $0.browseCertificates()
      $0.press("Down Down Down Down")
    },
    Scene("certificate-browser-password") {
      $0.browseCertificates()
      $0.type("locked")
      $0.press("Enter")
      $0.type("wrong")
      $0.press("Enter")
      $0.send(.certificateInspected(CertificateFilePreview(path: "/keys/locked.pfx", state: .wrongPassword)))
    },
  ]

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
    "Screens")
  private static let isRecording = ProcessInfo.processInfo.environment["SIGNET_RECORD_SCREENS"] == "1"

  @Test("is as it was recorded", arguments: scenes, [Size(columns: 80, rows: 24), Size(columns: 160, rows: 45)])
  func recorded(scene: Scene, size: Size) throws {
    var session = Session(columns: size.columns, rows: size.rows)
    scene.script(&session)
    let file = Self.folder.appendingPathComponent("\(scene.name)-\(size.columns)x\(size.rows).txt")
    let shown = session.screen + "\n"
    if Self.isRecording {
      try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
      try Data(shown.utf8).write(to: file)
    }
    let recorded = try String(contentsOf: file, encoding: .utf8)
    #expect(shown == recorded, "\(scene.name) shows\n\(shown)and was recorded as\n\(recorded)")
  }

  @Test("no recorded screen is without its script, and no two scripts have one name")
  func complete() throws {
    let expected = Self.scenes.flatMap { ["\($0.name)-80x24.txt", "\($0.name)-160x45.txt"] }
    let found = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(found.sorted() == expected.sorted())
  }
}
