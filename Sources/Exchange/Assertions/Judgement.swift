/// What became of all assertions and captures of a request: in a run, and in the workbench after each answer.
public struct Judgement: Sendable, Equatable {
  public struct Captured: Sendable, Equatable {
    public var name: String
    public var value: String

    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  public var assertions: [AssertionResult] = []
  /// In the order of the file.
  public var captured: [Captured] = []

  public init(assertions: [AssertionResult] = [], captured: [Captured] = []) {
    self.assertions = assertions
    self.captured = captured
  }

  /// A capture that the answer does not have counts as an assertion that does not hold.
  public init(_ judge: AssertionJudge, _ assertions: [Assertion], _ captures: [AnswerCapture]) {
    self.assertions = assertions.map(judge.result)
    for capture in captures {
      switch judge.value(of: capture) {
      case .success(let value): captured.append(Captured(name: capture.name, value: value))
      case .failure(let problem):
        self.assertions.append(
          AssertionResult(text: "captures: \(capture.name): \(capture.text)", passed: false, detail: problem.text))
      }
    }
  }

  public var failedCount: Int { assertions.count { !$0.passed } }
}
