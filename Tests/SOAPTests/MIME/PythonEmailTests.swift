import Basics
import Bindings
import Foundation
import SOAP
import Testing

/// Our MTOM message in the eyes of Python's email package.
@Suite struct PythonEmailTests {
  private static let python = "/usr/bin/python3"
  private static let script = """
    import email, email.policy, hashlib, sys
    message = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.HTTP)
    print(message.get_content_type(), message.get_param('start'), message.get_param('start-info'), message.defects)
    for part in message.iter_parts():
        content = part.get_payload(decode=True)
        print(part['Content-ID'], part.get_content_type(), len(content), hashlib.sha256(content).hexdigest(), part.defects)
    """

  @Test func `Another parser finds the parts that were written`() throws {
    guard FileManager.default.isExecutableFile(atPath: Self.python) else {
      if ProcessInfo.processInfo.environment["CI"] != nil { Issue.record("missing: \(Self.python)") }
      print("SKIPPED Python's email: not installed: \(Self.python) (.ci/install --peers)")
      return
    }
    let data = (0..<5000).map { UInt8(truncatingIfNeeded: $0 * 7) } + Array("\r\n--uuid:x\r\n\r\n".utf8)
    let binding = try BindingParser.binding("custom(mtom:soap12,http)").wirePlan(action: "urn:a")
    let mtom: MTOMPlan? = if case .mtom(let mtom) = binding.encoding { mtom } else { nil }
    let plan = try #require(mtom)
    let boundary = XOPPackage.boundary { Array(repeating: 0xA5, count: $0) }
    let envelope =
      "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body><d>\(data.base64)</d></s:Body>"
    let package = try XOPPackage(
      Array((envelope + "</s:Envelope>").utf8), plan: plan, encoding: .utf8, boundary: boundary, ticks: 42)
    let type = plan.contentType(boundary: boundary, quotedAction: "\"urn:a\"")
    let lines = try run(Array("MIME-Version: 1.0\r\nContent-Type: \(type)\r\n\r\n".utf8) + package.bytes)
    #expect(lines.count == 3)
    #expect(lines.first == "multipart/related <http://tempuri.org/0> application/soap+xml []")
    #expect(lines.dropFirst().first?.hasPrefix("<http://tempuri.org/0> application/xop+xml ") == true)
    #expect(lines.last?.hasPrefix("<http://tempuri.org/1/42> application/octet-stream \(data.count) ") == true)
    #expect(lines.last?.contains(try digest(of: data)) == true)
    #expect(lines.dropFirst().allSatisfy { $0.hasSuffix(" []") })
  }

  private func digest(of data: [UInt8]) throws -> String {
    try output("import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())", data)
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private func run(_ input: [UInt8]) throws -> [String] {
    try output(Self.script, input).split(separator: "\n").map(String.init)
  }

  private func output(_ script: String, _ input: [UInt8]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: Self.python)
    process.arguments = ["-I", "-c", script]
    let (standardInput, standardOutput) = (Pipe(), Pipe())
    (process.standardInput, process.standardOutput) = (standardInput, standardOutput)
    try process.run()
    standardInput.fileHandleForWriting.write(Data(input))
    try standardInput.fileHandleForWriting.close()
    let text = String(decoding: standardOutput.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text
  }
}
