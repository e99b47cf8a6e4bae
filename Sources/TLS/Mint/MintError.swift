public import Basics

/// OpenSSL could not make what the mint was asked for.
public struct MintError: Remediable {
  /// What was being made.
  public var step: String
  /// OpenSSL's reasons, earliest first.
  public var reasons: [String]

  public var code: String { "mint-failed" }
  public var summary: String { "OpenSSL could not make \(step)." }
  public var values: [String] { reasons }
  public var remedy: String { "Check the installed OpenSSL (`openssl version -a`) and what the certificate asks for." }

  /// Takes the reasons out of the calling thread's error queue.
  static func drained(_ step: String) -> MintError {
    MintError(step: step, reasons: LibraryErrors.drainReasons())
  }
}
