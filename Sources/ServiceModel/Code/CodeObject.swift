internal import Basics
internal import Bindings

/// A binding, or an element of one, that code makes and sets up, on its way to the text form.
struct CodeObject {
  enum Kind {
    case standard(ConfigurationTable.Standard)
    case custom
    case element(StackRow)
  }

  let kind: Kind
  /// `name="value"`.
  private(set) var options: [String] = []
  /// What stands behind the colon of an element.
  private var argument: String?
  /// Elements of a custom binding.
  private(set) var elements: [CodeObject] = []

  /// Nil for a type that is neither.
  init?(type: String) {
    let name = type.lowercased()
    if name == "custombinding" {
      kind = .custom
    } else if let standard = ConfigurationTable.standardBindings.first(where: { $0.section.lowercased() == name }) {
      kind = .standard(standard)
    } else if let row = ConfigurationTable.stack.first(where: {
      $0.element.name.lowercased() + "bindingelement" == name
    }) {
      kind = .element(row)
      options = row.implied.map { [$0] } ?? []
    } else {
      return nil
    }
  }

  /// `SecurityBindingElement.CreateUserNameOverTransportBindingElement()`.
  init?(factory: [String]) {
    guard let name = factory.last, name.hasPrefix("Create"), name.hasSuffix("BindingElement"), factory.count > 1,
      factory[factory.count - 2] == "SecurityBindingElement",
      let row = ConfigurationTable.stack.first(where: { $0.word == "security" })
    else { return nil }
    let word = name.dropFirst("Create".count).dropLast("BindingElement".count)
    kind = .element(row)
    argument = word.prefix(1).lowercased() + word.dropFirst()
  }

  var isBinding: Bool { if case .element = kind { false } else { true } }

  mutating func append(_ element: CodeObject) { elements.append(element) }

  /// - Returns: false when there is no such property, or the value is none that is known.
  mutating func set(_ path: [String], to value: CodeExpression) -> Bool {
    if path == ["ReaderQuotas"], value.path?.suffix(2) == ["XmlDictionaryReaderQuotas", "Max"] { return setQuotas() }
    if path == ["MessageVersion"], case .element(let row) = kind, row.argument?.attribute.name == "messageVersion" {
      guard let version = value.messageVersion else { return false }
      argument = version
      return true
    }
    if path == ["Name"] || path == ["Namespace"] { return true }
    guard let row = attribute(path), let text = value.text(row.form) else { return false }
    guard let property = row.property else { return true }
    options.append("\(property)=\(BindingReader.quoted(text))")
    return true
  }

  private mutating func setQuotas() -> Bool {
    let names = ["maxDepth", "maxStringContentLength", "maxArrayLength", "maxBytesPerRead", "maxNameTableCharCount"]
    options += names.map { "\($0)=\(Int32.max)" }
    return true
  }

  /// A property's path is that of the configuration, but for the first letters: `Security.Transport.Realm`.
  private func attribute(_ path: [String]) -> AttributeRow? {
    var row: ElementRow
    switch kind {
    case .standard(let standard): row = standard.binding
    case .custom: row = ConfigurationTable.customBinding
    case .element(let stack): row = stack.element
    }
    for step in path.dropLast() {
      guard let child = row.children.first(where: { $0.name.lowercased() == step.lowercased() }) else { return nil }
      row = child
    }
    return row.attributes.first { $0.name.lowercased() == path.last?.lowercased() }
  }

  /// The object in the text form.
  var text: String {
    switch kind {
    case .standard(let standard): "\(standard.word)(\(options.joined(separator: ",")))"
    case .custom: "custom(\((elements.map(\.text) + options).joined(separator: ",")))"
    case .element(let row):
      row.word + (argument.map { ":" + $0 } ?? "") + (options.isEmpty ? "" : "(\(options.joined(separator: ",")))")
    }
  }
}

extension CodeExpression {
  var path: [String]? { if case .path(let path) = self { path } else { nil } }

  /// As the text form takes it; nil when it cannot be told.
  func text(_ form: AttributeRow.Form) -> String? {
    switch (form, self) {
    case (.time, _): seconds
    case (.flag, .path(["true"])): "true"
    case (.flag, .path(["false"])): "false"
    case (.number, .number(let number)): String(number)
    case (.number, .path(let path)) where path.last == "MaxValue":
      String(["long", "Int64"].contains(path.dropLast().last) ? Int(Int64.max) : Int(Int32.max))
    case (.word, .path(let path)) where path.count > 1: path.last
    case (.text, _): plainText
    default: nil
    }
  }

  /// A text, an address, or an encoding by its name.
  var plainText: String? {
    switch self {
    case .string(let text): return text
    case .new("Uri", let arguments, _), .new("EndpointAddress", let arguments, _): return arguments.first?.plainText
    case .call(let path, let arguments) where path.last == "GetEncoding": return arguments.first?.plainText
    case .path(let path) where path.dropLast().last == "Encoding":
      let names = ["UTF8": "utf-8", "Unicode": "utf-16", "BigEndianUnicode": "utf-16BE", "ASCII": "us-ascii"]
      return path.last.flatMap { names[$0] }
    case .path(let path) where path.dropLast().last == "MessageSecurityVersion": return path.last
    default: return nil
    }
  }

  fileprivate var seconds: String? {
    let units: [String: Int] = ["FromSeconds": 1, "FromMinutes": 60, "FromHours": 3600, "FromDays": 86400]
    switch self {
    case .string(let text): return TimeSpan.seconds(text)
    case .path(let path) where path.suffix(2) == ["TimeSpan", "MaxValue"]: return "infinite"
    case .call(let path, let arguments):
      if path.suffix(2) == ["TimeSpan", "Parse"] { return arguments.first?.seconds }
      guard let unit = path.last.flatMap({ units[$0] }), case .number(let count)? = arguments.first else { return nil }
      return Self.seconds([(count, unit)])
    case .new("TimeSpan", let arguments, _):
      let numbers = arguments.compactMap { if case .number(let number) = $0 { number } else { nil } }
      guard numbers.count == arguments.count, numbers.count == 3 || numbers.count == 4 else { return nil }
      return Self.seconds(Array(zip(numbers, numbers.count == 3 ? [3600, 60, 1] : [86400, 3600, 60, 1])))
    default: return nil
    }
  }

  private static func seconds(_ parts: [(Int, Int)]) -> String? {
    var sum = 0.0
    for (count, unit) in parts { sum += Double(count) * Double(unit) }
    return sum > 0 && sum < 2_147_483 ? String(Int(sum)) : sum > 0 ? "infinite" : nil
  }

  /// As the text form's shortest name.
  fileprivate var messageVersion: String? {
    switch self {
    case .path(let path) where path.dropLast().last == "MessageVersion":
      return ConfigurationTable.messageVersions.first { $0.configuration == path.last }?.word
    case .call(let path, let arguments) where path.last == "CreateVersion":
      guard let envelope = arguments.first?.path?.last else { return nil }
      // R:Channels/MessageVersion.cs: without an addressing version, WS-Addressing 1.0.
      let addressing = arguments.count > 1 ? arguments[1].path?.last : "WSAddressing10"
      let name = addressing == "None" ? envelope : envelope + (addressing ?? "")
      return ConfigurationTable.messageVersions.first { $0.configuration == name }?.word
    default: return nil
    }
  }
}
