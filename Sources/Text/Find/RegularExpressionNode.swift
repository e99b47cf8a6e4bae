/// A regular expression as read.
indirect enum RegularExpressionNode {
  enum Assertion: Sendable, Hashable { case lineStart, lineEnd, wordBoundary, noWordBoundary }

  case empty
  case scalar(Unicode.Scalar)
  /// Anything but a line end.
  case any
  case set(ScalarSet)
  case assertion(Assertion)
  case sequence([RegularExpressionNode])
  case choice([RegularExpressionNode])
  /// - Parameter most: nil without a limit.
  case repetition(RegularExpressionNode, least: Int, most: Int?, isLazy: Bool)
  /// - Parameter number: from 1.
  case group(RegularExpressionNode, number: Int)
}
