import Basics
import Bindings
import Certificates
import Exchange
import Handshake
import SOAPClient
import Synchronization
import Testing

/// What a person is asked for, and how often: nothing listens where these calls go.
@Suite struct EnteredSecretTests {
  private let asked = Count()
  private let session: SOAPSession

  init() {
    let asked = asked
    session = SOAPSession(
      environment: ClientEnvironment(
        now: { Timestamp(secondsSinceEpoch: 0) }, variable: { _ in nil },
        prompt: { _ in
          asked.value.withLock { $0 += 1 }
          return Secret("typed")
        }))
  }

  /// How many questions there were after a call.
  private func questions(_ url: String, folder: String?) async -> Int {
    let insertion = Insertion(
      marker: "m1", written: "{{token}}", content: .secret(name: "token", .prompt, folder: folder))
    _ = await session.report(
      of: Draft(
        url: url, httpHeaders: [HTTPHeader("X-Token", "m1p.")], folder: folder, insertions: [insertion]))
    return asked.value.withLock { $0 }
  }

  @Test func `a secret is asked for once for a collection's server, and again for another`() async {
    #expect(await questions("http://127.0.0.1:1/a", folder: "/bank") == 1)
    #expect(await questions("http://127.0.0.1:1/b?c", folder: "/bank") == 1)
    #expect(await questions("http://localhost:1/a", folder: "/bank") == 2, "another environment's server")
    #expect(await questions("http://127.0.0.1:1/a", folder: "/other") == 3, "another collection")
    #expect(await questions("http://localhost:1", folder: "/bank") == 3)
  }
}

private final class Count: Sendable {
  let value = Mutex(0)
}
