internal import Text

extension Unicode.Scalar {
  /// How many columns a terminal gives it.
  var columns: Int { DisplayWidth.columns(of: self) }
}

extension StringProtocol {
  /// How many columns a terminal gives the text.
  public var columns: Int { unicodeScalars.reduce(0) { $0 + $1.columns } }
}
