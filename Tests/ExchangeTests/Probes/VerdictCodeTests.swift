import Handshake
import Testing

@testable import Exchange

/// The codes of verdicts, the table of findings and the stories are one list.
@Suite struct VerdictCodeTests {
  private static let codes = Set(VerdictRule.all.flatMap(\.codes))

  @Test func `Every code of every verdict rule is in the table of findings`() {
    #expect(Self.codes.subtracting(FindingCode.all.map(\.code)).sorted() == [])
  }

  @Test func `What the table gives to the probes alone is a verdict rule's, and no other rule's`() {
    let ofProbes = Set(FindingCode.all.filter { $0.family == .probes }.map(\.code))
    #expect(!ofProbes.isEmpty && ofProbes.isSubset(of: Self.codes))
    #expect(ofProbes.isDisjoint(with: (Rule.all + [Rule.fallback]).flatMap(\.codes)))
  }

  @Test func `Every code of every verdict rule has a story`() {
    #expect(Self.codes.subtracting(VerdictStory.all.map(\.code)).sorted() == [])
  }

  @Test(arguments: VerdictStory.all) func `A probe proves another cause than the call alone shows`(
    _ story: VerdictStory
  )
    throws
  {
    let finding = try #require(story.verdict.finding)
    #expect(finding.code == story.code && story.first.findings.first?.code != story.code)
    #expect(story.verdict.certainty == .confirmed)
    let entry = try #require(FindingCode.named(finding.code))
    #expect(entry.blames.contains(finding.blame), "\(finding.code) blames \(finding.blame)")
  }

  @Test(arguments: VerdictRule.all.map(\.name)) func `A verdict rule gives only the codes that it lists`(
    _ name: String
  ) throws {
    let rule = try #require(VerdictRule.all.first { $0.name == name })
    for story in VerdictStory.all {
      let scene = ProbeScene(first: story.first, results: [story.probe])
      for case .replaces(let finding?) in rule.conclude(scene).map(\.effect) {
        #expect(rule.codes.contains(finding.code))
      }
    }
  }
}
