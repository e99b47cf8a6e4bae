internal import Basics
public import Handshake

extension TransferOutcome {
  /// The names of the cookies that went out, for a person; their values are credentials. Nil without any.
  public var cookieLine: String? {
    cookieNames.isEmpty
      ? nil : "cookies sent back: " + cookieNames.map { String($0.prefix(60)).neutralised }.joined(separator: ", ")
  }
}
