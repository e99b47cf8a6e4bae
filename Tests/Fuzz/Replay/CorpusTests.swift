import Foundation
import Testing

/// The corpus that libFuzzer found, without libFuzzer: what was once survived stays so.
@Suite struct CorpusTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Corpus")

  private func inputs(of target: FuzzTarget) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(
      at: Self.folder.appending(path: target.name), includingPropertiesForKeys: nil)
  }

  @Test(arguments: FuzzTarget.all) func `every input of the corpus keeps what is promised`(_ target: FuzzTarget) throws
  {
    let inputs = try inputs(of: target)
    #expect(!inputs.isEmpty, "no corpus for \(target.name)")
    for input in inputs {
      let bytes = Array(try Data(contentsOf: input))
      #expect(throws: Never.self, "\(target.name)/\(input.lastPathComponent)") { try target.check(bytes) }
    }
  }

  /// Each input cut at a few places and with a few bits turned: no libFuzzer, but more than the corpus.
  @Test(arguments: FuzzTarget.all) func `its neighbours keep it too`(_ target: FuzzTarget) throws {
    for input in try inputs(of: target).sorted(by: { $0.path < $1.path }).prefix(40) {
      let bytes = Array(try Data(contentsOf: input))
      for step in 1...4 {
        let place = bytes.count * step / 5
        #expect(throws: Never.self, "\(input.lastPathComponent) cut at \(place)") {
          try target.check(Array(bytes.prefix(place)))
        }
        guard bytes.indices.contains(place) else { continue }
        var turned = bytes
        turned[place] ^= 1 << (UInt8(step) & 7)
        #expect(throws: Never.self, "\(input.lastPathComponent) turned at \(place)") { try target.check(turned) }
      }
    }
  }

  @Test func `every folder of the corpus belongs to a target`() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(Set(folders) == Set(FuzzTarget.all.map(\.name)))
  }
}
