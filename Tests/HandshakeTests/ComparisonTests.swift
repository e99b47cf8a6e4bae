import Basics
import Certificates
import Testing

@testable import Handshake

@Suite struct ComparisonTests {
  @Test func anExchangeDoesNotDifferFromItself() {
    let outline = outline(Capture.mutual13)
    let comparison = TranscriptComparison(outline, outline)
    #expect(comparison.differenceCount == 0)
    #expect(comparison.rows.contains { $0.label == "cipher suite" && $0.left == ["TLS_AES_256_GCM_SHA384"] })
  }

  @Test func theVersionTheAlertAndTheFindingAreTheDifferences() throws {
    var failed = TransferOutcome(ending: .failed(code: 56, name: "CURLE_RECV_ERROR", message: "alert"))
    failed.timings.totalMs = 12
    let finding = Finding(code: "unknown-ca", blame: .server, summary: "", detail: "", remedies: [])
    let comparison = TranscriptComparison(
      outline(Capture.mutual12), outline(Capture.refused13, failed, findings: [finding]))
    let version = try #require(comparison.rows.first { $0.section == .negotiated && $0.label == "version" })
    #expect(version.left == ["TLS 1.2"] && version.right == ["TLS 1.3"] && version.difference == .different)
    let alerts = try #require(comparison.rows.first { $0.section == .alerts && $0.label == "from the server" })
    #expect(alerts.left.isEmpty && alerts.right == ["48 unknown_ca"])
    #expect(comparison.rows.contains { $0.section == .findings && $0.right == ["unknown-ca"] })
    #expect(comparison.rows.contains { $0.label == "complete" && $0.right == ["12.0 ms"] })
  }

  @Test func onAKeptConnectionTheHandshakeIsThatOfTheExchangeThatOpenedIt() throws {
    var builder = TranscriptBuilder(reader: TestReader.reader)
    builder.add(
      TraceRecord(
        atMicroseconds: 1, from: .client, content: .milestone(.reusedConnection(handshakeOfExchange: 3))))
    let (opener, other) = (outline(Capture.mutual13), outline(Capture.mutual12))
    let kept = ExchangeOutline(transcript: builder.transcript, outcome: TransferOutcome(ending: .answered))
    #expect(kept.reusedExchange == 3 && opener.reusedExchange == nil)

    let alone = TranscriptComparison(opener, kept)
    #expect(!alone.hasHandshakes)
    #expect(alone.rows.filter { $0.difference != .same }.map(\.label) == ["connection"])

    let completed = kept.completed(by: opener)
    let same = TranscriptComparison(opener, completed).rows.filter { $0.difference != .same }
    #expect(same.map(\.label) == ["connection"])
    let rows = TranscriptComparison(other, completed).rows
    #expect(try #require(rows.first { $0.section == .negotiated && $0.label == "version" }).right == ["TLS 1.3"])
  }

  @Test func aListTellsWhoHasWhat() {
    let row = TranscriptComparison.Row(
      section: .offered, label: "groups", left: ["a", "b", "c"], right: ["c", "d"], isList: true, difference: .different
    )
    #expect(row.items.map(\.text) == ["a", "b", "c", "d"])
    #expect(row.items.map(\.isLeft) == [true, true, true, false])
    #expect(row.items.map(\.isRight) == [false, false, true, true])
  }

  @Test func onlyALargeDifferenceOfTimesCounts() {
    func difference(_ left: Double, _ right: Double) -> TranscriptComparison.Difference? {
      var (first, second) = (TransferOutcome(ending: .answered), TransferOutcome(ending: .answered))
      (first.timings.totalMs, second.timings.totalMs) = (left, right)
      return TranscriptComparison(outline(Capture.mutual13, first), outline(Capture.mutual13, second)).rows
        .first { $0.label == "complete" }?.difference
    }
    #expect(difference(10, 40) == .same)
    #expect(difference(100, 290) == .same)
    #expect(difference(100, 400) == .different)
    #expect(difference(.infinity, .nan) != nil)
  }

  @Test func theDecodedTextNamesEveryMessageWithItsFieldsAndBytes() {
    let transcript = transcript(Capture.mutual12)
    let text = transcript.decodedText
    for message in transcript.messages { #expect(text.contains("  \(message.type), \(message.bytes.count) bytes, ")) }
    #expect(text.contains("\n  Handshake Type: ClientHello (1)\n"))
    #expect(text.contains("\n    0000  01 00 "))
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }

  @Test func ofTheAuthoritiesThoseOfOurChainAreFound() {
    let chain = transcript(Capture.mutual13).clientChain ?? []
    let authorities = transcript(Capture.mutual13).certificateRequest?.authorities ?? []
    let stranger = DistinguishedName(attributes: [], der: [1])
    #expect(!chain.isEmpty && !authorities.isEmpty)
    #expect(AuthorityMatch([stranger] + authorities, chain: chain).indices.first == 1)
    #expect(AuthorityMatch([stranger], chain: chain).indices.isEmpty)
    #expect(AuthorityMatch.certificate(in: chain, for: stranger) == nil)
    #expect(authorities.first.flatMap { AuthorityMatch.certificate(in: chain, for: $0) } != nil)
  }
}

private func transcript(_ capture: String) -> Transcript {
  var builder = TranscriptBuilder(reader: TestReader.reader)
  for record in Capture.records(capture) { builder.add(record) }
  return builder.transcript
}

private func outline(
  _ capture: String, _ outcome: TransferOutcome = TransferOutcome(ending: .answered), findings: [Finding] = []
) -> ExchangeOutline { ExchangeOutline(transcript: transcript(capture), outcome: outcome, findings: findings) }
