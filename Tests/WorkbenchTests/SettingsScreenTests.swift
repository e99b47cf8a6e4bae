import Basics
import Certificates
import Collections
import Exchange
import Screen
import Testing

@testable import Workbench

@Suite("The settings screen and the certificate browser")
struct SettingsScreenTests {
  @Test("every setting is a row with its value, where that comes from, and what it is for")
  func rows() {
    var session = Session()
    session.press("$")
    #expect(session.takeEffects().last == .loadSettings)
    session.showSettings()
    #expect(session.line(with: "theme")?.contains("light  (settings.yaml  preset: dark)") == true)
    #expect(session.line(with: "bell")?.contains("true  (preset)") == true)
    #expect(session.shows("/home/me/.config/signet/settings.yaml"))
    session.press("j")
    #expect(session.shows("the name of a theme"))
  }

  @Test("choosing a value writes it, the preset takes the line away, and the screen is there again with what holds")
  func change() {
    var session = Session()
    session.showSettings()
    session.press("j Enter j Enter")
    #expect(session.takeEffects().last == .setSetting("theme", "high-contrast"))
    session.send(.settingsLoaded(.sample, .standard, SettingsInForce(theme: nil, rings: true)))
    #expect(session.shows("Settings"))
    session.press("Enter")
    session.press("g Enter")
    #expect(session.takeEffects().last == .setSetting("theme", nil))
  }

  @Test("a keymap that was chosen holds from the next key on")
  func keymap() {
    var session = Session()
    session.press("$")
    let keymap = WorkbenchKeymap([WorkbenchKeymap.Binding("Z", .quit, in: [.global])])
    session.send(.settingsLoaded(.sample, keymap, SettingsInForce(theme: nil, rings: true)))
    session.model.popups = []
    _ = session.takeEffects()
    session.press("q")
    #expect(session.takeEffects().isEmpty)
    session.press("Z")
    #expect(session.takeEffects() == [.quit])
  }

  @Test("a setting can be given by its name and value, and one without choices is typed")
  func typed() {
    var session = Session()
    session.press(":")
    session.type("settings bell false")
    session.press("Enter")
    #expect(session.takeEffects().last == .setSetting("bell", "false"))
    session.showSettings()
    session.press("Enter j Enter")
    #expect(session.takeEffects().last == .setSetting("keymap", "vim"))
    session.showSettings()
    session.press("Enter G Enter")
    session.type("~/keys.yaml")
    session.press("Enter")
    #expect(session.takeEffects().last == .setSetting("keymap", "~/keys.yaml"))
  }

