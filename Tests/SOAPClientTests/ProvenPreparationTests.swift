import Basics
import Bindings
import Certificates
import Exchange
import Lab
import Synchronization
import TLS
import Testing

@testable import SOAPClient

@Suite struct ProvenPreparationTests {
  private static let binding = Binding.basicHTTPS(
    BasicHTTPSBinding(transport: .init(clientCredentialType: .certificate)))

  @Test func `The same bytes with the same password are one identity, until its dates want judging anew`() async throws
  {
    let lab = try TestLab()
    let reference = IdentityReference(bytes: try lab.pfx(.alice), password: LabPKI.password)
    let proven = ProvenPreparation()
    let clock = Mutex(ClientEnvironment.process.now())
    var environment = ClientEnvironment.process
    environment.intermediatesFolder = nil
    environment.now = { clock.withLock { $0 } }
    let preparation = IdentityPreparation(environment: environment, cancellation: Cancellation(), proven: proven)

    let first = try await preparation.load(reference).get()
    let second = try await preparation.load(reference).get()
    #expect(first.identity === second.identity)
    #expect(first.steps == second.steps)

    clock.withLock { $0 = Timestamp(secondsSinceEpoch: $0.secondsSinceEpoch + 61) }
    let later = try await preparation.load(reference).get()
    #expect(later.identity !== first.identity)
  }

  @Test func `A wrong password is refused though the right one was proven before`() async throws {
    let lab = try TestLab()
    let session = SOAPSession.test()
    var draft = lab.draft(binding: Self.binding)
    draft.identity = IdentityReference(bytes: try lab.pfx(.alice), password: LabPKI.password)
    #expect(await session.report(of: draft).exitStatus == .answered)

    draft.identity = IdentityReference(bytes: try lab.pfx(.alice), password: "not it")
    #expect(await session.report(of: draft).exitStatus == .identity)
  }

  @Test func `A certificate file that changes between two calls counts at once`() async throws {
    let lab = try TestLab()
    let session = SOAPSession.test()
    let folder = try TestFolder()
    var draft = lab.draft(binding: Self.binding)
    let path = try folder.write(try lab.pfx(.alice), as: "client.pfx")
    draft.identity = IdentityReference(certificate: .file(path: path), password: .literal(Secret(LabPKI.password)))
    let before = await session.report(of: draft)

    _ = try folder.write(try lab.pfx(.bob), as: "client.pfx")
    let after = await session.report(of: draft)
    #expect(before.ticket?.identity?.chain.certificates.first != after.ticket?.identity?.chain.certificates.first)
    #expect(after.exitStatus == .answered)
  }
}
