extension FindingCode {
  /// What `signet inspect` and the identity form say of a certificate file before anybody tries it on a server.
  static let inspection: [FindingCode] = [
    file(
      "certificate-expired", "A certificate has expired", "The leaf's or an intermediate's dates are over.",
      "nobody renewed it", "Ask its authority for a new one.", "RFC 5280 section 4.1.2.5"),
    file(
      "certificate-not-yet-valid", "A certificate is not valid yet", "Its first day is still to come.",
      "a certificate for later, or a wrong clock here", "Wait, or check this computer's clock.",
      "RFC 5280 section 4.1.2.5"),
    file(
      "certificate-expires-soon", "A certificate ends within 30 days", "It works today.",
      "a renewal that is due", "Ask its authority for the next one now."),
    file(
      "chain-incomplete", "The issuer of the last certificate is not at hand",
      "Neither the file nor the intermediate store has it; unless it is the root itself, servers refuse the chain.",
      "an export without its chain",
      "Add it: `signet intermediates fetch FILE`, `from-server URL`, `import PFX` or `add FILE`."),
    file(
      "certificate-not-in-chain", "A certificate in the file is no part of the chain", "It is not sent.",
      "a file that collects several certificates", "Nothing needs to be done."),
    file(
      "weak-key", "A key is too short", "Current programs refuse RSA below 2048 bits.", "an old certificate",
      "Ask for a certificate with RSA 2048 or EC P-256."),
    file(
      "weak-signature", "A certificate is signed with an old digest", "Current programs refuse SHA-1 and MD5.",
      "an old authority", "Ask its authority for a certificate signed with SHA-256."),
    file(
      "no-client-auth", "Not issued for client authentication", "Its extended key usage lacks clientAuth.",
      "a server's certificate used as a client's", "Ask for a certificate with clientAuth.",
      "RFC 5280 section 4.2.1.12"),
    file(
      "no-digital-signature", "It must not be used for signatures", "Its key usage lacks digitalSignature.",
      "a certificate for encryption", "Ask for a certificate with digitalSignature.", "RFC 5280 section 4.2.1.3"),
    file(
      "private-key-locked", "The private key was not opened", "So it was not checked that it fits the certificate.",
      "no password, or no PIN of the token, was given", "Give it with --password to check."),
    file(
      "no-integrity-check", "The PKCS#12 file has no MAC", "Damage or a wrong password may go unnoticed.",
      "an export that left it out", "Export it again with a MAC.", "RFC 7292 section 4"),
    file(
      "legacy-encryption", "The file is encrypted as in the nineties",
      "Current programs refuse RC2, RC4 and single DES; Signet opens them with OpenSSL's legacy provider.",
      "an export of old Windows or Java", "Export it again with AES-256."),
  ]

  private static func file(
    _ code: String, _ title: String, _ meaning: String, _ cause: String, _ client: String, _ source: String? = nil
  ) -> FindingCode {
    FindingCode(
      code, .inspection, title, [.client], meaning, causes: [cause], client: client, sources: source.map { [$0] } ?? [])
  }
}
