/// An error that a person can act on: what failed, the values that decided it, and what to do.
///
/// Every error that leaves a target conforms. Nothing in it may hold a secret, and text that came from a server, a file
/// or a certificate has passed through `String.neutralised`.
public protocol Remediable: Error, Sendable {
  /// Stable name for programs and tests, lower case with hyphens: `wrong-password`.
  var code: String { get }
  /// One sentence: what failed.
  var summary: String { get }
  /// The values that decided it, each readable on its own line; may be empty.
  var values: [String] { get }
  /// What to do about it, one sentence or command.
  var remedy: String { get }
}

extension Remediable {
  public var values: [String] { [] }

  /// The error as it is printed: what failed, the values, what to do, each on its own line.
  public var message: String {
    ([summary] + values.map { "  " + $0 } + ["  → " + remedy]).joined(separator: "\n")
  }
}
