public import TLS

extension TLSServerSettings {
  /// A good server of the Lab: asks for a client certificate below the Lab's root.
  public static func lab(
    _ pki: LabPKI, server: LabPKI.Server = .good, clients demand: ClientAuthentication.Demand = .required
  ) throws(LabError) -> TLSServerSettings {
    let identity = try pki.server(server)
    return TLSServerSettings(
      chain: identity.chain, privateKey: identity.leaf.key,
      clientAuthentication: ClientAuthentication(demand, anchors: [pki.root.certificateDER]))
  }
}
