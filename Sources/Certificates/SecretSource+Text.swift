public import Basics

extension SecretSource {
  /// From its written form: `env:NAME`, `file:PATH`, `keyring:NAME`, `command:…`, `prompt:`, `pass:…`; an empty text is no secret.
  /// - Throws: `SecretSourceError`, which never repeats the text: it may be a password that was put in the wrong place.
  public static func parse(_ text: String) throws(SecretSourceError) -> SecretSource {
    guard !text.isEmpty else { return .none }
    guard let colon = text.firstIndex(of: ":"), let kind = Kind(rawValue: String(text[..<colon])) else {
      throw .unknownKind
    }
    let rest = String(text[text.index(after: colon)...])
    switch kind {
    case .pass: return .literal(Secret(rest))
    case .prompt where rest.isEmpty: return .prompt
    case .prompt: throw .textAfterPrompt
    case .env, .file, .keyring, .command: guard !rest.isEmpty else { throw .nothingNamed(kind.rawValue) }
    }
    switch kind {
    case .env: return .environment(rest)
    case .file: return .file(path: rest)
    case .keyring where isKeyringName(rest): return .keyring(rest)
    case .keyring: throw .unusableKeyringName
    default: return .command(rest)
    }
  }

  private enum Kind: String { case env, file, keyring, command, prompt, pass }

  private static func isKeyringName(_ text: String) -> Bool {
    text.utf8.count <= 128
      && text.utf8.allSatisfy { byte in
        Unicode.Scalar(byte).properties.isAlphabetic && byte < 0x80 || "0123456789-_./@".utf8.contains(byte)
      }
  }
}

extension SecretSource: CustomStringConvertible {
  /// The written form; a literal shows as dots.
  public var description: String {
    switch self {
    case .none: ""
    case .environment(let name): "env:\(name)"
    case .file(let path): "file:\(path)"
    case .keyring(let name): "keyring:\(name)"
    case .command(let command): "command:\(command)"
    case .prompt: "prompt:"
    case .literal(let secret): "pass:\(secret)"
    }
  }
}

/// A text that names no secret source.
public enum SecretSourceError: Remediable, Equatable {
  case unknownKind
  case nothingNamed(String)
  case textAfterPrompt
  case unusableKeyringName

  public var code: String {
    switch self {
    case .unknownKind: "unknown-secret-source"
    case .nothingNamed: "empty-secret-source"
    case .textAfterPrompt: "text-after-prompt"
    case .unusableKeyringName: "unusable-keyring-name"
    }
  }

  public var summary: String {
    switch self {
    case .unknownKind: "The password's source does not begin with a kind that is known (the text is not shown)."
    case .nothingNamed(let kind): "The password's source \(kind): names nothing."
    case .unusableKeyringName: "What follows keyring: is no name of a secret (the text is not shown)."
    case .textAfterPrompt: "Nothing may follow prompt: in the password's source (the text is not shown)."
    }
  }

  public var remedy: String {
    switch self {
    case .unknownKind:
      "Write env:NAME, file:PATH, keyring:NAME, command:COMMAND, prompt: or, visible to others, pass:PASSWORD."
    case .nothingNamed("env"): "Write the variable's name: env:NAME."
    case .nothingNamed("file"): "Write the file's path: file:PATH."
    case .nothingNamed("keyring"): "Write the secret's name: keyring:NAME."
    case .nothingNamed: "Write the command: command:COMMAND."
    case .unusableKeyringName:
      "Use letters, digits, '-', '_', '.', '/' and '@', 128 at most; keep it: signet secret set NAME."
    case .textAfterPrompt: "Write prompt: alone to be asked, or pass:PASSWORD to give it here."
    }
  }
}
