import Basics
import Certificates
import Collections
import Exchange
import Handshake
import Screen
import Testing
import Text

@testable import Workbench

@Suite("Editing requests in the workbench")
struct EditingTests {
  private var text: (Session) -> String {
    { session in String(decoding: session.model.current?.editor.text.bytes ?? [], as: UTF8.self) }
  }

  @Test("i types into the envelope, letters are no commands there, and Esc saves it")
  func typing() {
    var session = Session()
    session.press("2 i")
    #expect(session.shows("INSERT"))
    session.type("<!--qs-->")
    #expect(text(session).hasPrefix("<!--qs--><soapenv:Envelope"))
    #expect(!session.effects.contains { if case .send = $0 { true } else { false } })
    _ = session.takeEffects()
    session.press("Esc")
    #expect(session.shows("NORMAL"))
    guard case .save(let request, _, false) = session.takeEffects().first else {
      Issue.record("nothing was saved")
      return
    }
    #expect(request.path == "orders/GetOrders")
    #expect(String(decoding: request.envelope ?? [], as: UTF8.self).hasPrefix("<!--qs-->"))
  }

  @Test("every change of the envelope asks for its well-formedness, and late answers are not believed")
  func wellFormedness() {
    var session = Session()
    session.press("2 i")
    session.type("<")
    guard case .checkWellFormed(let path, let revision, _) = session.effects.last else {
      Issue.record("not checked")
      return
    }
    let problem = WellFormednessProblem(position: SourcePosition(line: 1, column: 2), text: "a tag is not closed")
    session.type("a")
    session.send(.wellFormednessChecked(request: path, revision: revision, problem))
    #expect(!session.shows("a tag is not closed"))
    session.send(.wellFormednessChecked(request: path, revision: revision + 1, problem))
    #expect(session.shows("a tag is not closed"))
    #expect(session.shows("✗ line 1"))
  }

  @Test("u takes a change back, C-r makes it again")
  func undo() {
    var session = Session()
    session.press("2 i")
    session.type("abc")
    session.press("Esc u")
    #expect(text(session) == StoredRequest.envelopeText)
    session.press("C-r")
    #expect(text(session).hasPrefix("abc"))
  }

  @Test("pasted text goes in as it is, also when it holds what would be commands")
  func pasting() {
    var session = Session()
    session.press("2 i")
    session.paste("q\n:s")
    #expect(text(session).hasPrefix("q\n:s<soapenv"))
  }

  @Test("= indents the envelope anew, up to where it stops being XML, and says so")
  func reformat() {
    var session = Session()
    session.press("2 =")
    #expect(text(session).contains("\n    <GetOrders/>\n"))
    session.press("i")
    session.type("<")
    session.press("Esc")
    let problem = WellFormednessProblem(position: SourcePosition(line: 1, column: 2), text: "no name")
    let revision = session.model.current?.revision ?? 0
    session.send(.wellFormednessChecked(request: "orders/GetOrders", revision: revision, problem))
    session.press("=")
    #expect(session.shows("Only what stands before line 1 was reformatted"))
  }

  @Test("/ finds text in the envelope, n the next place")
  func search() {
    var session = Session()
    session.press("2 /")
    session.type("body")
    #expect(session.shows("SEARCH"))
    session.press("Enter")
    let first = session.model.current?.editor.selection.range
    #expect(first != nil && first?.isEmpty == false)
    session.press("n")
    #expect(session.model.current?.editor.selection.range.lowerBound ?? 0 > first?.lowerBound ?? 0)
  }

