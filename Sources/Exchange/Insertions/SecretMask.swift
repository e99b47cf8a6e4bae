public import Basics
internal import Handshake

/// Hides the secrets that were put into a request wherever they turn up: in what is reported of it, and in an answer that
/// repeats them.
public struct SecretMask: Sendable {
  /// A shorter secret is a word like any other: hiding it would hide the rest.
  public static let shortest = 4

  private let pairs: [(text: [UInt8], value: [UInt8])]

  /// - Parameter secrets: as they stand in the message. Their XML-escaped and base64 forms are hidden too.
  public init(_ secrets: [Secret]) {
    var forms: Set<[UInt8]> = []
    for secret in secrets where secret.count >= Self.shortest {
      secret.withBytes { bytes in
        forms.formUnion([bytes, bytes.xmlEscaped(), bytes.xmlEscaped(asciiOnly: true), bytes.base64Digits])
      }
      // As most writers escape: quotes as they are.
      let lenient = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")].map { (Array($0.utf8), Array($1.utf8)) }
      forms.insert(secret.withBytes { $0.replacing(lenient) })
    }
    pairs = forms.map { ($0, Array("••••".utf8)) }
  }

  public var isEmpty: Bool { pairs.isEmpty }

  public func callAsFunction(_ bytes: [UInt8]) -> [UInt8] { isEmpty ? bytes : bytes.replacing(pairs) }

  public func callAsFunction(_ text: String) -> String {
    isEmpty ? text : String(decoding: Array(text.utf8).replacing(pairs), as: UTF8.self)
  }

  func callAsFunction(_ headers: [HTTPHeader]) -> [HTTPHeader] {
    headers.map { HTTPHeader(self($0.name), self($0.value)) }
  }
}
