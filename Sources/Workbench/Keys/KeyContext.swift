/// Where a key is pressed. The innermost context that knows the key decides.
public enum KeyContext: String, Sendable, Hashable, CaseIterable {
  /// Everywhere but while typing.
  case global
  /// The tree of requests.
  case tree
  /// The envelope, while its keys are commands.
  case envelope
  /// The envelope in Vim's visual mode, before its other keys.
  case visual
  /// The envelope while an operator of Vim waits for a motion, before its other keys.
  case pending
  /// The envelope, while typing goes into it.
  case typing
  /// What is offered at the cursor, while it is.
  case completion
  /// The tabs with fields: headers, binding, identity.
  case form
  case handshake
  case response
  /// The window of the probes.
  case probes
  /// The window of past exchanges.
  case history
  /// The window of a description.
  case explorer
  /// A window with a list: files, copy menu, help.
  case list
  /// A field being typed into: names, passwords, `:` and `/`.
  case field
  /// Everywhere, while typing too.
  case always

  /// As the help says it.
  public var title: String {
    switch self {
    case .global: "Everywhere"
    case .tree: "Requests"
    case .envelope: "Envelope"
    case .visual: "Visual mode"
    case .pending: "Behind an operator"
    case .typing: "Typing in the envelope"
    case .completion: "Completing in the envelope"
    case .form: "Headers, binding, identity"
    case .handshake: "Handshake"
    case .response: "Response"
    case .probes: "Probes"
    case .history: "History"
    case .explorer: "Description of services"
    case .list: "Lists and menus"
    case .field: "Fields"
    case .always: "Always"
    }
  }
}
