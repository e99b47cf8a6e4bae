internal import Basics
internal import Certificates

/// The key is in a PKCS#11 token, and the signature that proves its possession is the trouble.
extension Rule {
  static let token: [Rule] = [
    Rule("token signature", codes: ["client-token-cannot-sign", "client-token-no-pss"], check: checkToken)
  ]
}

@Sendable private func checkToken(_ evidence: Evidence) -> [Finding] {
  guard let identity = evidence.identity, identity.isEnabled, let token = identity.token else { return [] }
  if evidence.failed, let reason = evidence.tokenError { return [notMade(token, reason, evidence)] }
  if evidence.failed, evidence.signatureWasRefused { return [refused(token, evidence)] }
  return token.signsPSS == false ? [withoutPSS(token)] : []
}

private func notMade(
  _ token: TokenKey, _ reason: TransferOutcome.LibraryError, _ evidence: Evidence
) -> Finding {
  let version = evidence.transcript.version ?? .tls13
  let lacksPSS = token.signsPSS == false && version == .tls13
  return Finding(
    code: "client-token-cannot-sign", blame: .client,
    summary: lacksPSS
      ? "The token cannot make the RSA-PSS signature that TLS 1.3 needs: the handshake stopped on this side."
      : "The token did not make the signature that proves the client's key: the handshake stopped on this side.",
    detail: "\(token.uri) in \(version): \(reason.text.neutralised)"
      + (reason.data.map { " (\($0.neutralised))" } ?? "") + "."
      + (lacksPSS
        ? " A trial signature with RSA-PSS failed as well; with TLS 1.2 the older padding is enough."
        : " It signed when the identity was loaded: taken out, logged out by another program, or limited in use."),
    remedies: [
      .init(
        .client,
        lacksPSS
          ? "Limit this endpoint to TLS 1.2 (--tls-max 1.2), or update the token's module and firmware."
          : "Insert the token again and send again; `pkcs11-tool --login --test` tries it alone. If only TLS 1.3 fails, "
            + "--tls-max 1.2 and an update of the token's module help."),
      .init(.server, "Nothing; it never received the signature."),
    ],
    evidence: evidence.libraryLine + evidence.outcome.libraryErrors.prefix(6).map { "OpenSSL: \($0.text.neutralised)" },
    messages: evidence.transcript.indices(.certificate, from: .client))
}

/// A token that signs with the wrong hash or salt is found out by the server alone, and in TLS 1.3 only.
private func refused(_ token: TokenKey, _ evidence: Evidence) -> Finding {
  Finding(
    code: "client-token-cannot-sign", blame: .client,
    summary: "The server found the signature wrong that the token made (alert decrypt_error).",
    detail: "\(token.uri): the certificate fits the key, as a trial showed, so it is the way of signing: tokens and "
      + "minidrivers without RSA-PSS, or with a wrong salt or hash, fail like this in TLS 1.3 only.",
    remedies: [
      .init(
        .client,
        "Try --tls-max 1.2: if that works, update the token's module and firmware, and keep TLS 1.2 until then."),
      .init(.server, "Nothing; its log names the failed CertificateVerify."),
    ], evidence: evidence.libraryLine, messages: evidence.transcript.indices(.certificateVerify, from: .client))
}

private func withoutPSS(_ token: TokenKey) -> Finding {
  Finding(
    code: "client-token-no-pss", blame: .client, severity: .warning,
    summary: "The token does not make RSA-PSS signatures: with TLS 1.3 this identity cannot be used.",
    detail: "\(token.uri): a trial signature failed when the identity was loaded (RFC 8446 section 4.2.3).",
    remedies: [
      .init(.client, "Limit the endpoint to TLS 1.2 (--tls-max 1.2), or update the token's module and firmware.")
    ])
}

extension Evidence {
  /// What the engine or the module said: their numbers are given out at run time, above those of OpenSSL's own parts.
  fileprivate var tokenError: TransferOutcome.LibraryError? {
    let engine = 38
    return outcome.libraryErrors.first { $0.library >= 128 || $0.library == engine }
  }

  /// decrypt_error after our CertificateVerify, in TLS 1.3.
  fileprivate var signatureWasRefused: Bool {
    guard transcript.version == .tls13, let alert = transcript.serverAlert, alert.alert.code == 51,
      let signed = transcript.indices(.certificateVerify, from: .client).last
    else { return false }
    return alert.index > signed
  }
}
