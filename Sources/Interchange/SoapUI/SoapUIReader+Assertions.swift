internal import Basics
internal import XML

// Assertions: those that can be said in a line become lines, the others are named.
extension SoapUIReader {
  mutating func take(assertions call: XMLElement, into request: inout ImportedRequest, _ title: String) {
    for assertion in call.all("assertion") {
      let type = assertion.plain("type") ?? ""
      guard !assertion.isTrue("disabled"), let lines = lines(assertion, type, into: &request) else {
        omissions.add("assertion \(type)", at: title)
        continue
      }
      for line in lines where !request.assertions.contains(line) { request.assertions.append(line) }
    }
  }

  /// Several codes that an answer must not have are several lines; of those that it may have, only one can be said.
  private mutating func lines(
    _ assertion: XMLElement, _ type: String, into request: inout ImportedRequest
  ) -> [String]? {
    guard type == "Invalid HTTP Status Codes" else { return line(assertion, type, into: &request).map { [$0] } }
    let codes = (assertion.child("configuration")?.elements.first { $0.name.local == "codes" }?.token ?? "")
      .split(whereSeparator: { $0 == "," || $0.isWhitespace })
    return codes.isEmpty || !codes.allSatisfy { $0.allSatisfy(\.isNumber) } ? nil : codes.map { "status != \($0)" }
  }

  /// Nil for what has no counterpart.
  private mutating func line(_ assertion: XMLElement, _ type: String, into request: inout ImportedRequest) -> String? {
    let settings = assertion.child("configuration")
    // Some versions write these elements without a namespace.
    func text(_ name: String) -> String { settings?.elements.first { $0.name.local == name }?.token ?? "" }
    switch type {
    case "Valid HTTP Status Codes":
      let codes = text("codes").split(whereSeparator: { $0 == "," || $0.isWhitespace })
      return codes.count == 1 && codes[0].allSatisfy(\.isNumber) ? "status = \(codes[0])" : nil
    // Named the odd way round: this one wants no fault, the next one wants one.
    case "SOAP Fault Assertion": return "fault absent"
    case "Not SOAP Fault Assertion": return "fault present"
    case "SOAP Response": return "xpath /soap:Envelope exists"
    case "Response SLA Assertion":
      let limit = text("SLA")
      return !limit.isEmpty && limit.allSatisfy(\.isNumber) ? "time <= \(limit) ms" : nil
    case "XPath Match":
      guard text("allowWildcards") != "true" || !text("content").contains("*") else { return nil }
      return xpath(text("path"), equal: text("content"), into: &request)
    default: return nil
    }
  }

  /// Declarations of namespaces stand before the expression; what is compared is text, not elements.
  private mutating func xpath(_ path: String, equal content: String, into request: inout ImportedRequest) -> String? {
    var declared: [String: String] = [:]
    var expression: [String] = []
    for line in path.split(whereSeparator: \.isNewline) {
      let text = String(line).trimmedWhitespace
      guard text.hasPrefix("declare ") else {
        expression.append(text)
        continue
      }
      // The expression may follow on the same line.
      let parts = text.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false)
      let words = parts[0].split(separator: "=", maxSplits: 1)
      guard text.hasPrefix("declare namespace "), words.count == 2 else { return nil }
      let prefix = String(words[0].dropFirst(18)).trimmedWhitespace
      let uri = String(words[1].filter { $0 != "'" && $0 != "\"" }).trimmedWhitespace
      guard VariableText.name(prefix) == prefix, !prefix.isEmpty, !uri.isEmpty else { return nil }
      declared[prefix] = uri
      if parts.count == 2, !parts[1].isEmpty { expression.append(String(parts[1]).trimmedWhitespace) }
    }
    let isKnownOtherwise = declared.contains { prefix, uri in request.namespaces[prefix, default: uri] != uri }
    let isText = !content.isEmpty && !content.hasPrefix("<") && !content.contains("\n") && !content.contains("\"")
    guard isText, !isKnownOtherwise, !expression.isEmpty,
      let joined = XPath2Words.inXPath1(expanded(expression.joined(separator: " ")))
    else { return nil }
    request.namespaces.merge(declared) { known, _ in known }
    return "xpath \(joined) = \"\(expanded(content))\""
  }
}
