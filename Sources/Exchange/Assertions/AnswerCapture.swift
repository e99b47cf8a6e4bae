/// A value that is taken out of an answer for later requests.
public struct AnswerCapture: Sendable, Hashable {
  public enum Source: Sendable, Hashable {
    /// XPath 1.0; the text of the first node, or the value.
    case xpath(String)
    /// Name of an HTTP header.
    case header(String)
    case status
  }

  /// Of the variable.
  public var name: String
  public var source: Source
  /// The source as it is written.
  public var text: String

  /// - Parameter text: an XPath expression, with or without `xpath` before it; `header NAME`; or `status`.
  /// - Returns: nil when the name or the text is none.
  public init?(name: String, _ text: String) {
    let line = text.trimmed
    guard BuiltIn.isName(name), !line.isEmpty else { return nil }
    self.name = name
    self.text = line
    if line == "status" {
      source = .status
    } else if line.hasPrefix("header ") {
      source = .header(line.dropFirst("header ".count).trimmed)
    } else {
      source = .xpath(line.hasPrefix("xpath ") ? line.dropFirst("xpath ".count).trimmed : line)
    }
  }
}
