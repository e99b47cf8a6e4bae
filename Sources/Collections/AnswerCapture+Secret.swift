public import Exchange

extension AnswerCapture {
  /// Whether a variable of that name holds a secret, as far as its name tells: such a value is not shown.
  public static func isCalledSecret(_ name: String) -> Bool { LiteralSecret.isOne(name, "x") }
}
