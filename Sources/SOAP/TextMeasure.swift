internal import XML

/// How deep a text goes and how long its longest value is, while it is read.
struct TextMeasure {
  private(set) var depth = 0
  /// In UTF-16 units, as .NET counts characters.
  private(set) var longest = 0
  /// In UTF-8, a little less than it was written with.
  private(set) var longestTag = 0
  private var open = 0
  private var length = 0

  mutating func take(_ event: XMLScan.Event) {
    switch event {
    case .start(let element):
      open += 1
      depth = max(depth, open)
      length = 0
      var tag = element.name.local.utf8.count + 2
      for attribute in element.attributes {
        longest = max(longest, attribute.value.utf16.count)
        tag += attribute.name.local.utf8.count + attribute.value.utf8.count + 4
      }
      longestTag = max(longestTag, tag)
    case .end:
      open -= 1
      length = 0
    case .text(let text):
      // A long text comes in pieces.
      length += text.utf16.count
      longest = max(longest, length)
    case .comment, .instruction: break
    }
  }
}
