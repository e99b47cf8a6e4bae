import Basics
import Bindings
import Certificates
import Exchange
import Handshake
import Screen

@testable import Collections
@testable import Transport

extension FuzzTarget {
  static let yaml = FuzzTarget(
    name: "yaml", story: "request, identities and theme files: reading, and changing lines of them"
  ) { bytes in
    let text = String(decoding: bytes, as: UTF8.self)
    let theme = ThemeFile(yaml: text, name: "theme")
    for problem in theme.problems { try promiseNeutral(problem.text, "a problem of a theme", keepingLines: true) }
    let fields: [YAMLField]
    do { fields = try CollectionFolder.fields(Array(text.utf8), path: "file") } catch {
      return try promiseRemediable(error)
    }
    let (document, remarks) = RequestDocument.read(fields)
    for remark in remarks { try promiseNeutral(remark.text, "a remark") }
    try checkChange(of: document, fields, text)
    let (identities, problems) = IdentitiesFile(path: "/nowhere/identities.yaml").read(fields)
    for problem in problems { try promiseNeutral(problem.text, "a problem of the identities") }
    for entry in identities.all {
      if case .literal = entry.reference.password { throw BrokenPromise(description: "a password in the file") }
    }
  }

  /// A changed value is there when the text is read again, and what nobody knows is still there too.
  private static func checkChange(of document: RequestDocument, _ fields: [YAMLField], _ text: String) throws {
    try promise(try document.written(over: text) == text, "nothing changed, and the text is another")
    var changed = document
    changed.url = "https://other.test/"
    changed.headers = [HTTPHeader("X-One", "1"), HTTPHeader("X-Two", "a: b # c")]
    changed.action = document.action == nil ? "urn:a" : nil
    let result: String
    do { result = try changed.written(over: text) } catch { return }
    let after = try YAMLField.parse(result)
    try promise(RequestDocument.read(after).document == changed, "a change was lost")
    let known = RequestDocument.keys.map(\.name)
    let unknown = { (fields: [YAMLField]) in fields.filter { !known.contains($0.key) } }
    try promise(unknown(after) == unknown(fields), "a key that nobody knows was changed")
  }

  /// First line: an action. The rest: a binding's text.
  static let binding = FuzzTarget(name: "binding", story: "bindings and element stacks in text, and what they send") {
    bytes in
    var source = ByteSource(bytes)
    let action = source.line()
    let text = String(decoding: source.remainder(), as: UTF8.self)
    do { try checkElements(BindingParser.elements(text)) } catch let error as BindingError {
      try promiseRemediable(error)
    }
    let binding: Binding
    do { binding = try BindingParser.binding(text) } catch { return try promiseRemediable(error) }
    try promise(try BindingParser.binding(binding.description) == binding, "\(binding) is read back as another")
    do {
      let plan = try binding.wirePlan(action: action)
      for header in plan.headers {
        try promise(!header.value.utf8.contains { $0 < 0x20 || $0 == 0x7F }, "\(header.name) has a control character")
      }
    } catch { try promiseRemediable(error) }
    let findings = BindingLint.findings(
      for: .init(binding: binding, url: "https://a.test/", action: action, hasIdentity: true, envelopeVersion: nil))
    for finding in findings { try promiseNeutral(finding.summary + finding.detail, "a lint", keepingLines: true) }
  }

  private static func checkElements(_ elements: BindingElements) throws {
    let again = try BindingParser.elements(elements.description)
    try promise(
      again.description == elements.description, "\(elements.description) is read back as \(again.description)")
    do { try elements.validate() } catch { try promiseRemediable(error) }
  }

  static let address = FuzzTarget(
    name: "address", story: "URLs as Signet and as libcurl read them, key names, secret sources, colours"
  ) { bytes in
    let text = String(decoding: bytes, as: UTF8.self)
    try checkURL(text)
    try promiseNeutral(text.neutralised, "neutralised text")
    if let chord = KeyChord(text) { try promise(KeyChord(chord.description) == chord, "\(chord) is another key") }
    do {
      let secret = try SecretSource.parse(text)
      if case .literal = secret { return }
      try promise(secret.description == text, "\(secret) is another secret's source")
    } catch { try promiseRemediable(error) }
  }

  /// The host that an identity is permitted for must be the host that libcurl connects to.
  private static func checkURL(_ text: String) throws {
    let address: HTTPAddress
    do { address = try HTTPAddress(text) } catch { return try promiseRemediable(error) }
    try promise((1...65535).contains(address.port), "port \(address.port)")
    try promise(!address.host.isEmpty, "an address without a host")
    // An international name is in ASCII on libcurl's side (which leaks those that it cannot convert), an escaped one
    // decoded, and a dot at its end left out. A number is an IPv4 address to it (`1` is 0.0.0.1).
    guard address.host.utf8.contains(where: { !(0x30...0x39).contains($0) && $0 != UInt8(ascii: ".") }) else { return }
    guard address.host.utf8.allSatisfy({ $0 < 0x80 && $0 != UInt8(ascii: "%") }) else { return }
    guard let parts = URLParts(text), ["http", "https"].contains(parts.scheme) else { return }
    let host = address.host.hasSuffix(".") ? String(address.host.dropLast()) : address.host
    try promise(parts.scheme == address.scheme, "scheme \(address.scheme) is \(parts.scheme) to libcurl")
    try promise(parts.host.lowercased() == host.lowercased(), "host \(host) is \(parts.host) to libcurl")
  }
}
