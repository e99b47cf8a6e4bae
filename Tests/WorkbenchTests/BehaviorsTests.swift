import Basics
import Collections
import Exchange
import Handshake
import Screen
import Testing

@testable import Workbench

/// Behaviors in the workbench: added, ordered, switched; and programs, which are asked about once.
@Suite struct BehaviorsTests {
  private func opened() -> Session {
    var session = Session()
    session.press("2 ] G")
    return session
  }

  /// Chooses a kind in the list that is open.
  private func choose(_ word: String, in session: inout Session) {
    for _ in 0..<(BehaviorKind.all.firstIndex { $0.word == word } ?? 0) { session.press("j") }
    session.press("Enter")
  }

  private func behaviors(_ session: Session) -> [String] {
    session.model.current?.document.behaviors.map(\.description) ?? []
  }

  @Test func `One is added from the list of kinds, with its argument`() {
    var session = opened()
    session.press("Enter")
    #expect(session.shows("Client certificate"))
    choose("http-header", in: &session)
    session.press("C-u")
    session.type("X-Trace=42")
    session.press("Enter")
    #expect(behaviors(session) == ["http-header X-Trace=42"])
    #expect(session.shows("[x] HTTP header"))
    guard case .save(let request, _, _)? = session.effects.last else {
      Issue.record("nothing is saved: \(session.effects)")
      return
    }
    #expect(request.document.behaviors == [RequestBehavior(.httpHeader(.init("X-Trace", "42")))])
  }

  @Test func `One without an argument is there at once, Space switches it, d deletes it`() {
    var session = opened()
    session.press("Enter")
    choose("mtom", in: &session)
    #expect(behaviors(session) == ["mtom"])
    session.press("G k Space")
    #expect(behaviors(session) == ["off mtom"])
    #expect(session.shows("[ ] MTOM"))
    session.press("Enter")
    #expect(behaviors(session) == ["mtom"])
    session.press("d")
    #expect(behaviors(session) == [])
  }

  @Test func `The binding tab says which behaviors change it`() {
    var session = opened()
    session.model.current?.document.behaviors = [
      RequestBehavior(.mtom), RequestBehavior(.clientCertificate, isOn: false),
    ]
    session.press("] G")
    #expect(session.shows("behaviors change this: mtom"))
    session.press("G")
    #expect(!session.shows("client-certificate"))
  }

  @Test func `They are moved, and the cursor goes along`() {
    var session = opened()
    for kind in ["mtom", "client-certificate"] {
      session.press("G Enter")
      choose(kind, in: &session)
      session.settle()
    }
    session.press("G k K")
    #expect(behaviors(session) == ["client-certificate", "mtom"])
    session.press("K")
    #expect(behaviors(session) == ["client-certificate", "mtom"])
    session.press("J Space")
    #expect(behaviors(session) == ["mtom", "off client-certificate"])
  }

  @Test func `An argument that means nothing is refused with what is expected`() {
    var session = opened()
    session.press("Enter")
    choose("endpoint", in: &session)
    session.press("C-u")
    session.type("nowhere")
    session.press("Enter")
    #expect(session.shows("This makes no behavior"))
    #expect(behaviors(session) == [])
  }

  @Test func `A program is asked about with its command before it runs, and then sent`() {
    var session = Session()
    session.model.secrets["alice"] = Secret("secret")
    session.model.current?.document.behaviors = [RequestBehavior(.pipe("./sign.sh --now"))]
    session.press("s")
    #expect(session.shows("./sign.sh --now"))
    #expect(!session.effects.contains { if case .send = $0 { true } else { false } })
    session.press("y")
    guard case .trust(let programs)? = session.effects.last else {
      Issue.record("nothing is trusted: \(session.effects)")
      return
    }
    #expect(programs.map(\.command) == ["./sign.sh --now"])
    session.settle()
    let trusted = TrustedPrograms([programs[0].folder ?? "": ["./sign.sh --now"]])
    session.send(.programsTrusted(trusted))
    #expect(session.effects.contains { if case .send = $0 { true } else { false } })
  }

  @Test func `a file outside that was chosen here is trusted with the choice, one inside needs no trust`() throws {
    var session = Session()
    let folder = try #require(session.model.collection?.folder)
    let outside = session.model.pick("/elsewhere/root.pem", as: .serverAnchors)
    #expect(outside.contains(.trust([ExternalProgram(command: "file:/elsewhere/root.pem", folder: folder)])))
    let inside = session.model.pick(folder + "/root.pem", as: .serverAnchors)
    #expect(!inside.contains { if case .trust = $0 { true } else { false } })
    #expect(session.model.current?.document.trust.anchorsPath == "root.pem")
  }

  @Test func `a description is fetched with a file outside once that is trusted, and after the answer goes on`() {
    var session = Session()
    session.model.secrets["alice"] = Secret("secret")
    session.model.current?.document.trust.anchorsPath = "/elsewhere/root.pem"
    session.press(":")
    session.type("explorer")
    session.press("Enter")
    session.send(.descriptionOpened(nil))
    session.type("https://svc.example:8443/orders?wsdl")
    session.press("Enter")
    #expect(session.shows("trust them, and fetch"), "\(session.screen)")
    _ = session.takeEffects()
    session.press("y")
    guard case .trust(let programs)? = session.takeEffects().last else {
      Issue.record("nothing is trusted")
      return
    }
    session.send(.programsTrusted(TrustedPrograms([programs[0].folder ?? "": programs.map(\.command)])))
    #expect(session.takeEffects().contains { if case .openDescription(.place, .some) = $0 { true } else { false } })
  }

  @Test func `n leaves the program alone and sends nothing`() {
    var session = Session()
    session.model.secrets["alice"] = Secret("secret")
    session.model.current?.document.behaviors = [RequestBehavior(.pipe("./sign.sh"))]
    session.press("s n")
    #expect(
      !session.effects.contains {
        switch $0 {
        case .send, .trust: true
        default: false
        }
      })
  }

  @Test func `A certificate is not taken to another address unasked`() {
    var session = Session()
    session.model.current?.document.behaviors = [
      RequestBehavior(.endpoint("https://other.example/"))
    ]
    #expect(session.shows("POST https://svc.example:8443/orders → https://other.example/"))
    session.press("s")
    #expect(session.shows("alice has not been shown to other.example:443 before."))
  }
}
