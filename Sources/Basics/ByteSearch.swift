extension ArraySlice<UInt8> {
  /// Where `text` stands first, byte for byte; nil when nowhere. An empty text stands nowhere.
  ///
  /// The standard library's `firstRange` does the same by way of so many generic types that its first use costs a process
  /// more than a millisecond.
  public func firstPlace(of text: String) -> Range<Int>? { firstPlace(of: Array(text.utf8)) }

  /// As of a text.
  public func firstPlace(of wanted: [UInt8]) -> Range<Int>? {
    guard let first = wanted.first, count >= wanted.count else { return nil }
    for start in startIndex...(endIndex - wanted.count) where self[start] == first {
      let place = start..<start + wanted.count
      if self[place].elementsEqual(wanted) { return place }
    }
    return nil
  }
}

extension [UInt8] {
  /// As of a slice.
  public func firstPlace(of text: String) -> Range<Int>? { self[...].firstPlace(of: text) }

  /// As of a slice.
  public func firstPlace(of wanted: [UInt8]) -> Range<Int>? { self[...].firstPlace(of: wanted) }
}
