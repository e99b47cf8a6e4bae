internal import Bindings
internal import Handshake

/// A kind of behavior as files, forms and help know it: all read this table.
public struct BehaviorKind: Sendable {
  /// Before its argument in a request file.
  public var word: String
  /// For a form's label.
  public var title: String
  /// What the argument looks like; empty for kinds that take none.
  public var hint: String
  /// The argument to start from in a form.
  public var example: String
  public var help: String
  let read: @Sendable (_ argument: String) -> RequestBehavior.Action?
  /// Nil for an action of another kind.
  let write: @Sendable (RequestBehavior.Action) -> String?

  public static let all: [BehaviorKind] = [
    BehaviorKind(
      word: "client-certificate", title: "Client certificate", hint: "", example: "",
      help: "Makes the binding ask for the client certificate in TLS, whatever its kind.",
      read: { $0.isEmpty ? .clientCertificate : nil },
      write: { if case .clientCertificate = $0 { "" } else { nil } }),
    BehaviorKind(
      word: "endpoint", title: "Other address", hint: "URL", example: "https://",
      help: "Sends to another address than the request's own.",
      // What begins with a placeholder is an address once that is replaced.
      read: { HTTPAddress.isAddress($0) || $0.hasPrefix("{{") ? .endpoint($0) : nil },
      write: { if case .endpoint(let url) = $0 { url } else { nil } }),
    BehaviorKind(
      word: "http-header", title: "HTTP header", hint: "Name=value", example: "X-Name=value",
      help: "Gives an HTTP header its value; an empty one takes the header away.",
      read: { HTTPHeader(behavior: $0).map(RequestBehavior.Action.httpHeader) },
      write: {
        if case .httpHeader(let header) = $0 { "\(header.name)=\(header.value)" } else { nil }
      }),
    BehaviorKind(
      word: "soap-header", title: "SOAP header",
      hint: "{namespace}Name(mustUnderstand=true,actor=URI,relay=true)=text or XML",
      example: "{urn:example}Name=value",
      help: "Adds a header block to the envelope.",
      read: { SOAPHeader(behavior: $0).map(RequestBehavior.Action.soapHeader) },
      write: { if case .soapHeader(let header) = $0 { header.behaviorText } else { nil } }),
    BehaviorKind(
      word: "ws-addressing", title: "WS-Addressing", hint: "message version with addressing",
      example: "soap12wsa10",
      help:
        "Changes the message version to one with addressing headers; security and transport stay.",
      read: { argument in
        let name =
          argument.isEmpty ? MessageVersion.soap12WSAddressing10.shortName : argument.lowercased()
        return MessageVersion.allCases.first {
          $0.addressing != .none && ($0.shortName == name || $0.rawValue == name)
        }.map(RequestBehavior.Action.addressing)
      },
      write: { if case .addressing(let version) = $0 { version.shortName } else { nil } }),
    BehaviorKind(
      word: "mtom", title: "MTOM", hint: "", example: "",
      help: "Writes the message with MTOM: large binary content in parts of its own.",
      read: { $0.isEmpty ? .mtom : nil }, write: { if case .mtom = $0 { "" } else { nil } }),
    BehaviorKind(
      word: "encoding", title: "Character encoding", hint: "charset", example: "iso-8859-1",
      help: "Writes the message in another character encoding.",
      read: { TextEncoding($0).map(RequestBehavior.Action.encoding) },
      write: { if case .encoding(let encoding) = $0 { encoding.name } else { nil } }),
    BehaviorKind(
      word: "pipe", title: "Through a program", hint: "command", example: "./program",
      help:
        "Pipes the envelope through a program: what it writes is sent. It runs once you trust the collection's programs.",
      read: { $0.isEmpty ? nil : .pipe($0) },
      write: { if case .pipe(let command) = $0 { command } else { nil } }),
  ]

  public static func named(_ word: String) -> BehaviorKind? { all.first { $0.word == word } }

  /// The behavior that this argument makes; nil when it makes none.
  public func behavior(_ argument: String) -> RequestBehavior? { RequestBehavior(written: "\(word) \(argument)") }
}

extension HTTPAddress {
  static func isAddress(_ text: String) -> Bool {
    guard let address = try? HTTPAddress(text) else { return false }
    return ["http", "https"].contains(address.scheme)
  }
}

extension HTTPHeader {
  /// `Name=value`.
  fileprivate init?(behavior text: String) {
    guard let equals = text.firstIndex(of: "="), equals != text.startIndex else { return nil }
    let name = text[..<equals].trimmed
    let isToken =
      !name.isEmpty && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }
    let value = String(text[text.index(after: equals)...])
    guard isToken, value.unicodeScalars.allSatisfy({ $0.value >= 0x20 || $0 == "\t" }) else {
      return nil
    }
    self.init(name, value)
  }
}

extension SOAPHeader {
  /// `{namespace}Name(options)=content`.
  fileprivate init?(behavior text: String) {
    guard text.first == "{", let brace = text.firstIndex(of: "}") else { return nil }
    let namespace = String(text[text.index(after: text.startIndex)..<brace])
    let rest = text[text.index(after: brace)...]
    guard let nameEnd = rest.firstIndex(where: { $0 == "(" || $0 == "=" }) else { return nil }
    var content = rest[nameEnd...]
    var options: [Substring] = []
    if content.first == "(" {
      guard let end = content.firstIndex(of: ")") else { return nil }
      options = content[content.index(after: content.startIndex)..<end].split(separator: ",")
      content = content[content.index(after: end)...]
    }
    let name = rest[..<nameEnd].trimmed
    guard content.first == "=", !name.isEmpty else { return nil }
    let value = String(content.dropFirst())
    self.init(name, in: namespace, value.hasPrefix("<") ? .xml(value) : .text(value))
    for option in options where !take(option.trimmed) { return nil }
  }

  private mutating func take(_ option: String) -> Bool {
    let parts = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return false }
    switch (parts[0], parts[1]) {
    case ("mustUnderstand", "true"): mustUnderstand = true
    case ("mustUnderstand", "false"): mustUnderstand = false
    case ("relay", "true"): relay = true
    case ("actor", let uri): actor = String(uri)
    default: return false
    }
    return true
  }

  fileprivate var behaviorText: String {
    let options =
      (mustUnderstand ? ["mustUnderstand=true"] : []) + (actor.map { ["actor=\($0)"] } ?? [])
      + (relay ? ["relay=true"] : [])
    let value =
      switch content {
      case .text(let text), .xml(let text): text
      }
    return "{\(namespace)}\(name)" + (options.isEmpty ? "" : "(\(options.joined(separator: ",")))")
      + "=" + value
  }
}
