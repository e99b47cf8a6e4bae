extension FindingCode {
  /// Identities, trust and settings that cannot be loaded.
  static let request: [FindingCode] = [
    before(
      "identity-refused", "The library refuses the identity",
      "OpenSSL does not take the certificate or key at this security level.",
      "Have it reissued with RSA of 2048 bits or P-256 and SHA-256."),
    before(
      "anchors-unreadable", "The trust file cannot be read", "It holds no certificate in PEM.",
      "Name a PEM file of CA certificates."),
    before(
      "revocation-list-unreadable", "The CRL file cannot be read", "It holds no revocation list in PEM.",
      "Name a PEM file of CRLs."),
    before(
      "tls-setting-refused", "OpenSSL does not take a TLS setting", "The setting and its value are named.",
      "Correct it."),
    before("library-failure", "OpenSSL failed", "A call failed that should not; its reason is named.", "Try again."),
    before(
      "file-too-large", "Too large for a certificate file", "The file is beyond the limit.",
      "Name the file with the certificate."),
    before(
      "wrong-format", "Not the format that was stated", "--cert-type says one thing, the bytes another.",
      "Leave --cert-type out; PFX, PEM and DER are told apart by their bytes."),
    before("truncated", "The file is cut off", "It promises more bytes than it has.", "Copy it again in binary mode."),
    before("unfinished-pem", "A PEM block has no end", "The END line is missing.", "Copy the block again, whole."),
    before("damaged-pem", "A PEM block is damaged", "It is not base64.", "Copy the block again."),
    before("damaged", "The file cannot be decoded", "OpenSSL's reasons are listed.", "Copy or export it again."),
    before(
      "too-many-certificates", "Too many certificates", "An identity has its own chain only.",
      "Put others into the intermediate store."),
    before("too-many-keys", "Too many private keys", "An identity has one.", "Keep its own key in the file."),
    before(
      "password-needed", "A password is needed", "The key is encrypted and no password was given.",
      "Give it with --password."),
    before(
      "wrong-password", "The password is wrong", "It does not open the file.", "Check it; see the hint about line ends."
    ),
    before(
      "unsupported-encryption", "Encryption that the library does not know", "RC2 or DES of old exports, as a rule.",
      "Export it again with AES-256."),
    before(
      "unknown-mac", "An integrity check that the library does not know", "PBMAC1 of newer tools, as a rule.",
      "Convert it."),
    before(
      "excessive-iterations", "An absurd amount of hashing", "Opening it would block this computer.",
      "Do not trust the file."),
    before(
      "no-certificate", "No certificate in the file", "What it holds is listed.", "Export it with its certificate."),
    before(
      "no-private-key", "No private key", "The certificate is there, its key is not.",
      "Name it with --key, or export it as well."),
    before(
      "unsupported-key", "A kind of key that cannot be used", "TLS has no signature for it here.",
      "Use RSA, P-256, P-384, P-521 or Ed25519."),
    before(
      "key-mismatch", "Key and certificate do not belong together", "Their public keys differ.", "Name the right pair."),
    before("ambiguous-leaf", "Several certificates for one key", "Which one to show is not clear.", "Keep one."),
    before("key-proof-failed", "The key makes signatures that do not verify", "It is damaged.", "Export it again."),
  ]

  private static func before(_ code: String, _ title: String, _ meaning: String, _ client: String) -> FindingCode {
    FindingCode(code, .request, title, [.client], meaning, causes: ["what was given for this request"], client: client)
  }
}
