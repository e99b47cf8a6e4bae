public import Basics
public import Certificates
public import Exchange

extension ClientEnvironment {
  /// The secret that a reference stands for; nil when it names no source.
  ///
  /// - Parameters:
  ///   - source: where it comes from.
  ///   - purpose: what is asked for, when a person is asked: `password of alice.pfx`.
  ///   - takesSharedFile: a file that others may read or change is taken too.
  public func secret(
    _ source: SecretSource, purpose: String, takesSharedFile: Bool = false
  ) async throws(Refusal) -> Secret? {
    try await SecretResolver(environment: self, cancellation: Cancellation())
      .resolve(source, purpose: purpose, takesSharedFile: takesSharedFile).get()
  }
}
