public import Basics

extension Response {
  /// What the answer's Security header (WS-Security) says, and what it is worth.
  public struct Security: Sendable, Hashable {
    /// False when the binding expects a header and the answer has none.
    public var isPresent: Bool
    public var created: Timestamp?
    public var expires: Timestamp?
    /// Local names: `UsernameToken`, `BinarySecurityToken`.
    public var tokens: [String]
    public var signatures: [Signature]
    /// Of the header itself and its timestamp.
    public var problems: [Problem]
    /// False when the binding asks for security and the answer does not have it, so that a client has to refuse it.
    public var isAccepted: Bool

    public init(
      isPresent: Bool, created: Timestamp?, expires: Timestamp?, tokens: [String], signatures: [Signature],
      problems: [Problem], isAccepted: Bool
    ) {
      self.isPresent = isPresent
      self.created = created
      self.expires = expires
      self.tokens = tokens
      self.signatures = signatures
      self.problems = problems
      self.isAccepted = isAccepted
    }

    /// One XML signature.
    public struct Signature: Sendable, Hashable {
      public var algorithm: String
      /// Subject of the certificate; nil when it is not known.
      public var signer: String?
      /// What it covers, `Body` for the body; empty unless it holds.
      public var parts: [String]
      public var problems: [Problem]

      public init(algorithm: String, signer: String?, parts: [String], problems: [Problem]) {
        self.algorithm = algorithm
        self.signer = signer
        self.parts = parts
        self.problems = problems
      }
    }

    public struct Problem: Sendable, Hashable {
      public var code: String
      public var summary: String

      public init(code: String, summary: String) {
        self.code = code
        self.summary = summary
      }
    }

    /// `Security: fresh, signed by CN=service over Timestamp, Body`; for a person.
    public var line: String {
      guard isPresent else { return "Security: none, though the binding expects it" }
      let time = created == nil && expires == nil ? "no timestamp" : "timestamp"
      let words = signatures.map { signature in
        signature.problems.first.map { $0.summary }
          ?? "signed by \(signature.signer?.neutralised ?? "somebody") over \(signature.parts.joined(separator: ", "))"
      }
      let parts = [problems.first?.summary ?? time] + (signatures.isEmpty ? ["no signature"] : words)
      return "Security: " + parts.joined(separator: "; ")
    }

    var json: JSONValue {
      [
        "present": .bool(isPresent),
        "created": .optional(created?.description),
        "expires": .optional(expires?.description),
        "tokens": .strings(tokens),
        "signatures": .array(signatures.map(\.json)),
        "problems": .array(problems.map(\.json)),
        "accepted": .bool(isAccepted),
      ]
    }
  }
}

extension Response.Security.Signature {
  fileprivate var json: JSONValue {
    [
      "algorithm": .string(algorithm), "signer": .optional(signer), "parts": .strings(parts),
      "problems": .array(problems.map(\.json)),
    ]
  }
}

extension Response.Security.Problem {
  fileprivate var json: JSONValue { ["code": .string(code), "summary": .string(summary)] }
}
