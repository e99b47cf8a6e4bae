/// What becomes of the parts of a message that may be left out.
public enum OptionalParts: String, Sendable, Hashable, CaseIterable {
  /// Written as comments, each valid where it stands.
  case comment
  /// Present once, with a word on how often they may occur.
  case include
  /// Left out; no comments at all.
  case omit
}
