internal import Basics
public import Exchange

extension Identities {
  /// Throws unless the draft's identity, if it has one of these, may be shown to the draft's server.
  ///
  /// - Parameters host: of the draft's URL, and the port with the scheme's default filled in.
  public func permit(_ draft: Draft, host: String, port: Int) throws(Refusal) {
    guard let name = draft.identity?.name, let entry = named(name), !entry.isAllowed(host: host, port: port) else {
      return
    }
    throw .hostNotListed(identity: name, host: host, port: port, listed: entry.hosts)
  }
}

extension Refusal {
  static func hostNotListed(identity: String, host: String, port: Int, listed: [String]) -> Refusal {
    let hosts = listed.map(\.neutralised).joined(separator: ", ")
    return Refusal(
      stage: .identity, code: "host-not-listed",
      summary: "The certificate '\(identity.neutralised)' is not shown to a server that is not listed for it.",
      values: ["server: \(host.neutralised):\(port)", "listed: \(hosts.isEmpty ? "none" : hosts)"],
      remedy: "If that server may see it, add '\(host.neutralised)' to its hosts in identities.yaml.")
  }
}
