public import Certificates

/// A place in a draft's texts that is filled when the call is sent, and no sooner: a secret, a file's content, the time,
/// something random. The draft that reports keep shows it as it was written.
public struct Insertion: Sendable, Equatable {
  public enum Content: Sendable, Equatable {
    /// - name: of the variable, for the question when a person is asked.
    /// - folder: the collection's, when a file of it named the source: then it is only read once that is trusted.
    case secret(name: String, SecretSource, folder: String?)
    case builtIn(BuiltIn.Value)
  }

  /// How the value stands in the text around it.
  public enum Form: String, Sendable, CaseIterable {
    /// As it is.
    case plain = "p"
    /// XML-escaped.
    case xml = "x"
    /// Inside a CDATA section.
    case cdata = "c"
  }

  /// Stands in the draft's texts in the value's place, followed by the form's letter and a dot; nothing else there reads
  /// so. It consists of letters, digits and hyphens, so that addresses and headers stay what they are.
  public var marker: String
  /// As the file has it: `{{password}}`.
  public var written: String
  public var content: Content
  /// The value goes in as base64.
  public var isBase64: Bool

  public init(marker: String, written: String, content: Content, isBase64: Bool = false) {
    self.marker = marker
    self.written = written
    self.content = content
    self.isBase64 = isBase64
  }

  public func marker(_ form: Form) -> String { marker + form.rawValue + "." }

  /// What must be trusted before its secret may be read; nil for what needs no trust: a person answers, or no file of a
  /// collection named it.
  public var trust: ExternalProgram? {
    guard case .secret(_, let source, let folder?) = content, source != .prompt else { return nil }
    return ExternalProgram(command: source.description, folder: folder)
  }
}
