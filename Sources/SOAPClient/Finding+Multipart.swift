internal import Basics
internal import Handshake
internal import SOAP

extension Finding {
  /// What is wrong with a multipart answer; nil for what only .NET minds, which its outcome says.
  init?(_ problem: MIMEProblem) {
    guard problem.severity != .note else { return nil }
    self.init(
      code: problem.code, blame: .server, severity: problem.severity == .error ? .error : .warning,
      summary: problem.summary, detail: problem.values.joined(separator: "\n"),
      remedies: [Remedy(.server, problem.remedy)])
  }
}
