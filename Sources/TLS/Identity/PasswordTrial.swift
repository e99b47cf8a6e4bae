internal import Basics

/// Tries a password, and when it does not fit, the mistakes that people make with passwords.
struct PasswordTrial {
  let file: String
  /// What is locked, for messages.
  let part: String
  /// How it is locked, for messages.
  let algorithms: [String]
  let password: Secret?

  /// - Parameter open: tries one password; nil is the absent one, which PKCS#12 tells from the empty one.
  func run<Value>(_ open: (Secret?) -> Opening<Value>) throws(IdentityError) -> Value {
    var refusal: Opening<Value>?
    for variant in Self.variants(of: password) {
      let opening = open(variant)
      if case .opened(let value) = opening { return value }
      refusal = refusal ?? opening
    }
    if case .unsupported = refusal {
      throw .unsupportedEncryption(file: file, algorithms: algorithms, isPasswordRight: nil)
    }
    guard let password, !password.isEmpty else { throw .passwordNeeded(file: file, part: part) }
    throw .wrongPassword(file: file, part: part, hint: hint(for: password, open))
  }

  /// No password and the empty one look the same to a person, and different to a PKCS#12 file.
  private static func variants(of password: Secret?) -> [Secret?] {
    guard let password else { return [nil, .empty] }
    return password.isEmpty ? [password, nil] : [password]
  }

  private func hint<Value>(
    for password: Secret, _ open: (Secret?) -> Opening<Value>
  ) -> IdentityError.PasswordHint? {
    let mistakes: [(IdentityError.PasswordHint, Secret)] = [
      (.withoutTrailingLineEnd, password.dropping { $0 == 0x0A || $0 == 0x0D }),
      (.withoutSurroundingSpace, password.dropping(atStart: true) { $0 == 0x20 || (0x09...0x0D).contains($0) }),
      (.empty, .empty),
    ]
    return mistakes.first { _, other in other != password && Self.variants(of: other).contains { open($0).isOpened } }?
      .0
  }
}

extension Opening {
  fileprivate var isOpened: Bool {
    if case .opened = self { true } else { false }
  }
}

extension Secret {
  /// Without the bytes at its end, and if asked at its start, that are `unwanted`.
  fileprivate func dropping(atStart: Bool = false, _ unwanted: (UInt8) -> Bool) -> Secret {
    withBytes { bytes in
      var kept = bytes[...]
      while let last = kept.last, unwanted(last) { kept.removeLast() }
      if atStart { kept = kept.drop(while: unwanted) }
      return Secret(bytes: Array(kept))
    }
  }
}
