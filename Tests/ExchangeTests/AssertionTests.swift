import Basics
import Bindings
import Certificates
import Exchange
import Handshake
import Testing

@Suite struct AssertionTests {
  private static let tools = AssertionTools(
    xpath: { document, expression, _ in
      switch expression {
      case "//n": .success(.nodes(["9", "10"]))
      case "//one": .success(.nodes(["Zürich"]))
      case "//none": .success(.nodes([]))
      case "count(//n)": .success(.number(2))
      case "number(//none)": .success(.number(.nan))
      case "//n[a = 'x']": .success(.bool(true))
      default: .failure(.init("no such expression: \(expression)"))
      }
    },
    elsewhere: { _, expression, _ in
      expression == "//none" || expression == "//m"
        ? .init(text: "none is there in the namespace urn:n", expression: "//p:none", other: nil) : nil
    },
    matches: { text, pattern in pattern == "(" ? .failure(.init("unusable")) : .success(text.contains(pattern)) },
    violations: { _, file, _ in
      file == "good.wsdl" ? .success([]) : file == "bad.wsdl" ? .success(["line 1: no"]) : .failure(.init("no file"))
    })

  private func report(_ change: (inout Report) -> Void = { _ in }) -> Report {
    var report = Report(
      draft: Draft(url: "https://h"), ticket: nil, refusal: nil, transcript: Transcript(),
      outcome: TransferOutcome(ending: .answered),
      response: Response(
        status: 200,
        httpHeaders: [
          HTTPHeader("Content-Type", "text/xml; charset=utf-8"), HTTPHeader("X-Id", "7"),
          HTTPHeader("X-Account", "12345678901234567890"),
        ],
        body: Array("<e/>".utf8), contentType: "text/xml", kind: .envelope, fault: nil), findings: [],
      wcf: WCFOutcome(outcome: "reply", message: nil), preparation: [])
    report.outcome.timings.totalMs = 120.4
    report.endedAt = Timestamp(secondsSinceEpoch: 0)
    change(&report)
    return report
  }

