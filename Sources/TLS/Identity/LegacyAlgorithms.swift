internal import COpenSSL

/// OpenSSL's legacy provider (RC2-40, single DES, RC4…) in a library context of its own, loaded on first use. The
/// process's default context stays as strict as it was.
enum LegacyAlgorithms {
  /// Both providers' algorithms are found by whatever OpenSSL code `body` calls, on this thread and until it returns.
  ///
  /// Keys that `body` makes stay bound to this context: hand them out through their encoding.
  /// - Returns: nil, without running `body`, when the provider is not installed.
  static func with<Result>(_ body: () -> Result) -> Result? {
    guard let context else { return nil }
    let previous = OSSL_LIB_CTX_set0_default(context)
    defer { OSSL_LIB_CTX_set0_default(previous) }
    return body()
  }

  // Written once by the lazy initialiser; OpenSSL locks what is inside.
  nonisolated(unsafe) private static let context: OpaquePointer? = {
    guard let context = OSSL_LIB_CTX_new() else { return nil }
    guard OSSL_PROVIDER_load(context, "legacy") != nil, OSSL_PROVIDER_load(context, "default") != nil else {
      OSSL_LIB_CTX_free(context)
      LibraryErrors.clear()
      return nil
    }
    return context
  }()
}
