import Foundation
import Testing

/// `--behavior` of `signet send` and `signet lint`.
@Suite struct BehaviorOptionTests {
  private func lint(_ arguments: [String]) throws -> ProgramRun {
    try ProgramRun.signet(["lint", "--url", "https://host/service", "--format", "json"] + arguments)
  }

  @Test func `Behaviors change the binding in the order in which they were given`() throws {
    let run = try lint([
      "--behavior", "ws-addressing soap12wsa10", "--behavior", "mtom", "--behavior", "off encoding utf-16",
    ])
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any], "\(run.errors)")
    #expect(report["binding"] as? String == "custom(mtom:soap12wsa10,https)")
  }

  @Test(arguments: [
    ("mtn", "no kind 'mtn'", "http-header Name=value"), ("endpoint", "'endpoint URL'", "another address"),
    ("", "no kind ''", "soap-header"),
  ])
  func `What is no behavior is refused, with what would be one`(text: String, said: String, remedy: String) throws {
    let run = try lint(["--behavior", text])
    #expect(run.status == 2)
    #expect(run.errors.contains(said) && run.errors.contains(remedy), "\(run.errors)")
  }

  @Test func `A program that was typed runs without being trusted first, and what it writes is sent`() throws {
    let run = try ProgramRun.signet(
      [
        "send", "--url", "http://127.0.0.1:1/", "--format", "json", "--behavior", "pipe sed s/before/after/",
        "--envelope", "-",
      ],
      input: Array(
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><before/></s:Body></s:Envelope>".utf8
      ))
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any], "\(run.errors)")
    #expect(run.status == 4, "\(run.text)")
    #expect(report["refusal"] is NSNull)
    // One letter less.
    #expect(report.at("request", "bytes") as? Int == 102, "\(run.text)")
  }
}
