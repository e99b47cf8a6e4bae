/// One diagnosis: what happened, whose side it is, and what each side must do.
public struct Finding: Sendable, Hashable {
  /// Whose side the cause is on.
  public enum Blame: String, Sendable, Hashable, CaseIterable { case client, server, network, proxy }
  /// Ordered: an error kept the exchange from working.
  public enum Severity: String, Sendable, Hashable, Comparable {
    case note, warning, error
    public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
    private var rank: Int { self == .note ? 0 : self == .warning ? 1 : 2 }
  }
  public struct Remedy: Sendable, Hashable {
    public var who: Blame
    public var text: String

    public init(_ who: Blame, _ text: String) {
      self.who = who
      self.text = text
    }
  }

  /// Stable name, lower case with hyphens: `client-intermediate-missing`.
  public var code: String
  public var blame: Blame
  public var severity: Severity
  /// One plain sentence.
  public var summary: String
  /// The compared values.
  public var detail: String
  public var remedies: [Remedy]
  /// What the finding rests on, one fact a line.
  public var evidence: [String]
  /// Indices into the transcript's messages, so that a reader can jump there.
  public var messages: [Int]

  public init(
    code: String, blame: Blame, severity: Severity = .error, summary: String, detail: String,
    remedies: [Remedy], evidence: [String] = [], messages: [Int] = []
  ) {
    self.code = code
    self.blame = blame
    self.severity = severity
    self.summary = summary
    self.detail = detail
    self.remedies = remedies
    self.evidence = evidence
    self.messages = messages
  }
}