  private func passes(_ line: String, _ report: Report) throws -> Bool {
    AssertionJudge(report, tools: Self.tools).result(of: try #require(Assertion(line), "\(line)")).passed
  }

  @Test(arguments: [
    ("status = 200", true), ("status == 200", true), ("status != 200", false), ("status < 300", true),
    ("fault absent", true), ("fault present", false), ("fault code = Client", false),
    ("header content-type ~ text/xml", true), ("header X-Id = 7.0", true), ("header X-Id > 6", true),
    ("header X-None exists", false), ("header X-None absent", true), ("header X-None = 1", false),
    ("header X-Account = 12345678901234567891", false), ("header X-Account = 012345678901234567890.0", true),
    ("header X-Account < 12345678901234567891", true), ("header X-Account > -99999999999999999999", true),
    ("header X-Account = 1.234567890123456789e19", true), ("header X-Id = 0x7", false), ("header X-Id = 70E-1", true),
    ("header X-Id >= 6.99", true), ("header X-Id = -7", false), ("xpath number(//none) = NaN", true),
    ("xpath //n > 9", true), ("xpath //n > 10", false), ("xpath //n count = 2", true), ("xpath //n count > 2", false),
    ("xpath //n exists", true), ("xpath //none absent", true), ("xpath //none", false), ("xpath //n[a = 'x']", true),
    ("xpath //one = 'Zürich'", true), ("xpath //one = Zu\u{308}rich", false), ("xpath //one ~ ric", true),
    ("xpath //one ~ (", false), ("xpath count(//n) = 2", true), ("xpath //wrong exists", false),
    ("schema good.wsdl", true), ("schema bad.wsdl", false), ("schema none.wsdl", false),
    ("time < 2000 ms", true), ("time < 0.1 s", false), ("tls >= 1.2", false), ("server-certificate > 1 days", false),
    ("finding error absent", true), ("finding client-expired present", false),
  ])
  func `an assertion holds or does not`(line: String, holds: Bool) throws {
    #expect(try passes(line, report()) == holds)
  }

  @Test func `the code of a fault is found by its local name and in its subcodes`() throws {
    let faulty = report {
      $0.response?.fault = .init(
        version: "1.2", code: "env:Sender", subcodes: ["m:Unknown"], reason: "no", actor: nil, detail: nil)
    }
    #expect(try passes("fault present", faulty))
    #expect(try passes("fault code = Sender", faulty))
    #expect(try passes("fault code = env:Sender", faulty))
    #expect(try passes("fault code = Unknown", faulty))
    #expect(try !passes("fault code = ender", faulty))
    #expect(try !passes("fault absent", faulty))
  }

  @Test func `without an answer nothing is asserted of it`() throws {
    let silent = report { $0.response = nil }
    for line in ["status != 200", "fault absent", "header X absent", "xpath //none absent"] {
      #expect(try !passes(line, silent), "\(line)")
    }
  }

  @Test(arguments: [
    "", "stauts = 200", "status 200", "status = two", "fault", "fault code Client", "header X", "header X ?",
    "header X =~ a", "header X ~= a", "header X =<5", "header X === a", "xpath //n =~ 9", "xpath //n matches '9'",
    "xpath //n[a] is 9", "status => 200", "time < 5", "schema",
    "time < 5 m", "tls = 1.4", "finding x", "server-certificate > soon", "xpath",
  ])
  func `a line that is no assertion is none`(line: String) { #expect(Assertion(line) == nil) }

  @Test(arguments: [
    ("header X =~ a", "header X ~ a"), ("header X =~a b", "header X ~ a b"),
    ("xpath //n[a = 'b c'] matches '9'", "xpath //n[a = 'b c'] ~ '9'"),
    ("status => 200", "status >= 200"), ("status 200", "status = 200"), ("fault code Client", "fault code = Client"),
    ("xpath //n is 9", "xpath //n = 9"), ("time < 5", "time < 5 ms"), ("time < 5 m", nil),
    ("schema", nil),
  ])
  func `the words of other languages are told in ours`(line: String, meant: String?) {
    #expect(Assertion(line) == nil && Assertion.correction(of: line) == meant)
  }

  @Test(arguments: ["xpath //is", "xpath //a / matches / b", "xpath //a and is", "xpath //n[is] = 'a is b'"])
  func `elements may be called so`(line: String) { #expect(Assertion(line) != nil) }

  @Test func `what is found only in a namespace is told with the line to write, also where its absence holds`() throws {
    let judge = AssertionJudge(report(), tools: Self.tools)
    for (line, holds) in [
      ("xpath //none absent", true), ("xpath //none = 3", false), ("xpath //none count = 1", false),
    ] {
      let assertion = try #require(Assertion(line))
      let result = judge.result(of: assertion)
      #expect(result.passed == holds)
      #expect(
        result.detail.hasSuffix(
          "; none is there in the namespace urn:n: write \(line.replacing("//none", with: "//p:none"))"))
      #expect(judge.inItsNamespace(assertion)?.description == line.replacing("//none", with: "//p:none"))
    }
    #expect(try judge.inItsNamespace(#require(Assertion("xpath //one exists"))) == nil)
    let capture = try #require(AnswerCapture(name: "v", "//none"))
    guard case .failure(let problem) = judge.value(of: capture) else {
      Issue.record("something is there")
      return
    }
    #expect(problem.text.hasSuffix("write //p:none"))
  }

  @Test func `every kind has an example that it reads itself, and its own word`() {
    for kind in AssertionKind.all {
      for example in kind.examples { #expect(Assertion(example)?.kind.word == kind.word, "\(example)") }
    }
    #expect(Set(AssertionKind.all.map(\.word)).count == AssertionKind.all.count)
    for builtIn in BuiltIn.all { #expect(builtIn.example.contains(builtIn.word)) }
  }

  @Test func `what an assertion speaks of is no failure, and a refusal always is one`() {
    let fault = report {
      $0.response?.kind = .fault
      $0.response?.fault = .init(
        version: "1.1", code: "s:Client", subcodes: [], reason: "no", actor: nil, detail: nil)
    }
    let kinds = { (lines: [String]) in lines.compactMap { Assertion($0)?.kind } }
    #expect(RequestResult.status(of: fault, kinds: []) == .fault)
    #expect(RequestResult.status(of: fault, kinds: kinds(["time < 1 s"])) == .fault)
    #expect(RequestResult.status(of: fault, kinds: kinds(["fault present"])) == .answered)
    let refused = report { $0.refusal = Refusal(stage: .identity, code: "x", summary: "x", remedy: "x") }
    #expect(RequestResult.status(of: refused, kinds: kinds(["finding error present", "status = 1"])) == .identity)
  }

  @Test func `values are taken from XPath, headers and the status`() throws {
    let judge = AssertionJudge(report(), tools: Self.tools)
    let value = { (text: String) in try judge.value(of: try #require(AnswerCapture(name: "v", text))).get() }
    #expect(try value("//n") == "9")
    #expect(try value("xpath count(//n)") == "2")
    #expect(try value("header x-id") == "7")
    #expect(try value("status") == "200")
    #expect(throws: AssertionTools.Problem.self) { try value("//none") }
    #expect(throws: AssertionTools.Problem.self) { try value("header X-None") }
    #expect(AnswerCapture(name: "1x", "//n") == nil)
  }
}
