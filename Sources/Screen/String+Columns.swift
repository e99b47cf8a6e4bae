internal import Text

extension Unicode.Scalar {
  /// How many columns a terminal gives it.
  var columns: Int { DisplayWidth.columns(of: self) }
}

extension StringProtocol {
  /// How many columns a terminal gives the text.
  public var columns: Int {
    utf8.allSatisfy { (0x20..<0x7F).contains($0) } ? utf8.count : drawn.reduce(0) { $0 + $1.width }
  }

  /// What is drawn of it, one after the other: as in an editor, but that a tab is a blank. Of an emoji that is joined from
  /// several the first is drawn, since terminals do not agree how wide such a sequence is.
  var drawn: some Sequence<Cluster> {
    Clusters(String(self)).lazy.map { cluster in
      guard cluster.kind == .tab else { return cluster }
      var blank = cluster
      blank.width = 1
      return blank
    }
  }
}
