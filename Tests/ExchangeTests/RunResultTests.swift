import Basics
import Exchange
import Handshake
import Testing

@Suite struct RunResultTests {
  private let result = RunResult(
    name: "Partner <A>",
    results: [
      RequestResult(file: "billing/Get.yaml", report: nil, elapsedMilliseconds: 12.4, status: .answered),
      RequestResult(
        file: "Pay & go.yaml", report: nil,
        assertions: [
          .init(text: "status = 200", passed: true, detail: "status 200"),
          .init(text: "xpath //a < 3", passed: false, detail: "7 \"<\u{1}>\""),
        ], captured: [("id", "4\n2")], elapsedMilliseconds: 1234.6, attempts: 3, pass: 2, status: .fault),
      RequestResult(
        file: "Broken.yaml", report: nil,
        refusal: Refusal(
          stage: .usage, code: "x", summary: "No variable is called 'y'.", values: ["a:1"], remedy: "Do."),
        elapsedMilliseconds: 0, status: .usage),
    ], skipped: ["Later #1.yaml"], elapsedMilliseconds: 1300, startedAt: Timestamp(secondsSinceEpoch: 0))

  @Test func `JUnit has a case for each request, a failure for assertions and an error for what was not sent`() {
    #expect(
      result.junit == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites>
          <testsuite name="Partner &lt;A&gt;" package="Partner &lt;A&gt;" id="0" hostname="localhost" timestamp="1970-01-01T00:00:00" tests="4" failures="1" errors="1" skipped="1" time="1.300">
            <properties/>
            <testcase classname="Partner &lt;A&gt;.billing" name="billing/Get.yaml" time="0.012"/>
            <testcase classname="Partner &lt;A&gt;" name="Pay &amp; go.yaml (pass 2)" time="1.235">
              <failure type="assertion" message="xpath //a &lt; 3: 7 &quot;&lt;␁&gt;&quot;">xpath //a &lt; 3: 7 &quot;&lt;�&gt;&quot;</failure>
            </testcase>
            <testcase classname="Partner &lt;A&gt;" name="Broken.yaml" time="0.000">
              <error type="x" message="No variable is called &apos;y&apos;.">No variable is called &apos;y&apos;.
          a:1
          → Do.</error>
            </testcase>
            <testcase classname="Partner &lt;A&gt;" name="Later #1.yaml" time="0.000"><skipped/></testcase>
            <system-out/>
            <system-err/>
          </testsuite>
        </testsuites>

        """)
  }

  @Test func `TAP numbers every request, and says why one is not ok`() {
    let lines = result.tap.split(separator: "\n").map(String.init)
    #expect(lines.prefix(3) == ["TAP version 13", "1..4", "ok 1 - billing/Get.yaml"])
    #expect(lines.contains("not ok 2 - Pay & go.yaml"))
    #expect(lines.contains("    - text: \"xpath //a < 3\""))
    #expect(lines.contains("not ok 3 - Broken.yaml"))
    #expect(lines.last == "ok 4 - Later ＃1.yaml # SKIP not sent")
  }

  @Test func `of a request that was not sent the refusal is told, and no assertion`() {
    var report = Report(
      draft: Draft(url: "https://h"), ticket: nil,
      refusal: Refusal(stage: .identity, code: "x", summary: "The key cannot be read.", remedy: "Do."),
      transcript: Transcript(), outcome: TransferOutcome(ending: .answered), response: nil, findings: [],
      wcf: WCFOutcome(outcome: "none", message: nil), preparation: [])
    var run = RunResult(name: "c", startedAt: Timestamp(secondsSinceEpoch: 0))
    for _ in 1...2 {
      run.results = [
        RequestResult(
          file: "A.yaml", report: report,
          assertions: [.init(text: "status = 200", passed: false, detail: "there is no answer")],
          elapsedMilliseconds: 1, status: .identity)
      ]
      #expect(run.results[0].failedAssertions.isEmpty)
      #expect(!run.tap.contains("status = 200") && !run.junit.contains("status = 200"))
      #expect(run.tap.contains("  message: \"\(run.results[0].summary)\""))
      if let refusal = report.refusal {
        #expect(
          run.results[0].summary == refusal.summary
            && run.junit.contains("<error type=\"x\" message=\"\(refusal.summary)\""))
        #expect(run.results[0].json["refusal"]?["summary"] == .string(refusal.summary))
      }
      // The same of a call that was sent and not answered.
      report.refusal = nil
    }
  }

  @Test func `the status is that of the most fundamental failure`() {
    #expect(result.exitStatus == .usage)
    var other = result
    other.results.removeLast()
    #expect(other.exitStatus == .fault)
    other.results.removeLast()
    #expect(other.exitStatus == .answered)
    other.isInterrupted = true
    #expect(other.exitStatus == .interrupted)
    #expect(Set(RunResult.ranking).union([.answered]) == Set(ExitStatus.allCases))
  }

  @Test func `JSON has what the contract names`() {
    let json = result.json
    #expect(json["passed"] == 1)
    #expect(json["failed"] == 2)
    #expect(json["skipped"] == 1)
    guard case .array(let requests)? = json["requests"] else {
      Issue.record("no requests")
      return
    }
    #expect(requests[1]["captured"]?["id"] == "4\n2")
    #expect(requests[1]["elapsedMs"] == .double(1234.6))
    #expect(requests[0]["report"] == JSONValue.null)
  }
}
