import Certificates
import SOAP
import TLS
import Testing

/// Our signatures judged by WSS4J, which Java's services use, and by signxml of Python.
@Suite(.serialized) struct WitnessTests {
  private let fixture = SecurityFixture.shared

  @Test(arguments: WitnessProgram.all)
  func `Another implementation finds our signatures good, and a changed message's bad`(
    witness: WitnessProgram
  ) throws {
    guard witness.isThere else { return }
    for key in [KeyType.rsa, .ecP256] {
      var (good, bad): ([[UInt8]], [[UInt8]]) = ([], [])
      for version in [SecurityFixture.soap11, SecurityFixture.soap12] {
        for parts in [[MessageSecurity.Part.timestamp], [.timestamp, .addressing, .body]] {
          let plan = MessageSecurity(signature: .init(parts: parts, digest: .sha256))
          good.append(try fixture.secured(SecurityFixture.envelope(version), plan, key: key).bytes)
        }
        let changed = String(decoding: good[good.count - 1], as: UTF8.self).replacing("1 &lt; 2", with: "1 &lt; 3")
        bad.append(Array(changed.utf8))
      }
      let told = try witness.verdicts(
        on: good + bad, certificatePEM: fixture.identity(key).certificatePEM(fullChain: false))
      try #require(told.count == good.count + bad.count, "\(told)")
      let ofAll = ["Timestamp", "Timestamp Action To Body"]
      #expect(told.prefix(good.count).elementsEqual((ofAll + ofAll).map { "holds: \($0)" }), "\(key): \(told)")
      #expect(told.suffix(bad.count).allSatisfy { $0.hasPrefix("refused: ") }, "\(key): \(told)")
    }
  }
}
