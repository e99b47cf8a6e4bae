import Bindings
import Collections
import Handshake
import Testing

@testable import Workbench

@Suite("The fields of forms")
struct FormChoicesTests {
  /// Goes to the row with that label.
  private func stand(on label: String, in session: inout Session) {
    session.press("g")
    for _ in session.model.formRows where session.model.rowUnderFormCursor?.label != label { session.press("j") }
    #expect(session.model.rowUnderFormCursor?.label == label)
  }

  @Test("Enter lists what a field may be, with what it means, and stands on what it is")
  func list() {
    var session = Session()
    session.press("b b")
    stand(on: "Message encoding", in: &session)
    #expect(session.shows("Enter choose") && session.shows("Space next choice") && !session.shows("a new"))
    session.press("Enter")
    #expect(session.shows("long base64 goes out as MIME parts (XOP)"))
    session.press("j Enter")
    let mtom = "basic(security=transport,credential=certificate,messageEncoding=mtom)"
    #expect(session.model.current?.document.binding == mtom)
    session.press("Enter Enter")
    #expect(session.model.current?.document.binding == mtom)
    session.press("Enter Esc Space")
    #expect(session.model.current?.document.binding == "basic")
  }

  @Test("a custom binding's encoder is exchanged, with its version and charset, and goes along to other bindings")
  func encoder() {
    var session = Session()
    session.press("b c")
    stand(on: "Message version", in: &session)
    session.press("Enter")
    #expect(session.shows("SOAP 1.2 with WS-Addressing 1.0"))
    session.press("Esc Space")
    let elements = { (session: Session) in session.model.current?.document.elements ?? "" }
    #expect(elements(session) == "text:soap12,https(requireClientCertificate=true)")
    stand(on: "Message encoding", in: &session)
    session.press("Enter j Enter")
    #expect(elements(session) == "mtom:soap12,https(requireClientCertificate=true)")
    session.press("Enter k Enter")
    #expect(elements(session) == "text:soap12,https(requireClientCertificate=true)")
    session.press("Space b b")
    let mtom = "basic(security=transport,credential=certificate,messageEncoding=mtom)"
    #expect(session.model.current?.document.binding == mtom)
  }

  @Test("every choice of every field is one that can be made")
  func everyChoice() {
    for key in ["b", "s", "w", "7", "c"] {
      var session = Session()
      session.press("b \(key)")
      for row in session.model.formRows {
        guard let field = row.field, let request = session.model.current,
          let choices = session.model.bindingForm(of: request).choices(of: field)
        else { continue }
        #expect(choices.words.contains { $0.word == choices.current }, "\(row.label) of \(key)")
        for word in choices.words.map(\.word) {
          let form = session.model.bindingForm(of: request)
          let changed = BindingForm(
            document: form.changed(field, to: word), defaults: form.defaults, address: form.address)
          #expect(changed.choices(of: field)?.current == word, "\(row.label) of \(key): \(word)")
        }
      }
    }
  }

  @Test("TLS versions are listed, with what is deprecated")
  func versions() {
    var session = Session()
    session.press("2 ] ] ]")
    stand(on: "Lowest TLS version", in: &session)
    session.press("Enter")
    #expect(session.shows("deprecated (RFC 8996)"))
    session.press("j j j Enter")
    #expect(session.model.current?.document.tls.minimum == .tls12)
    session.press("Enter g Enter")
    #expect(session.model.current?.document.tls.minimum == nil)
  }

  @Test("a adds what the tab is of: a header, a file to the identity, and nothing to a binding")
  func add() {
    var session = Session()
    session.press("2 ] a")
    #expect(session.shows("Name of the HTTP header"))
    session.press("Esc ] a")
    #expect(session.model.popups.isEmpty && session.shows("Nothing is added to a binding"))
    session.press("] a")
    #expect(session.shows("Certificates that may complete the chain"))
  }
}
