internal import Basics

/// A value whose text form is `word(name=value,…)`: what has its default is left out.
protocol TextForm: Sendable {
  /// With every property at its default.
  static var standard: Self { get }
  /// Every property, in the order it is written; what reads, prints and lists them.
  static var properties: [Property<Self>] { get }
}

/// A property by its name in the text form: WCF's, beginning in lower case.
struct Property<Root: Sendable>: Sendable {
  var name: String
  /// What its value looks like, for messages.
  var hint: String
  /// All values, where there are a few.
  var choices: [String]
  /// Empty when it is not set.
  var write: @Sendable (Root) -> String
  var read: @Sendable (inout Root, Call.Option) throws(BindingError) -> Void
}

// Key paths of a Sendable type's stored properties capture nothing.
typealias PropertyPath<Root, Value> = any WritableKeyPath<Root, Value> & Sendable

extension Property {
  static func value<Value>(_ name: String, _ path: PropertyPath<Root, Value>, _ codec: Codec<Value>) -> Self {
    Self(
      name: name, hint: codec.hint, choices: codec.choices, write: { codec.write($0[keyPath: path]) },
      read: { root, option throws(BindingError) in root[keyPath: path] = try codec.read(option) })
  }

  static func optional<Value>(_ name: String, _ path: PropertyPath<Root, Value?>, _ codec: Codec<Value>) -> Self {
    Self(
      name: name, hint: codec.hint, choices: codec.choices, write: { $0[keyPath: path].map(codec.write) ?? "" },
      read: { root, option throws(BindingError) in root[keyPath: path] = try codec.read(option) })
  }

  /// The same property of a value that holds this one.
  func inside<Whole: Sendable>(_ path: PropertyPath<Whole, Root>) -> Property<Whole> {
    Property<Whole>(
      name: name, hint: hint, choices: choices, write: { [write] whole in write(whole[keyPath: path]) },
      read: { [read] whole, option throws(BindingError) in try read(&whole[keyPath: path], option) })
  }
}

extension TextForm {
  /// `(a=1,b=2)`, or nothing when every property has its default.
  var optionText: String {
    let given = optionList(self, unlike: .standard)
    return given.isEmpty ? "" : "(" + given.joined(separator: ",") + ")"
  }

  /// The properties that differ, each as `name=value`.
  func optionList(_ value: Self, unlike standard: Self) -> [String] {
    Self.properties.compactMap { property in
      let text = property.write(value)
      return text == property.write(standard) ? nil : "\(property.name)=\(Call.quoted(text))"
    }
  }

  mutating func take(_ options: [Call.Option]) throws(BindingError) {
    for option in options { try take(option) }
  }

  mutating func take(_ option: Call.Option) throws(BindingError) {
    guard let property = Self.properties.first(where: { $0.name.lowercased() == option.name.lowercased() }) else {
      throw option.unknown(known: Self.properties.map(\.name))
    }
    try property.read(&self, option)
  }
}

/// The way between a value and its text.
struct Codec<Value: Sendable>: Sendable {
  var hint: String
  /// All texts, where there are a few.
  var choices: [String] = []
  var write: @Sendable (Value) -> String
  var read: @Sendable (Call.Option) throws(BindingError) -> Value
}

extension Codec where Value == Bool {
  static var flag: Self {
    Self(
      hint: "true or false", choices: ["false", "true"], write: { $0 ? "true" : "false" },
      read: { option throws(BindingError) in
        switch option.value.lowercased() {
        case "true": return true
        case "false": return false
        default: throw option.invalid(expected: "true or false")
        }
      })
  }
}

extension Codec where Value == Int {
  /// A positive number (WCF: ArgumentOutOfRangeException otherwise).
  static var size: Self { number("bytes") }
  static var count: Self { number("things") }

  private static func number(_ unit: String) -> Self {
    Self(
      hint: unit == "bytes" ? "a number of bytes above 0" : "a number above 0", write: \.description,
      read: { option throws(BindingError) in
        guard let number = Int(option.value), number > 0 else {
          throw option.invalid(
            expected: unit == "bytes" ? "a number of bytes above 0" : "a number above 0",
            wcf: .init("ArgumentOutOfRangeException", "ValueMustBePositive", .construct))
        }
        return number
      })
  }
}

extension Codec where Value == Double {
  /// Seconds, `infinite`, or a TimeSpan as in .NET's configuration: `00:01:00`.
  static var seconds: Self {
    Self(
      hint: "seconds, hh:mm:ss or infinite", write: Self.text,
      read: { option throws(BindingError) in
        if ["infinite", "infinity"].contains(option.value.lowercased()) { return .infinity }
        let parts = option.value.split(separator: ":", omittingEmptySubsequences: false).map { Double($0) }
        let seconds: Double? =
          switch parts.count {
          case 1: parts[0]
          case 3: parts[0].flatMap { hours in parts[1].flatMap { m in parts[2].map { hours * 3600 + m * 60 + $0 } } }
          default: nil
          }
        guard let seconds, seconds > 0, seconds <= 1e9 else {
          throw option.invalid(
            expected: "seconds above 0, hh:mm:ss or infinite",
            wcf: .init("ArgumentOutOfRangeException", "SFxTimeoutOutOfRange0", .construct))
        }
        return seconds
      })
  }

  private static func text(_ seconds: Double) -> String {
    if seconds.isInfinite { return "infinite" }
    return seconds == seconds.rounded() && abs(seconds) < 1e15 ? String(Int(seconds)) : seconds.description
  }
}

extension Codec where Value == String {
  static var text: Self { Self(hint: "a text", write: { $0 }, read: { option throws(BindingError) in option.value }) }
}

extension Codec where Value == TextEncoding {
  static var charset: Self {
    Self(
      hint: "a charset", choices: TextEncoding.standard.map(\.name), write: \.name,
      read: { option throws(BindingError) in try Words.encoding(option.value) })
  }
}

extension Codec where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// One of an enum's names, in any case.
  static func word(_ vocabulary: Vocabulary<Value>) -> Self {
    Self(
      hint: vocabulary.values.map(\.name).joined(separator: ", "), choices: vocabulary.values.map(\.name),
      write: \.rawValue,
      read: { option throws(BindingError) in try vocabulary.value(option.value) })
  }

  static func word(_ subject: String) -> Self { word(Vocabulary(subject: subject, all: Value.self)) }
}
