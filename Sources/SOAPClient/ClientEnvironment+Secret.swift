public import Basics
public import Certificates
public import Exchange

extension ClientEnvironment {
  /// The secret that a reference stands for; nil when it names no source.
  ///
  /// - Parameters:
  ///   - source: where it comes from.
  ///   - purpose: what is asked for, when a person is asked: `password of alice.pfx`.
  public func secret(_ source: SecretSource, purpose: String) async throws(Refusal) -> Secret? {
    try await SecretResolver(environment: self, cancellation: Cancellation()).resolve(source, purpose: purpose).get()
  }
}
