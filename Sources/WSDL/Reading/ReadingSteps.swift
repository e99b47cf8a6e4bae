internal import XML

/// How much may be read again of what bindings and ports share: elements and attributes of port types, interfaces and
/// policies, for all of them together. Without it a few megabytes could refer to each other billions of times.
final class ReadingSteps {
  private let limit: Int
  private var left: Int

  init(limit: Int) {
    self.limit = limit
    left = limit
  }

  /// What one place may still cost.
  func share(of most: Int) -> Int { max(0, min(most, left)) }

  func take(_ steps: Int) { left -= steps }

  /// For an element that is looked through.
  func take(_ element: Located) { take(1 + element.element.children.count + element.element.attributes.count) }

  /// For a text that is copied.
  func take(text: String?) { take((text?.utf8.count ?? 0) / 32) }

  /// - Throws: `tooMany` when more was taken than there was.
  func check() throws(DescriptionError) {
    if left < 0 { throw .tooMany(what: "repetitions of what its parts share", limit: limit) }
  }
}
