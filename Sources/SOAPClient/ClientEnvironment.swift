public import Basics
public import Exchange
internal import Glibc

/// Where a session gets what is not in the draft: clock, environment, files, secrets. Tests give their own.
public struct ClientEnvironment: Sendable {
  public var now: @Sendable () -> Timestamp
  public var variable: @Sendable (_ name: String) -> String?
  /// Asks a person for a secret without echo; nil when nobody can be asked, or nobody answered.
  public var prompt: @Sendable (_ purpose: String) async -> Secret?
  /// Folder of certificates that may complete client chains; nil for none.
  public var intermediatesFolder: String?
  /// How long a `command:` secret may take.
  public var commandTimeoutSeconds: Double
  /// Whether a program that a request file names may run: what nobody has allowed does not.
  public var mayRun: @Sendable (ExternalProgram) -> Bool
  /// That many bytes that nobody can guess, for nonces and ids.
  public var random: @Sendable (_ count: Int) -> [UInt8]

  public init(
    now: @escaping @Sendable () -> Timestamp, variable: @escaping @Sendable (String) -> String?,
    prompt: @escaping @Sendable (String) async -> Secret? = { _ in nil }, intermediatesFolder: String? = nil,
    commandTimeoutSeconds: Double = 30, mayRun: @escaping @Sendable (ExternalProgram) -> Bool = { _ in false },
    random: @escaping @Sendable (Int) -> [UInt8] = Self.systemRandom
  ) {
    self.now = now
    self.variable = variable
    self.prompt = prompt
    self.intermediatesFolder = intermediatesFolder
    self.commandTimeoutSeconds = commandTimeoutSeconds
    self.mayRun = mayRun
    self.random = random
  }

  /// The process's own clock and environment; nobody to ask.
  public static let process = ClientEnvironment(
    now: { Timestamp(secondsSinceEpoch: Int64(time(nil))) },
    variable: { name in getenv(name).map { String(cString: $0) } },
    intermediatesFolder: configurationFolder.map { $0 + "/signet/intermediates" })

  /// Of the operating system's generator.
  public static let systemRandom: @Sendable (Int) -> [UInt8] = { count in
    var generator = SystemRandomNumberGenerator()
    return (0..<max(0, count)).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }

  /// XDG Base Directory Specification: `$XDG_CONFIG_HOME`, else `~/.config`.
  private static var configurationFolder: String? {
    if let folder = getenv("XDG_CONFIG_HOME").map({ String(cString: $0) }), folder.hasPrefix("/") { return folder }
    return getenv("HOME").map { String(cString: $0) + "/.config" }
  }
}
