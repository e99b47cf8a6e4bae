internal import Basics
public import Exchange

extension Identities {
  /// Throws unless the draft's identity, if it has one of these, may be shown to the draft's server.
  public func permit(_ draft: Draft) throws(Refusal) {
    guard let name = draft.identity?.name, let entry = named(name) else { return }
    let server = try HTTPAddress(draft.effectiveURL)
    guard !entry.isAllowed(server) else { return }
    throw .hostNotListed(identity: name, server: server, listed: entry.hosts)
  }
}

extension Refusal {
  static func hostNotListed(identity: String, server: HTTPAddress, listed: [String]) -> Refusal {
    let hosts = listed.map(\.neutralised).joined(separator: ", ")
    return Refusal(
      stage: .identity, code: "host-not-listed",
      summary: "The certificate '\(identity.neutralised)' is not shown to a server that is not listed for it.",
      values: ["server: \(server.hostAndPort.neutralised)", "listed: \(hosts.isEmpty ? "none" : hosts)"],
      remedy: "If that server may see it, add '\(server.hostAndPort.neutralised)' to its hosts in identities.yaml.")
  }
}
