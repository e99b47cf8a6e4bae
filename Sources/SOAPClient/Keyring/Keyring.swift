public import Basics
internal import Certificates
public import Exchange

/// Where `keyring:NAME` is kept and found: the kernel's keyring of the user, or the desktop's. Each call waits: none is
/// for the thread that paints.
public enum Keyring {
  public enum Place: String, Sendable, CaseIterable {
    /// In the kernel's memory until the machine restarts.
    case kernel
    /// In the Secret Service of the desktop (GNOME Keyring, KWallet), through `secret-tool`.
    case desktop

    public var title: String { "\(rawValue) keyring" }
  }

  enum Answer: Equatable {
    case found(Secret)
    case none
    /// Why it cannot be asked.
    case refused(String)
  }

  /// Looks in the kernel's keyring first: that asks nobody.
  static func read(_ name: String, _ desktop: DesktopKeyring) -> Result<Secret, SecretError> {
    var told: [String] = []
    for place in Place.allCases {
      switch place == .kernel ? KernelKeyring.read(name) : desktop.read(name) {
      case .found(let secret): return .success(secret)
      case .none: told.append("\(place.title): no secret of that name")
      case .refused(let why): told.append("\(place.title): \(why)")
      }
    }
    return .failure(.keyring(name: name, told: told))
  }

  /// Keeps a secret under a name, over what was there.
  ///
  /// - Throws: a refusal with the reason of the keyring, or for a name that no source can have.
  public static func write(
    _ secret: Secret, as name: String, in place: Place, timeoutSeconds: Double = 60
  ) throws(Refusal) {
    try check(name)
    let limit = KernelKeyring.limit
    if secret.withBytes({ $0.count }) > limit { throw Refusal(KeyringError.tooLong(limit: limit), stage: .usage) }
    let failure =
      switch place {
      case .kernel: KernelKeyring.write(secret, as: name)
      case .desktop:
        DesktopKeyring(timeoutSeconds: timeoutSeconds, cancellation: Cancellation()).write(secret, as: name)
      }
    if let failure { throw Refusal(KeyringError.refused(place, why: failure), stage: .file) }
  }

  /// Takes a secret out of both keyrings.
  ///
  /// - Returns: where it was.
  /// - Throws: a refusal when it was nowhere.
  public static func remove(_ name: String, timeoutSeconds: Double = 60) throws(Refusal) -> [Place] {
    try check(name)
    var told: [String] = []
    var places: [Place] = []
    for place in Place.allCases {
      let answer =
        switch place {
        case .kernel: KernelKeyring.remove(name)
        case .desktop: DesktopKeyring(timeoutSeconds: timeoutSeconds, cancellation: Cancellation()).remove(name)
        }
      switch answer {
      case .found: places.append(place)
      case .none: told.append("\(place.title): no secret of that name")
      case .refused(let why): told.append("\(place.title): \(why)")
      }
    }
    if places.isEmpty { throw Refusal(SecretError.keyring(name: name, told: told), stage: .file) }
    return places
  }

  private static func check(_ name: String) throws(Refusal) {
    guard (try? SecretSource.parse("keyring:" + name)) != nil else {
      throw Refusal(KeyringError.unusableName(name), stage: .usage)
    }
  }
}

/// Why a secret was not kept in a keyring. Nothing of the secret is in it.
enum KeyringError: Remediable, Equatable {
  case refused(Keyring.Place, why: String)
  case tooLong(limit: Int)
  case unusableName(String)

  var code: String {
    switch self {
    case .refused: "keyring-refused"
    case .tooLong: "secret-too-long"
    case .unusableName: "unsafe-name"
    }
  }

  var summary: String {
    switch self {
    case .refused(let place, _): "The \(place.title) did not take the secret."
    case .tooLong: "The secret is too long for a keyring."
    case .unusableName(let name): "'\(name.neutralised)' cannot be the name of a secret."
    }
  }

  var values: [String] {
    switch self {
    case .refused(let place, let why): ["\(place.title): \(why)"]
    case .tooLong(let limit): ["limit: \(limit) bytes"]
    case .unusableName: []
    }
  }

  var remedy: String {
    switch self {
    case .refused(.kernel, _):
      "Keep it in the desktop's keyring (--in desktop), or name another source: env:, file:, command:."
    case .refused(.desktop, _):
      "Keep it in the kernel's keyring (--in kernel), or name another source: env:, file:, command:."
    case .tooLong: "Keep it in a file that only you can read, and name it: file:PATH."
    case .unusableName: "Use letters, digits, '-', '_', '.', '/' and '@', 128 at most."
    }
  }
}
