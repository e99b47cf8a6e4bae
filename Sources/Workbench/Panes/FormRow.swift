internal import Bindings
internal import Collections
internal import Handshake
internal import Screen

/// One row of a form: a field with its value, or a line that explains.
struct FormRow: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    /// One of a few; the keys step through them.
    case choice
    /// A text that a prompt changes.
    case text
    /// Something to do.
    case button
    case note
  }

  var field: FormField?
  var kind: Kind
  var label = ""
  var value: Toned

  static func note(_ line: Toned = "") -> FormRow { FormRow(field: nil, kind: .note, value: line) }

  static func choice(_ field: FormField, _ label: String, _ value: String, _ tone: ThemeScope = .field) -> FormRow {
    FormRow(field: field, kind: .choice, label: label, value: Toned(value, tone))
  }

  static func text(_ field: FormField, _ label: String, _ value: String?, none: String = "none") -> FormRow {
    FormRow(field: field, kind: .text, label: label, value: value.map { Toned($0) } ?? Toned(none, .dim))
  }

  static func button(_ field: FormField, _ label: String) -> FormRow {
    FormRow(field: field, kind: .button, label: label, value: "")
  }
}

extension FormRow {
  /// What explains, broken into rows that fit; fields stay one row.
  func wrapped(columns: Int) -> [FormRow] {
    guard kind == .note, value.parts.count == 1, value.columns > columns else { return [self] }
    let text = value.text
    let indent = text.prefix { $0 == " " }.count
    let lines = Toned.paragraph(text.trimmingSpaces, value.scope, columns: columns - 2, indent: indent)
    return lines.enumerated().map { .note($0 == 0 ? $1 : Toned("  ") + $1) }
  }
}

extension FormField {
  /// Enter is enough to change it: no list opens.
  var hasTwoChoices: Bool { [.chain, .insecure].contains(self) }

  var versionBound: WritableKeyPath<RequestDocument.TLS, TLSVersion?>? {
    switch self {
    case .minimumVersion: \.minimum
    case .maximumVersion: \.maximum
    default: nil
    }
  }

  var isBehavior: Bool {
    switch self {
    case .behavior, .addBehavior: true
    default: false
    }
  }
}

/// What a row of a form changes.
enum FormField: Sendable, Hashable {
  // Headers
  case url, action
  case header(Int)
  case addHeader
  /// By its place in the order.
  case behavior(Int)
  case addBehavior
  // Binding
  case binding, elements, transport, encoder, flavour
  /// The envelope's own version, to the binding's.
  case envelopeVersion(EnvelopeVersion)
  /// By its name in the binding's text form.
  case property(String)
  case userName, userPassword
  // Identity
  case identity, certificateFile, keyFile, password
  case intermediates(Int)
  case addIntermediates, addToStore, fetchIssuer, chain
  case revocationList(Int)
  case serverAnchors, serverFolder, addRevocationList, insecure, minimumVersion, maximumVersion
}
