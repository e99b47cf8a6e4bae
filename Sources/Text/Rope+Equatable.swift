extension Rope: Equatable {
  /// Whether both hold the same bytes.
  public static func == (left: Rope, right: Rope) -> Bool {
    left.isSameSnapshot(as: right) || (left.byteCount == right.byteCount && left.bytes == right.bytes)
  }
}
