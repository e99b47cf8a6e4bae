import Bindings
import Foundation
import Handshake
import Testing

struct FindingCodeTests {
  private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources")

  @Test func `every code of every rule is in the table, and the table has no other code of theirs`() {
    let ofRules = Set((Rule.all + [Rule.fallback]).flatMap(\.codes))
    let around = Set(
      Self.literals(in: "SOAPClient/Finding+Client.swift") + Self.literals(in: "SOAPClient/Finding+Charset.swift")
        + Self.literals(in: "SOAPClient/Finding+Addressing.swift"))
    let listed = Set(FindingCode.all.map(\.code))
    #expect(ofRules.subtracting(listed).sorted() == [])
    #expect(around.count > 2)
    #expect(around.subtracting(listed).sorted() == [])
    let identity = Set(
      Self.literals(in: "TLS/Identity/IdentityError+Remediable.swift")
        + Self.literals(in: "TLS/Token/TokenError.swift") + Self.literals(in: "TLS/Client/ClientContextError.swift"))
    #expect(identity.subtracting(listed).sorted() == [])
    let security = Set(
      Self.securityCodes(in: "SOAP/Security/SecurityProblem+Cases.swift")
        + Self.literals(in: "SOAPClient/Finding+Security.swift"))
    #expect(security.count > 15)
    #expect(security.subtracting(listed).sorted() == [])
    let multipart = Set(Self.multipartCodes(in: "SOAP/MIME/MIMEProblem.swift"))
    #expect(multipart.count > 12)
    #expect(multipart.subtracting(listed).sorted() == [])
    let inspection = Set(Self.inspectionCodes)
    #expect(inspection.count > 10)
    #expect(inspection == Set(FindingCode.all.filter { $0.family == .inspection }.map(\.code)))
    let lint = Set(LintRule.all.map(\.code))
    let ofProbes = Set(FindingCode.all.filter { $0.family == .probes }.map(\.code))
    let known: [Set<String>] = [ofRules, around, identity, security, multipart, inspection, lint]
    let rest = known.reduce(listed) { $0.subtracting($1) }
    #expect(rest == ofProbes)
  }

  @Test func `every rule of the lint is in the table with its own title, and the table has no other`() {
    let ofRules = Set((Rule.all + [Rule.fallback]).flatMap(\.codes))
    let listed = FindingCode.all.filter { $0.family == .binding }.map { [$0.code, $0.title] }
    let own = LintRule.all.filter { !ofRules.contains($0.code) }.map { [$0.code, $0.title] }
    #expect(listed.sorted { $0[0] < $1[0] } == own.sorted { $0[0] < $1[0] })
    #expect(LintRule.all.allSatisfy { FindingCode.named($0.code) != nil })
  }

  @Test func `codes are unique and written in lower case with hyphens`() {
    #expect(Set(FindingCode.all.map(\.code)).count == FindingCode.all.count)
    #expect(FindingCode.all.allSatisfy { $0.code.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil })
  }

  @Test(arguments: FindingCode.all.map(\.code)) func `a code says what it means and what its sides do`(_ code: String)
    throws
  {
    let entry = try #require(FindingCode.named(code))
    #expect(!entry.title.isEmpty && !entry.title.hasSuffix("."))
    #expect(entry.meaning.hasSuffix("."))
    #expect(!entry.causes.isEmpty && entry.causes.allSatisfy { !$0.isEmpty })
    #expect(entry.remedies.contains { $0.who == entry.blames.first })
    #expect(entry.remedies.allSatisfy { $0.text.hasSuffix(".") })
    #expect(entry.text.contains(entry.meaning))
  }

  @Test(arguments: Story.all) func `a finding blames only sides that its code allows`(_ story: Story) throws {
    for finding in story.scene.findings {
      let entry = try #require(FindingCode.named(finding.code))
      #expect(entry.blames.contains(finding.blame), "\(finding.code) blames \(finding.blame)")
    }
  }

  @Test func `the page in the repository is the one that the table gives`() throws {
    let page = try String(contentsOf: Self.sources.appending(path: "Handshake/Findings.md"), encoding: .utf8)
    #expect(page == FindingCode.page, "write it again: signet findings --markdown > Sources/Handshake/Findings.md")
  }

  /// Every code of message security in a file.
  private static func securityCodes(in path: String) -> [String] {
    guard let text = try? String(contentsOf: sources.appending(path: path), encoding: .utf8) else { return [] }
    return text.matches(of: /"((?:message|security|signature)-[a-z-]+)"/).map { String($0.1) }
  }

  /// Every code of a multipart answer that becomes a finding.
  private static func multipartCodes(in path: String) -> [String] {
    guard let text = try? String(contentsOf: sources.appending(path: path), encoding: .utf8) else { return [] }
    return text.matches(of: /\.(?:error|warning), "([a-z-]+)"/).map { String($0.1) }
  }

  /// Every code of a finding that the inspection of a file makes.
  private static var inspectionCodes: [String] {
    let path = sources.appending(path: "TLS/Identity/Inspection.swift")
    guard let text = try? String(contentsOf: path, encoding: .utf8) else { return [] }
    return text.matches(of: /(?:finding\(|Finding\(\s*code:)\s*"([a-z0-9-]+)"/).map { String($0.1) }
  }

  /// Every text that stands where a file names a code.
  private static func literals(in path: String) -> [String] {
    guard let text = try? String(contentsOf: sources.appending(path: path), encoding: .utf8) else { return [] }
    let named = text.matches(of: /code: "([a-z0-9-]+)"/).map { String($0.1) }
    let switched = text.prefix(upTo: text.range(of: "summary: String")?.lowerBound ?? text.startIndex)
      .matches(of: /"([a-z0-9]+(-[a-z0-9]+)*)"/).map { String($0.1) }
    return path.contains("IdentityError") || path.contains("TokenError") ? switched : named
  }
}
