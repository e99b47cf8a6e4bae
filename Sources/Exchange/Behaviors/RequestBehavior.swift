public import Bindings
public import Handshake

/// Something that a request does with its call, set without writing a program: what a callback or an endpoint behavior
/// does for a WCF client. They run in their order, those that are switched off do nothing.
public struct RequestBehavior: Sendable, Hashable {
  public enum Action: Sendable, Hashable {
    /// The binding asks for the client certificate.
    case clientCertificate
    /// The message goes to another address.
    case endpoint(String)
    /// In place of a header of the same name.
    case httpHeader(HTTPHeader)
    case soapHeader(SOAPHeader)
    /// The same stack with another message version, one that has addressing.
    case addressing(MessageVersion)
    /// The same stack with the MTOM encoder.
    case mtom
    /// The same stack with another character encoding.
    case encoding(TextEncoding)
    /// The envelope goes through a program before the binding adds its own: a line for `/bin/sh -c`.
    case pipe(String)
    /// A kind's word, and an argument that is known once its placeholders are replaced. Such a behavior does nothing.
    case unresolved(word: String, argument: String)
  }

  public var action: Action
  public var isOn: Bool

  public init(_ action: Action, isOn: Bool = true) {
    self.action = action
    self.isOn = isOn
  }

  /// Whether it makes another binding of the request's.
  public var changesBinding: Bool {
    switch action {
    case .clientCertificate, .addressing, .mtom, .encoding: true
    case .endpoint, .httpHeader, .soapHeader, .pipe, .unresolved: false
    }
  }

  /// Its row in the table.
  public var kind: BehaviorKind {
    if case .unresolved(let word, _) = action, let kind = BehaviorKind.named(word) { return kind }
    return BehaviorKind.all.first { $0.write(action) != nil } ?? BehaviorKind.all[0]
  }

  /// What stands behind the kind's word; empty for kinds that take nothing.
  public var argument: String {
    if case .unresolved(_, let argument) = action { argument } else { kind.write(action) ?? "" }
  }
}

/// A program that a request file names, and the folder that it runs in; or where a secret of the collection comes from.
public struct ExternalProgram: Sendable, Hashable {
  /// A line for `/bin/sh -c`; for a secret its reference: `env:NAME`, `file:PATH`, `keyring:NAME`, `command:…`; for another
  /// file outside the collection `file:PATH` too.
  public var command: String
  /// Absolute path of the collection's folder; nil is the current folder.
  public var folder: String?

  public init(command: String, folder: String? = nil) {
    self.command = command
    self.folder = folder
  }
}

extension RequestBehavior: CustomStringConvertible {
  /// One line that `init(_:)` reads back: `http-header X-Trace=42`, `off mtom`.
  public var description: String {
    (isOn ? "" : "off ") + kind.word + (argument.isEmpty ? "" : " " + argument)
  }

  /// Nil when the line is none of the kinds.
  public init?(_ text: String) {
    self.init(written: text)
    if isUnresolved { return nil }
  }

  /// A line of a file: what its argument says may be known only once the placeholders in it are replaced.
  ///
  /// - Returns: nil when the line is none of the kinds, and would be none whatever its placeholders stand for.
  public init?(written text: String) {
    let words = text.trimmed
    let isOff = words == "off" || words.hasPrefix("off ")
    let rest = isOff ? words.dropFirst(3).trimmed : words
    let word = rest.prefix { $0 != " " }
    guard let kind = BehaviorKind.all.first(where: { $0.word == word }) else { return nil }
    let argument = rest.dropFirst(word.count).trimmed
    if let action = kind.read(argument) {
      self.init(action, isOn: !isOff)
    } else if argument.hasPlaceholder, !kind.hint.isEmpty {
      self.init(.unresolved(word: kind.word, argument: argument), isOn: !isOff)
    } else {
      return nil
    }
  }

  /// Whether there are placeholders in it that decide what it is.
  public var isUnresolved: Bool { if case .unresolved = action { true } else { false } }
}

extension Draft {
  /// The draft with address and binding as the behaviors make them, to be looked at before anything is sent.
  ///
  /// - Throws: what `RequestBehavior.Action.apply` throws.
  public func applyingBehaviors() throws(BindingError) -> Draft {
    var draft = self
    for behavior in behaviors where behavior.isOn {
      try behavior.action.apply(toAddress: &draft.url, binding: &draft.binding)
    }
    return draft
  }

  /// Where the message goes once the behaviors have run: what a certificate may be shown to is decided by this address.
  public var effectiveURL: String { behaviors.address ?? url }

  /// The programs that would run, the sources that secrets would be read from, and the files outside the collection.
  public var programs: [ExternalProgram] {
    behaviors.compactMap { behavior in
      guard behavior.isOn, case .pipe(let command) = behavior.action else { return nil }
      return ExternalProgram(command: command, folder: folder)
    } + insertions.compactMap(\.trust) + [user?.trust].compactMap(\.self) + trust.trusts
  }
}

extension [RequestBehavior] {
  /// The address that the last one of its kind leads to; nil when none does.
  public var address: String? {
    reversed().lazy.compactMap { behavior in
      if behavior.isOn, case .endpoint(let url) = behavior.action { url } else { nil }
    }.first
  }
}

extension StringProtocol {
  /// Whether something may stand in it for another text: `{{name}}`.
  var hasPlaceholder: Bool { utf8.contains(UInt8(ascii: "{")) && contains("{{") }

  var trimmed: String {
    let isSpace = { (scalar: Unicode.Scalar) in scalar == " " || scalar == "\t" }
    let scalars = unicodeScalars.drop(while: isSpace)
    guard let last = scalars.lastIndex(where: { !isSpace($0) }) else { return "" }
    return String(String.UnicodeScalarView(scalars[...last]))
  }
}
