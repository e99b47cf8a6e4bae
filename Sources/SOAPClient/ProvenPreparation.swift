internal import Basics
internal import Certificates
internal import Exchange
internal import Handshake
internal import Synchronization
internal import TLS

/// What calls of one session need not prove again: identities loaded from the same bytes, and settings that OpenSSL took.
///
/// Files are read for every call, so a changed one counts at once. Key and password stay in memory as long as the session.
final class ProvenPreparation: Sendable {
  /// All that an identity is made of.
  struct IdentityKey: Equatable, Sendable {
    var material: IdentityMaterial
    var candidates: [CertificateChain.Candidate]
    var name: String?
    var notes: [String]
  }

  /// All that is put into a context before its handshake.
  struct ContextKey: Equatable, Sendable {
    var settings: TLSSettings
    var trust: ServerTrust
    /// The very object, which the key keeps alive.
    var identity: Identity?
    var sendsFullChain: Bool

    static func == (left: ContextKey, right: ContextKey) -> Bool {
      left.identity === right.identity && left.sendsFullChain == right.sendsFullChain
        && left.settings == right.settings && left.trust == right.trust
    }
  }

  private struct KeptIdentity {
    var key: IdentityKey
    var loaded: IdentityPreparation.Loaded
    var at: Timestamp
  }

  private let identities = Mutex<[KeptIdentity]>([])
  private let contexts = Mutex<[ContextKey]>([])

  /// As many of each are kept, the last used ones.
  private static let limit = 16
  /// Seconds after which dates are judged anew.
  static let freshSeconds = 60

  func identity(_ key: IdentityKey, now: Timestamp) -> IdentityPreparation.Loaded? {
    identities.withLock { kept in
      guard let index = kept.firstIndex(where: { $0.key == key }) else { return nil }
      let found = kept.remove(at: index)
      guard (0..<Self.freshSeconds).contains(Int(now.secondsSinceEpoch - found.at.secondsSinceEpoch)) else {
        return nil
      }
      kept.append(found)
      return found.loaded
    }
  }

  func keep(_ loaded: IdentityPreparation.Loaded, for key: IdentityKey, now: Timestamp) {
    // A token can be taken away: its key is asked for every time.
    guard loaded.identity.token == nil else { return }
    identities.withLock { kept in
      if kept.count >= Self.limit { kept.removeFirst() }
      kept.append(KeptIdentity(key: key, loaded: loaded, at: now))
    }
  }

  /// Tries what will be put into a context, unless the same was taken before.
  func check(_ key: ContextKey) throws(ClientContextError) {
    if contexts.withLock({ $0.contains(key) }) { return }
    try ClientContext.check(
      settings: key.settings, trust: key.trust, identity: key.identity, sendsFullChain: key.sendsFullChain)
    contexts.withLock { taken in
      if taken.count >= Self.limit { taken.removeFirst() }
      taken.append(key)
    }
  }
}
