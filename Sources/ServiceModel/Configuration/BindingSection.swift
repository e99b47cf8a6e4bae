internal import Basics
internal import Bindings
internal import XML

/// The `bindings` of a configuration: each is read once, when an endpoint names it or at the end.
struct BindingSection {
  private(set) var notCarriedOver: [String] = []
  private(set) var problems: [ServiceModelContents.Problem] = []
  private let sections: [XMLElement]
  private var read: [String: Binding?] = [:]
  private static let custom = "customBinding"

  init(_ sections: [XMLElement]) { self.sections = sections }

  /// The binding that an endpoint names.
  ///
  /// - Parameter configuration: empty for the defaults of the kind, or for the binding without a name of that kind
  ///   (.NET Framework 4).
  mutating func binding(_ kind: String, _ configuration: String, of endpoint: String) -> Binding? {
    guard isKnown(kind) else {
      problems.append(
        .init(
          .error,
          "\(endpoint.neutralised) uses a binding that does not travel over HTTP as SOAP, or that an extension brings.",
          detail: "binding: \(kind.isEmpty ? "none is named" : kind.neutralised)"))
      return nil
    }
    let element = elements(of: kind).first { ($0.attribute(XMLName("name")) ?? "") == configuration }
    if element == nil, !configuration.isEmpty || kind == Self.custom {
      problems.append(
        .init(
          .error, "\(endpoint.neutralised) names a binding configuration that is not here.",
          detail: "\(kind)/\(configuration.isEmpty ? "(without a name)" : configuration.neutralised)"))
      return nil
    }
    return binding(kind, configuration, element)
  }

  /// The bindings that no endpoint has named.
  mutating func unused() -> [ServiceModelContents.NamedBinding] {
    var named: [ServiceModelContents.NamedBinding] = []
    for section in sections {
      let kind = section.name.local
      guard isKnown(kind) else {
        notCarriedOver.append("bindings/\(kind.neutralised)")
        continue
      }
      for element in elements(of: kind) {
        let name = element.attribute(XMLName("name")) ?? ""
        guard read[Self.key(kind, name)] == nil, let binding = binding(kind, name, element) else { continue }
        named.append(.init(name: Self.key(kind, name), binding: binding))
      }
    }
    return named
  }

  private func isKnown(_ kind: String) -> Bool {
    kind == Self.custom || ConfigurationTable.standardBindings.contains { $0.section == kind }
  }

  private func elements(of kind: String) -> [XMLElement] {
    sections.filter { $0.name.local == kind }.flatMap { $0.all(XMLName("binding")) }
  }

  private mutating func binding(_ kind: String, _ name: String, _ element: XMLElement?) -> Binding? {
    let key = Self.key(kind, name)
    if let known = read[key] { return known }
    var reader = BindingReader(place: key)
    var binding: Binding?
    if let standard = ConfigurationTable.standardBindings.first(where: { $0.section == kind }) {
      binding = reader.standard(standard, element)
    } else if let element {
      binding = reader.custom(element)
    }
    notCarriedOver += reader.notCarriedOver
    problems += reader.problems
    read[key] = .some(binding)
    return binding
  }

  private static func key(_ kind: String, _ name: String) -> String {
    "\(kind)/" + (name.isEmpty ? "(without a name)" : name)
  }
}