  @Test("the browser says what each file holds, and looks into those of the folder only once")
  func files() {
    var session = Session()
    session.browseCertificates()
    #expect(
      session.line(with: "bob.pfx")?.contains("bob · key · chain incomplete · until 2027-06-27, 211 d left · P") == true
    )
    #expect(session.line(with: "locked.pfx")?.contains("encrypted: Enter asks") == true)
    #expect(session.line(with: "broken.pem")?.contains("✗ This is no certificate.") == true)
    #expect(!session.shows("notes.txt"))
    let asked = session.takeEffects().compactMap {
      if case .inspectCertificate(let question) = $0 { question.path } else { nil }
    }
    #expect(asked.filter { $0 == "/keys/bob.pfx" }.count == 1)
    session.send(.folderListed(path: "/keys", CertificateBrowser.sampleEntries))
    #expect(session.takeEffects().isEmpty)
  }

  @Test("Enter on a file makes it the request's, with the password that was typed for it")
  func used() {
    var session = Session()
    session.browseCertificates()
    _ = session.takeEffects()
    session.type("locked")
    session.press("Enter")
    session.type("wrong")
    session.press("Enter")
    session.send(.certificateInspected(CertificateFilePreview(path: "/keys/locked.pfx", state: .wrongPassword)))
    #expect(session.shows("That was not it."))
    _ = session.takeEffects()
    session.type("right")
    session.press("Enter")
    let question = CertificateQuestion(path: "/keys/locked.pfx", password: .literal(Secret("right")))
    #expect(session.takeEffects() == [.inspectCertificate(question)])
    session.send(.certificateInspected(.sample(path: "/keys/locked.pfx")))
    session.press("Enter")
    #expect(session.model.currentIdentityName == "locked")
    #expect(session.model.secrets["locked"] == Secret("right"))
    #expect(session.model.popups.isEmpty)
    let effects = session.takeEffects()
    let asked = effects.compactMap { if case .inspectCertificate(let question) = $0 { question.password } else { nil } }
    #expect(asked == [.literal(Secret("right"))])
    let saved = effects.compactMap {
      if case .saveIdentity(let entry) = $0 { entry.reference.password } else { nil }
    }
    #expect(saved.last == .prompt)
  }

  @Test("a file that an identity names is looked into with the identity's password alone")
  func identityFile() {
    var session = Session()
    session.press("B")
    _ = session.takeEffects()
    session.send(
      .folderListed(
        path: "/keys",
        [FolderEntry(name: "alice.pfx", isFolder: false), FolderEntry(name: "bob.pfx", isFolder: false)]))
    #expect(session.takeEffects() == [.inspectCertificate(CertificateQuestion(path: "/keys/bob.pfx"))])
  }

  @Test("an identity that is known is chosen by its name, and folders are walked")
  func walked() {
    var session = Session()
    session.press("1 G 2 B")
    #expect(session.takeEffects().contains(.listFolder(path: "/collection")))
    session.send(.folderListed(path: "/collection", [FolderEntry(name: "keys", isFolder: true)]))
    session.press("Down Down Enter")
    #expect(session.takeEffects().last == .listFolder(path: "/collection/keys"))
    session.press("Backspace")
    #expect(session.takeEffects().last == .listFolder(path: "/collection"))
    session.press("Enter")
    #expect(session.model.currentIdentityName == "alice")
  }
}

extension ShownSettings {
  static let sample = ShownSettings(
    file: "/home/me/.config/signet/settings.yaml",
    rows: Settings.keys.map { key in
      let isTheme = key.name == "theme"
      return Row(
        name: key.name, help: key.help, value: isTheme ? "light" : key.preset, preset: isTheme ? "dark" : key.preset,
        origin: isTheme ? "settings.yaml" : "preset",
        choices: isTheme ? ["dark", "light", "high-contrast", "sixteen", "mono"] : key.choices)
    })
}

extension CertificateBrowser {
  static let sampleEntries = [
    FolderEntry(name: "old", isFolder: true), FolderEntry(name: "bob.pfx", isFolder: false, size: 2612),
    FolderEntry(name: "locked.pfx", isFolder: false, size: 2612),
    FolderEntry(name: "broken.pem", isFolder: false, size: 3),
    FolderEntry(name: "notes.txt", isFolder: false, size: 3),
  ]
}

extension Session {
  mutating func showSettings() {
    press("$")
    send(.settingsLoaded(.sample, .standard, SettingsInForce(theme: nil, rings: true)))
  }

  /// The folder of the identity that is used now, with what its files hold.
  mutating func browseCertificates() {
    press("B")
    send(.folderListed(path: "/keys", CertificateBrowser.sampleEntries))
    send(.certificateInspected(CertificateFilePreview(path: "/keys/alice.pfx", state: .needsPassword)))
    send(.certificateInspected(.sample(path: "/keys/bob.pfx")))
    send(.certificateInspected(CertificateFilePreview(path: "/keys/locked.pfx", state: .needsPassword)))
    let problem = Problem(code: "no", summary: "This is no certificate.", remedy: "Choose another file.")
    send(.certificateInspected(CertificateFilePreview(path: "/keys/broken.pem", state: .failed(problem))))
  }
}
