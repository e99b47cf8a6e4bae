internal import Certificates
internal import Handshake
internal import Screen

// The authorities from which the server accepts certificates.
extension HandshakeRows {
  mutating func addAuthorities() {
    guard let request = exchange.transcript.certificateRequest else {
      add(Toned("The server did not ask for a client certificate: \(exchange.certificateLine.asked.text).", .dim))
      return
    }
    let count = request.authorities.count
    add(Toned(request.isPostHandshake ? "Asked after the handshake." : "Asked in the handshake.", .dim))
    addVerdict(AuthorityMatch(request.authorities, chain: exchange.clientChain), count)
    add("")
    rows.append(count: count) { HandshakeRow(content: .authority($0)) }
    if request.omittedAuthorities > 0 {
      add(Toned("… and \(request.omittedAuthorities) more, which are not read", .warning))
    }
    if count > 0 { add("") }
    addAlgorithms(request)
  }

  private mutating func addVerdict(_ match: AuthorityMatch, _ count: Int) {
    let chain = exchange.clientChain.map(\.subject.shortName).joined(separator: " ← ")
    if count == 0 {
      add(Toned("It named no authority: any issuer will do, as far as this message says.", .strong))
    } else if exchange.clientChain.isEmpty {
      add(Toned("It names \(count). There is no certificate of ours to compare with.", .strong))
    } else if let index = match.indices.first {
      let name = exchange.transcript.certificateRequest?.authorities[index].shortName ?? ""
      add([
        .init("✓ ours leads to one of them: ", .success), .init("\(name), number \(index + 1) of \(count)", .strong),
      ])
    } else {
      let issuer = exchange.clientChain.last.map { $0.isSelfIssued ? "" : " ← \($0.issuer.shortName)" } ?? ""
      add(Toned("✗ ours leads to none of the \(count): \(chain)\(issuer)", .error))
    }
  }

  func authorityLine(_ index: Int) -> Toned {
    guard let authorities = exchange.transcript.certificateRequest?.authorities, authorities.indices.contains(index)
    else { return "" }
    let name = authorities[index]
    let text = name.attributes.isEmpty ? "a name that cannot be read" : name.description
    guard let ours = AuthorityMatch.certificate(in: exchange.clientChain, for: name) else { return Toned("  " + text) }
    let relation = ours.subject == name ? "in our chain" : "issued our \(ours.subject.shortName)"
    return [.init("✓ ", .success), .init(text, .strong), .init("  \(relation)", .success)]
  }

  private mutating func addAlgorithms(_ request: Transcript.CertificateRequest) {
    let schemes = request.signatureSchemes.map { SignatureScheme(rawValue: $0).description }
    let types = request.certificateTypes.map { ClientCertificateType(rawValue: $0).description }
    if !types.isEmpty { add(paragraph: "Certificate types: " + types.joined(separator: ", "), .dim, depth: 0) }
    if !schemes.isEmpty { add(paragraph: "Signature algorithms: " + schemes.joined(separator: ", "), .dim, depth: 0) }
  }
}
