internal import Basics
internal import Collections
internal import Exchange
internal import Synchronization

/// The drafts of a run's requests: one that is sent again with the same values is not made anew.
final class RunDrafts: Sendable {
  /// What is sent, and what the request says without placeholders, by which its answer is judged.
  final class Entry: Sendable {
    let captured: [String: String]
    let draft: Draft
    let document: RequestDocument
    /// Whether an assertion speaks of the handshake.
    let asksOfConnection: Bool

    init(_ captured: [String: String], _ draft: Draft, _ document: RequestDocument) {
      (self.captured, self.draft, self.document) = (captured, draft, document)
      asksOfConnection = document.assertions.contains { assertion in
        switch assertion.check {
        case .tlsVersion, .serverCertificate: true
        default: false
        }
      }
    }
  }

  private let collection: Collection
  private let identities: Identities
  private let choice: VariableChoice
  /// By the request's path.
  private let entries = Mutex<[String: Entry]>([:])
  private static let limit = 1_000

  init(collection: Collection, identities: Identities, choice: VariableChoice) {
    self.collection = collection
    self.identities = identities
    self.choice = choice
  }

  /// - Parameter captured: what earlier answers gave.
  /// - Throws: a refusal also for an identity that the server may not see.
  func entry(of request: StoredRequest, captured: [String: String]) throws(Refusal) -> Entry {
    if let entry = entries.withLock({ $0[request.path] }), entry.captured == captured { return entry }
    var choice = choice
    choice.captured = captured.map { Variable($0.key, .verbatim($0.value)) }
    let draft = try collection.draft(of: request, identities: identities, choice: choice)
    try identities.permit(draft)
    let entry = Entry(captured, draft, try collection.settled(request, choice: choice))
    entries.withLock { entries in
      if entries.count >= Self.limit { entries.removeAll() }
      entries[request.path] = entry
    }
    return entry
  }
}
