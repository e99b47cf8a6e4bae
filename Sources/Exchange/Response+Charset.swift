extension Response {
  /// Nil for UTF-8, which needs no mention.
  public var otherCharset: String? { charset == "utf-8" || charset == "us-ascii" ? nil : charset }
}
