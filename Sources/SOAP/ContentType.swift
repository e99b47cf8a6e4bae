internal import Bindings

/// A Content-Type header's value (RFC 9110 section 8.3.1, RFC 2045 section 5.1), read as servers write it.
public struct ContentType: Sendable, Hashable {
  public struct Parameter: Sendable, Hashable {
    /// In lower case.
    public var name: String
    public var value: String
  }

  /// In lower case.
  public var mediaType: String
  public var parameters: [Parameter]
  /// True when a value has no quotes although it needs them, or quotes that do not end.
  public var isLoose: Bool

  /// The first parameter of that name.
  public subscript(name: String) -> String? { parameters.first { $0.name == name }?.value }

  /// In lower case.
  public var charset: String? { self["charset"]?.filter { $0 != "'" }.lowercased() }

  public var isMultipart: Bool { mediaType.hasPrefix("multipart/") }

  public init(_ value: String) {
    var reader = ParameterReader(value)
    mediaType = reader.token().text.lowercased()
    parameters = []
    isLoose = false
    while let (parameter, isStrict) = reader.next() {
      parameters.append(parameter)
      if !isStrict { isLoose = true }
    }
  }

  /// WCF's text encoder: its own media type, and a charset that is absent or one of its own. Other parameters may stand.
  func isAccepted(by plan: WirePlan) -> Bool {
    guard mediaType == plan.mediaType.lowercased() else { return false }
    guard let charset, !plan.acceptsAnyCharset else { return true }
    return ["utf-8", "utf-16", "utf-16le", "utf-16be"].contains(charset)
  }
}

/// Walks through `; name=value` pairs.
private struct ParameterReader {
  private var rest: Substring.UnicodeScalarView

  init(_ text: String) { rest = Substring(text).unicodeScalars }

  /// What stands before the next semicolon.
  mutating func token() -> (text: String, isStrict: Bool) {
    let token = trimmed(rest.prefix { $0 != ";" })
    rest = rest.drop { $0 != ";" }
    return (String(token), !token.contains { Self.special.contains($0) })
  }

  /// - Returns: nil at the end; pairs without a name are passed over.
  mutating func next() -> (ContentType.Parameter, isStrict: Bool)? {
    while rest.first == ";" {
      rest = rest.dropFirst()
      let name = String(trimmed(rest.prefix { $0 != "=" && $0 != ";" })).lowercased()
      rest = rest.drop { $0 != "=" && $0 != ";" }
      guard rest.first == "=" else { continue }
      rest = rest.dropFirst().drop { $0.properties.isWhitespace }
      let (value, isStrict) = rest.first == "\"" ? quoted() : token()
      if !name.isEmpty { return (ContentType.Parameter(name: name, value: value), isStrict) }
    }
    return nil
  }

  /// RFC 9110 section 5.6.4.
  private mutating func quoted() -> (String, isStrict: Bool) {
    rest = rest.dropFirst()
    var text = String.UnicodeScalarView()
    while let scalar = rest.popFirst() {
      if scalar == "\"" {
        rest = rest.drop { $0 != ";" }
        return (String(text), true)
      }
      if scalar == "\\", let escaped = rest.popFirst() { text.append(escaped) } else { text.append(scalar) }
    }
    return (String(text), false)
  }

  private func trimmed(_ text: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView {
    var text = text.drop { $0.properties.isWhitespace }
    while let last = text.last, last.properties.isWhitespace { text.removeLast() }
    return text
  }

  /// The tspecials of RFC 2045, and spaces.
  private static let special = Set("()<>@,;:\\\"/[]?= ".unicodeScalars)
}
