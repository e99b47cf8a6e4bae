public import Basics

extension CertificateFacts {
  /// What the dates say at one moment.
  public enum Validity: Sendable, Hashable {
    case notYet
    case expired
    /// Valid, and to be renewed: whole days left, fewer than `soonDays`.
    case ending(days: Int)
    case valid(days: Int)
  }

  /// From when on a certificate's end is spoken of.
  public static let soonDays = 30

  public func validity(at now: Timestamp) -> Validity {
    if now < notBefore { return .notYet }
    if now > notAfter { return .expired }
    let days = now.days(until: notAfter)
    return days < Self.soonDays ? .ending(days: days) : .valid(days: days)
  }

  /// `, 12 days left`, for a line that shows the dates.
  public func remainingText(_ now: Timestamp) -> String { validity(at: now).text }
}

extension CertificateFacts.Validity {
  fileprivate var text: String {
    switch self {
    case .notYet: ", not valid yet"
    case .expired: ", EXPIRED"
    case .ending(let days), .valid(let days): ", \(days) day\(days == 1 ? "" : "s") left"
    }
  }

  /// `, 12 days left`, for a line that speaks of dates only where something is to be done; else nil.
  public var attention: String? { if case .valid = self { nil } else { text } }
}
