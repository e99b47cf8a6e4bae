/// One property of a certificate in its chain, and whether it holds.
public struct LinkCheck: Sendable, Hashable {
  /// What is looked at, in the order in which it is shown.
  public enum Aspect: String, Sendable, Hashable, CaseIterable {
    /// Made by the key of the certificate that follows.
    case signature
    /// The period of validity holds the present.
    case dates
    /// Key usage, extended key usage and basic constraints allow what it is used for.
    case usage
    /// The server's host is among the subject alternative names.
    case name
    /// Kind and size of the public key.
    case key
    /// The digest of the signature on it.
    case algorithm
  }

  public enum Verdict: String, Sendable, Hashable, CaseIterable {
    case passed
    /// It holds, and somebody should look at it.
    case doubtful
    case failed
    /// What decides it is not at hand.
    case unknown
  }

  public var aspect: Aspect
  public var verdict: Verdict
  /// The values that decided it, in a few words.
  public var reason: String

  public init(_ aspect: Aspect, _ verdict: Verdict, _ reason: String) {
    self.aspect = aspect
    self.verdict = verdict
    self.reason = reason
  }
}

extension LinkCheck.Verdict {
  /// One column.
  public var mark: String {
    switch self {
    case .passed: "✓"
    case .doubtful: "!"
    case .failed: "✗"
    case .unknown: "?"
    }
  }
}

extension [LinkCheck] {
  /// The worst of them; a check that could not be made spoils nothing.
  public var verdict: LinkCheck.Verdict {
    if contains(where: { $0.verdict == .failed }) { return .failed }
    return contains { $0.verdict == .doubtful } ? .doubtful : .passed
  }
}
