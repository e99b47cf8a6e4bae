internal import Basics
internal import XML

/// The elements that a signature is to cover, each with its id.
struct SignedParts {
  private(set) var ids: [String] = []
  /// For a person.
  private(set) var names: [String] = []

  /// Gives ids to those that have none.
  init(_ parts: [MessageSecurity.Part], in writer: inout SecurityHeaderWriter) throws(MessageSecurityError) {
    for part in parts {
      switch part {
      case .timestamp: add(writer.timestampID, "Timestamp")
      case .userNameToken: add(writer.userNameTokenID, "UsernameToken")
      case .binarySecurityToken: add(writer.certificateTokenID, "BinarySecurityToken")
      case .body:
        guard let body = writer.edit.bodyPath else { throw .partMissing("the Body") }
        add([body], "Body", &writer)
      case .to: add([try Self.to(writer.edit)], "To", &writer)
      case .addressing:
        for namespace in SecurityNames.addressingNamespaces {
          for path in writer.edit.headers(in: namespace) { add([path], "", &writer) }
        }
      case .header(let name):
        let paths = writer.edit.headers(name)
        if paths.isEmpty { throw .partMissing("the header \(name.description.neutralised)") }
        add(paths, name.local, &writer)
      }
    }
    if ids.isEmpty { throw .partMissing("a part of the message") }
  }

  private static func to(_ edit: EnvelopeEdit) throws(MessageSecurityError) -> XMLPath {
    let paths = SecurityNames.addressingNamespaces.flatMap { edit.headers(XMLName("To", in: $0)) }
    guard let path = paths.first else { throw .partMissing("the To header") }
    if paths.count > 1 { throw .partAmbiguous("the To header", count: paths.count) }
    return path
  }

  private mutating func add(_ id: String?, _ name: String) {
    guard let id, !ids.contains(id) else { return }
    ids.append(id)
    names.append(name)
  }

  private mutating func add(_ paths: [XMLPath], _ name: String, _ writer: inout SecurityHeaderWriter) {
    for path in paths {
      guard let element = writer.edit.root.element(at: path) else { continue }
      let shown = name.isEmpty ? element.name.local : name
      if let known = element.attribute(SecurityNames.utilityID) ?? writer.edit.id(at: path) {
        add(known, shown)
      } else {
        let id = writer.ids.counted()
        writer.edit.add(id: id, attribute: " \(writer.names.utility):Id=\"\(id)\"", at: path)
        add(id, shown)
      }
    }
  }
}
