import Basics
import Bindings
import Certificates
import Handshake
import Testing

@testable import Exchange

@Suite struct ExchangeRecordTests {
  private static func report(_ draft: Draft, sent: String? = nil, answer: String) -> Report {
    Report(
      draft: draft,
      ticket: Ticket(
        url: draft.url, httpHeaders: draft.httpHeaders, action: nil,
        body: sent.map { Array($0.utf8) } ?? draft.envelope ?? [],
        binding: draft.binding, messageVersion: .soap11, identity: nil, offersClientCertificate: false),
      refusal: nil, transcript: Transcript(), outcome: TransferOutcome(ending: .answered),
      response: Response(
        status: 200, httpHeaders: [HTTPHeader("Set-Cookie", "session=c00kie; Path=/")], body: Array(answer.utf8),
        contentType: "text/xml", kind: .envelope, fault: nil), findings: [],
      wcf: WCFOutcome(outcome: "reply", message: nil), preparation: [])
  }

  private func words(_ record: ExchangeRecord) -> String {
    "\(record.draft) \(record.report.json) \(record.request) \(record.answer ?? "")"
  }

  @Test func `Secrets that stand in a draft are in no part of its record, not even where the answer repeats them`() {
    let draft = Draft(
      url: "https://user:urlpass@host/a?token=querytoken&x=1",
      envelope: Array("<a><wsse:Password Type='t'>xmlpass</wsse:Password><b apiKey=\"attrkey\"/></a>".utf8),
      identity: IdentityReference(certificate: .file(path: "/a.pfx"), password: .literal(Secret("pfxpass"))),
      user: UserReference(name: "bob", password: .literal(Secret("userpass"))),
      httpHeaders: [
        HTTPHeader("Authorization", "Bearer bearertoken"), HTTPHeader("Cookie", "a=sentcookie"),
        HTTPHeader("X-Api-Key", "headerkey"), HTTPHeader("X-Plain", "plain"),
      ],
      behaviors: [RequestBehavior(.httpHeader(HTTPHeader("X-Auth-Token", "behaviortoken")))],
      route: Route(proxyURL: "http://p:proxyurlpass@proxy:1", proxyCredentials: Secret("p:proxypass")))
    let answer =
      "<r>bearertoken, headerkey, userpass, pfxpass, behaviortoken, querytoken, sentcookie, plain</r>"
    let record = ExchangeRecord(draft, Self.report(draft, answer: answer))
    for secret in [
      "urlpass", "querytoken", "xmlpass", "attrkey", "pfxpass", "userpass", "bearertoken", "sentcookie", "headerkey",
      "behaviortoken", "proxyurlpass", "proxypass", "c00kie",
    ] {
      #expect(!words(record).contains(secret), "\(secret)")
    }
    #expect(words(record).contains("X-Plain") && record.answer?.contains("plain</r>") == true)
    #expect(record.request.contains("<wsse:Password Type='t'>••••</wsse:Password><b apiKey=\"••••\"/>"))
    #expect(record.lacksSecrets)
    #expect(record.draft.user?.password == .prompt && record.draft.identity?.password == .prompt)
  }

  @Test func `A secret of the address is hidden where the answer repeats it, and what is filled in there stays`() {
    let insertion = Insertion(
      marker: "m1", written: "{{token}}", content: .secret(name: "token", .environment("T"), folder: nil))
    let draft = Draft(
      url: "https://u:urlpass@host/a?token=m1p.&apikey=key?one#part", envelope: Array("<a>m1x.</a>".utf8),
      insertions: [insertion])
    let record = ExchangeRecord(draft, Self.report(draft, answer: "<r>key?one urlpass part</r>"))
    #expect(record.answer == "<r>•••• •••• part</r>")
    #expect(record.draft.url == "https://host/a?token=m1p.&apikey=••••#part")
    #expect(record.draft.envelope == Array("<a>m1x.</a>".utf8))
  }

  @Test func `The user's password is hidden where the answer repeats it, also as HTTP's Basic has it`() {
    let draft = Draft(url: "https://host/", user: UserReference(name: "bob", password: .environment("P")))
    var report = Self.report(draft, answer: "<r>pass-w0rd \(Array("bob:pass-w0rd".utf8).base64)</r>")
    report.secrets = SecretMask([Secret("pass-w0rd"), Secret("bob:pass-w0rd")])
    let record = ExchangeRecord(draft, report)
    #expect(record.answer == "<r>•••• ••••</r>")
    #expect(!record.lacksSecrets && record.draft == draft)
  }

  @Test func `Places that are filled when a call is sent stay, and it can be sent again`() {
    let insertion = Insertion(
      marker: "m1", written: "{{token}}", content: .secret(name: "token", .environment("T"), folder: nil))
    let draft = Draft(
      url: "https://host/?token=m1p.", envelope: Array("<a><Password>m1x.</Password></a>".utf8),
      httpHeaders: [HTTPHeader("Authorization", "Bearer m1p.")], insertions: [insertion])
    let record = ExchangeRecord(draft, Self.report(draft, sent: "<a><Password>••••</Password></a>", answer: "<r/>"))
    #expect(record.draft == draft && !record.lacksSecrets)
    #expect(record.report.draft.httpHeaders == [HTTPHeader("Authorization", "Bearer {{token}}")])
  }

  @Test func `A secret is found whatever stands around it`() {
    func hidden(_ text: String) -> String { String(decoding: SecretText.hide(in: Array(text.utf8)), as: UTF8.self) }
    #expect(hidden("<Password><![CDATA[a<b]]></Password>") == "<Password>••••</Password>")
    #expect(hidden("<o:clientSecret >x</o:clientSecret><c/>") == "<o:clientSecret >••••</o:clientSecret><c/>")
    #expect(hidden("<pin>12") == "<pin>••••")
    #expect(hidden("<a password='x>y' b=\"1\"/>z") == "<a password='••••' b=\"1\"/>z")
    #expect(hidden("<Password/>after") == "<Password/>after")
    #expect(hidden("<PasswordPolicy>long</PasswordPolicy><Opinion>a</Opinion>").contains("long</"))
    #expect(hidden("<p class=it's><Password>x</Password>") == "<p class=it's><Password>••••</Password>")
    #expect(hidden("<") == "<" && hidden("<a") == "<a" && hidden("a < b <1>") == "a < b <1>")
    let key = "x -----BEGIN EC PRIVATE KEY-----\nMHcC\n-----END EC PRIVATE KEY----- y"
    #expect(!hidden(key).contains("MHcC") && hidden(key).hasSuffix(" y"))
    #expect(hidden("-----BEGIN CERTIFICATE-----\nMIIB").contains("MIIB"))
  }

  @Test func `Long messages are cut, UTF-16 is read, and sizes stay as they were`() {
    let long = "<a>" + String(repeating: "é", count: ExchangeRecord.messageLimit) + "</a>"
    let draft = Draft(url: "http://host/", envelope: Array(long.utf8))
    let record = ExchangeRecord(draft, Self.report(draft, answer: long))
    #expect(record.isRequestCut && record.isAnswerCut && record.answerByteCount == long.utf8.count)
    #expect(record.request.utf8.count <= ExchangeRecord.messageLimit + 3)
    let wide: [UInt8] = [0xFF, 0xFE] + "<Password>p</Password>".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    var report = Self.report(draft, answer: "")
    report.ticket?.body = wide
    #expect(ExchangeRecord(draft, report).request.contains("<Password>••••</Password>"))
  }
}
