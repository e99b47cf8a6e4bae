internal import Basics
internal import Bindings
internal import XML

/// Reads one `binding` element into a binding, by way of the text form that bindings have.
struct BindingReader {
  /// What was not understood, and values that mean nothing.
  private(set) var notCarriedOver: [String] = []
  private(set) var problems: [ServiceModelContents.Problem] = []
  /// `basicHttpBinding/Name`, for messages.
  let place: String

  init(place: String) { self.place = place }

  /// - Parameter element: nil has the defaults of its kind.
  mutating func standard(_ kind: ConfigurationTable.Standard, _ element: XMLElement?) -> Binding? {
    var options: [String] = []
    if let element { read(element, kind.binding, place, besides: ["name"], into: &options) }
    return binding(options) { "\(kind.word)(\($0.joined(separator: ",")))" }
  }

  mutating func custom(_ element: XMLElement) -> Binding? {
    var timeouts: [String] = []
    for attribute in element.attributes where attribute.name.local != "name" {
      read(attribute, ConfigurationTable.customBinding, place, into: &timeouts)
    }
    let stack = element.elements.compactMap { stackElement($0) }
    return binding(timeouts) { "custom(\((stack + $0).joined(separator: ",")))" }
  }

  // MARK: A custom binding's elements

  private mutating func stackElement(_ element: XMLElement) -> String? {
    let name = element.name.local
    let here = "\(place)/\(name)"
    guard let row = ConfigurationTable.stack.first(where: { $0.element.name == name }) else {
      problems.append(
        .init(
          .error, "\(here.neutralised) is an element that .NET itself does not have.",
          detail: "An extension that the program brings (bindingElementExtensions); what it does is not known here."))
      return nil
    }
    var options: [String] = row.implied.map { [$0] } ?? []
    let argument = row.argument.map { self.argument(of: element, $0, here, &options) }
    let besides = row.argument.map { [$0.attribute.name] } ?? []
    read(element, row.element, here, besides: besides, into: &options)
    let head = row.word + (argument.map { ":" + $0 } ?? "")
    return accepted(options) { "custom(\(Self.call(head, $0)))" }.map { Self.call(head, $0) }
  }

  private mutating func argument(
    of element: XMLElement, _ argument: (attribute: AttributeRow, standard: String), _ here: String,
    _ options: inout [String]
  ) -> String {
    let written = element.attribute(XMLName(argument.attribute.name)) ?? argument.standard
    guard argument.attribute.name == "authenticationMode" else {
      let known = ConfigurationTable.messageVersions.first { $0.configuration.lowercased() == written.lowercased() }
      return known?.word ?? Self.quoted(written)
    }
    return securityKind(written, element, here, &options)
  }

  private mutating func securityKind(
    _ mode: String, _ element: XMLElement, _ here: String, _ options: inout [String]
  ) -> String {
    if mode.lowercased() == "secureconversation" {
      options.append("secureConversation=true")
      let bootstrap = element.first(XMLName("secureConversationBootstrap"))
      let inner = bootstrap?.attribute(XMLName("authenticationMode")) ?? "SspiNegotiated"
      if let bootstrap {
        let others = bootstrap.attributes.filter { $0.name.local != "authenticationMode" }
        for other in others { leaveOut("\(here)/secureConversationBootstrap/@\(other.name.local)", other.value) }
      }
      return inner.lowercased() == "secureconversation"
        ? "sspiNegotiation" : securityKind(inner, element, here, &options)
    }
    if mode == "MutualCertificateDuplex" { leaveOut("\(here)/@authenticationMode", mode) }
    let known = ConfigurationTable.authenticationModes.first { $0.configuration.lowercased() == mode.lowercased() }
    return known?.word ?? Self.quoted(mode)
  }

  // MARK: Attributes and children

  private mutating func read(
    _ element: XMLElement, _ row: ElementRow, _ here: String, besides: [String] = [], into options: inout [String]
  ) {
    for attribute in element.attributes where !besides.contains(attribute.name.local) {
      read(attribute, row, here, into: &options)
    }
    for child in element.elements {
      let name = child.name.local
      if name == "secureConversationBootstrap", row.name == "security" { continue }
      guard let known = row.children.first(where: { $0.name == name }) else {
        leaveOut("\(here)/\(name)", nil)
        continue
      }
      if known.isInert {
        if !child.attributes.isEmpty { leaveOut("\(here)/\(name)", nil) }
      } else {
        read(child, known, "\(here)/\(name)", into: &options)
      }
    }
  }

  private mutating func read(
    _ attribute: XMLElement.Attribute, _ row: ElementRow, _ here: String, into options: inout [String]
  ) {
    let name = attribute.name.local
    guard attribute.name.namespace == nil, let known = row.attributes.first(where: { $0.name == name }) else {
      return leaveOut("\(here)/@\(name)", attribute.value)
    }
    guard let property = known.property else {
      if attribute.value.lowercased() != known.standard.lowercased() { leaveOut("\(here)/@\(name)", attribute.value) }
      return
    }
    // R:Configuration/XmlDictionaryReaderQuotasElement.cs: zero leaves the default.
    if row.name == "readerQuotas", attribute.value == "0" { return }
    if known.form == .text, attribute.value.isEmpty { return }
    let value = known.form == .time ? TimeSpan.seconds(attribute.value) : attribute.value
    options.append("\(property)=\(Self.quoted(value))")
  }

  private mutating func leaveOut(_ what: String, _ value: String?) {
    notCarriedOver.append(what.neutralised + (value.map { "=\"\($0.prefix(200).description.neutralised)\"" } ?? ""))
  }

  // MARK: The text form

  /// The binding of these options; an option whose value is refused is left out and said.
  private mutating func binding(_ options: [String], _ text: ([String]) -> String) -> Binding? {
    guard let good = accepted(options, text) else { return nil }
    return try? BindingParser.binding(text(good))
  }

  /// The options that are accepted one after the other; nil when not even none is.
  private mutating func accepted(_ options: [String], _ text: ([String]) -> String) -> [String]? {
    do throws(BindingError) { _ = try BindingParser.binding(text([])) } catch {
      refuse(error, of: place)
      return nil
    }
    var good: [String] = []
    for option in options {
      do throws(BindingError) {
        _ = try BindingParser.binding(text(good + [option]))
        good.append(option)
      } catch {
        refuse(error, of: "\(place): \(option)")
      }
    }
    return good
  }

  private mutating func refuse(_ error: BindingError, of what: String) {
    problems.append(
      .init(.error, "\(what.neutralised): \(error.summary)", detail: error.values.joined(separator: "\n")))
  }

  private static func call(_ head: String, _ options: [String]) -> String {
    options.isEmpty ? head : "\(head)(\(options.joined(separator: ",")))"
  }

  /// As the text form takes any value.
  static func quoted(_ value: String) -> String {
    "\"" + value.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] } + "\""
  }
}
