internal import ArgumentParser
internal import Bindings
internal import Collections
internal import Exchange
internal import SOAPClient

extension CallArguments {
  /// The given behaviors come after those of the request's file.
  ///
  /// - Throws: `ValidationError` for a line that is none, `Refusal` when the request's certificate may not be shown to the
  ///   address that a behavior leads to.
  func addBehaviors(to draft: inout Draft) throws {
    guard !behaviors.isEmpty else { return }
    draft.behaviors += try behaviors.map(Self.behavior)
    if request != nil { try IdentitiesFile().load().identities.permit(draft) }
  }

  private static func behavior(_ text: String) throws -> RequestBehavior {
    if let behavior = RequestBehavior(text) { return behavior }
    let word = text.prefix { $0 != " " }
    guard let kind = BehaviorKind.named(String(word)) else {
      throw ValidationError("--behavior: there is no kind '\(word)'. \(BehaviorKind.listing)")
    }
    throw ValidationError(
      "--behavior '\(text)': the form is '\(kind.word)\(kind.hint.isEmpty ? "" : " " + kind.hint)'. \(kind.help)")
  }

  /// The command line's, and what the person typed on it may run.
  var environment: ClientEnvironment {
    var environment = ClientEnvironment.commandLine
    let typed = Set(behaviors.compactMap { RequestBehavior($0) }.compactMap(\.program))
    environment.mayRun = { [trusts = environment.mayRun] in typed.contains($0.command) || trusts($0) }
    return environment
  }
}

extension RequestBehavior {
  /// What it runs; nil for the other kinds.
  fileprivate var program: String? { if case .pipe(let command) = action { command } else { nil } }
}

extension BehaviorKind {
  /// `Kinds: endpoint URL, …`; from the table.
  static var listing: String {
    "Kinds: " + all.map { $0.hint.isEmpty ? $0.word : "\($0.word) \($0.hint)" }.joined(separator: "; ") + "."
  }
}