  @Test("the SOAP action and headers are changed by prompts and saved")
  func headers() {
    var session = Session()
    session.press("A C-u")
    session.type("urn:Other")
    session.press("Enter")
    #expect(session.model.current?.document.action == "urn:Other")
    session.settle()
    session.press("2 ] a")
    session.type("X-Trace")
    session.press("Enter")
    session.type("on")
    session.press("Enter")
    #expect(session.model.current?.document.headers.map(\.name) == ["X-Trace"])
    #expect(session.model.current?.document.headers.map(\.value) == ["on"])
    #expect(session.shows("X-Trace"))
    #expect(
      session.effects.contains {
        if case .save(let request, _, _) = $0 { request.document.headers.count == 1 } else { false }
      })
  }

  @Test("the binding form says what goes on the wire and warns when the certificate would stay at home")
  func binding() {
    var session = Session()
    session.press("b c")
    #expect(session.model.current?.document.elements == "text:soap11,https(requireClientCertificate=true)")
    #expect(session.shows("What goes on the wire"))
    #expect(session.shows("Content-Type: text/xml; charset=utf-8"))
    session.press("G k k Space")
    #expect(session.model.current?.document.elements == "text:soap11,https")
    #expect(session.shows("!"))
    session.press("b b")
    #expect(session.model.current?.document.binding == "basic")
    #expect(session.model.current?.document.credential == "none")
  }

  @Test("picking a certificate file names it, keeps the path private and asks for its password")
  func identity() {
    var session = Session()
    session.press("1 G Enter c f")
    #expect(session.takeEffects().contains(.listFolder(path: "/collection")))
    session.send(
      .folderListed(
        path: "/collection",
        [
          FolderEntry(name: "notes.txt", isFolder: false, size: 10),
          FolderEntry(name: "bob.pfx", isFolder: false, size: 2048),
        ]))
    session.type("bob")
    session.press("Enter")
    #expect(session.model.current?.document.identity == "bob")
    guard case .saveIdentity(let entry) = session.effects.first else {
      Issue.record("the identity was not kept: \(session.effects)")
      return
    }
    #expect(entry.reference.certificate == .file(path: "/collection/bob.pfx"))
    #expect(entry.hosts == ["svc.example:8443"])
    // Sooner than the file is looked into: it is the password, and no commands.
    session.type("pws")
    session.send(.certificateInspected(CertificateFilePreview(path: "/collection/bob.pfx", state: .needsPassword)))
    session.press("Backspace Enter")
    guard case .inspectCertificate(let question) = session.effects.last else {
      Issue.record("not inspected again")
      return
    }
    #expect(question.password == .literal(Secret("pw")))
    session.resize(columns: 120, rows: 50)
    session.send(.certificateInspected(.sample(path: "/collection/bob.pfx")))
    #expect(session.shows("Chain, as it is sent"))
    #expect(session.shows("! missing: CN=Root"))
    #expect(session.shows("+ add it from a file to the intermediate store…"))
  }

  @Test("what was added to the intermediate store is said, and the chain is looked at again")
  func intermediates() {
    var session = Session()
    session.press("1 G Enter c f")
    session.send(.folderListed(path: "/collection", [FolderEntry(name: "bob.pfx", isFolder: false)]))
    session.type("bob")
    session.press("Enter")
    _ = session.takeEffects()
    let issuer = CertificateFacts.sample("Issuing CA", issuer: "Root")
    session.send(.intermediatesAdded([.init(certificate: issuer, outcome: .added(path: "/store/issuing.pem"))]))
    #expect(session.shows("Added to the intermediate store: "))
    guard case .inspectCertificate? = session.takeEffects().last else {
      Issue.record("not looked at again")
      return
    }
    session.send(.intermediatesAdded([.init(certificate: issuer, outcome: .leftOut(reason: "it is a root"))]))
    #expect(session.shows("Nothing was added to the intermediate store.") && session.shows("it is a root"))
  }

  @Test("a token is taken by its PKCS#11 URI, asks for its PIN and keeps none")
  func token() {
    var session = Session()
    session.press("1 G Enter c t C-u")
    session.type("pkcs11:token=card;object=carol?pin-value=1234")
    session.press("Enter")
    #expect(session.shows("A PIN cannot be kept in a file.") && !session.shows("1234"))
    session.press("Esc c t C-u")
    session.type("pkcs11:token=card;object=carol")
    session.press("Enter")
    let saved = session.takeEffects().compactMap { if case .saveIdentity(let entry) = $0 { entry } else { nil } }
    #expect(saved.first?.name == "carol" && saved.first?.reference.password == .prompt)
    #expect(saved.first?.reference.certificate.label == "pkcs11:token=card;object=carol")
  }

  @Test("requests are made, renamed and deleted, the last after a question")
  func tree() {
    var session = Session()
    session.press("1 g a")
    session.type("Cancel")
    session.press("Enter")
    #expect(
      session.effects.contains { if case .createRequest(let new) = $0 { new.path == "orders/Cancel" } else { false } })
    _ = session.takeEffects()
    session.press("1 G r C-u")
    session.type("Pong")
    session.press("Enter")
    #expect(session.takeEffects().last == .rename(path: "Ping", to: "Pong"))
    session.press("d n")
    #expect(session.takeEffects().isEmpty)
    session.press("d y")
    #expect(session.takeEffects() == [.delete(path: "Ping")])
  }

  @Test("a renamed request keeps what is open in it, once its files have the new name")
  func renaming() {
    var session = Session()
    session.press("1 G Enter 2 ] ]")
    session.press("1 r C-u")
    session.type("Pong")
    session.press("Enter")
    #expect(session.model.currentPath == "Ping")
    var renamed = Collection.sample
    renamed.items[1] = .request(.sample("Pong", identity: nil))
    session.send(.collectionLoaded(renamed))
    #expect(session.model.currentPath == "Pong")
    #expect(session.model.current?.tab == .binding)
  }

  @Test("what is changed while a file is being written is written right after")
  func savesOneAtATime() {
    var session = Session()
    session.press("A C-u")
    session.type("urn:One")
    session.press("Enter")
    session.press("A C-u")
    session.type("urn:Two")
    session.press("Enter")
    let saved = { (effects: [Effect]) in
      effects.compactMap { if case .save(let request, _, _) = $0 { request.document.action } else { nil } }
    }
    #expect(saved(session.effects) == ["urn:One"])
    session.settle()
    #expect(saved(session.effects) == ["urn:Two"])
  }

  @Test("commands take an argument on the command line")
  func arguments() {
    var session = Session()
    for line in ["url https://host.example/x", "binding custom", "identity none", "action urn:X"] {
      session.press(":")
      session.type(line)
      session.press("Enter")
    }
    let document = session.model.current?.document
    #expect(document?.url == "https://host.example/x" && document?.action == "urn:X")
    #expect(document?.binding == "custom" && document?.identity == nil)
    session.press(":")
    session.type("send everything")
    session.press("Enter")
    #expect(session.shows("send does not know what \"everything\" is."))
  }

  @Test("files of the collection that could not be read are told once")
  func problems() {
    var collection = Collection.sample
    collection.problems = [
      Collection.Problem(severity: .error, file: "Broken.yaml", line: 3, text: "this is no YAML")
    ]
    var session = Session(collection)
    #expect(session.shows("Broken.yaml:3: this is no YAML"))
    session.press("c")
    session.send(.collectionLoaded(collection))
    #expect(!session.shows("Broken.yaml"))
  }

  @Test("a new request is shown once the collection has it")
  func wanted() {
    var session = Session()
    session.press("1 G a")
    session.type("New")
    session.press("Enter")
    var changed = Collection.sample
    changed.items.append(.request(StoredRequest(path: "New")))
    session.send(.collectionLoaded(changed))
    #expect(session.model.currentPath == "New")
  }

  @Test("a file that somebody else changed is not overwritten unasked")
  func conflict() {
    var session = Session()
    session.press("2 i")
    session.type("x")
    session.press("Esc")
    session.send(.saveFailed(request: "orders/GetOrders", .changed, isConflict: true))
    #expect(session.shows("was changed on the disk"))
    _ = session.takeEffects()
    session.press("m")
    guard case .save(_, _, true) = session.takeEffects().first else {
      Issue.record("not overwritten")
      return
    }
  }
}

extension CertificateFilePreview {
  static func sample(path: String) -> CertificateFilePreview {
    let leaf = CertificateFacts.sample("bob", issuer: "Partner CA 2")
    let issuer = CertificateFacts.sample("Partner CA 2", issuer: "Root")
    return CertificateFilePreview(
      path: path, state: .readable, format: .pfx, encryption: ["AES-256-CBC"], certificates: [leaf, issuer],
      hasPrivateKey: true,
      chain: CertificateChain(certificates: [leaf, issuer], steps: [], missingIssuer: .named("Root")),
      warnings: ["The chain is not complete: CN=Root is missing."])
  }
}
