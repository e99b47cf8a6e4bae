internal import Basics
internal import Certificates

extension IdentityError {
  /// What to do, with the command where there is one.
  public var remedy: String {
    switch self {
    case .token(let error): error.remedy
    case .tooLarge: "Name the file that holds the certificate; a CA bundle or an archive is not an identity."
    case .notACertificate(let file, let kind): kind.remedy(file.shellQuoted)
    case .wrongFormat(_, _, let found):
      "Leave --cert-type out: the format is found by looking at the bytes, which here say \(found.phrase)."
    case .truncated: "Copy the file again in binary mode and compare sizes, or export it again."
    case .damagedPEM(_, let label, _, _):
      "Copy the block again, whole, from -----BEGIN \(label.neutralised)----- to -----END \(label.neutralised)-----."
    case .damaged: "Copy the file again in binary mode, or export it again."
    case .tooManyCertificates:
      "Keep the identity's own chain in the file; put other certificates in the intermediate store."
    case .tooManyKeys: "Keep the identity's own key in the file."
    case .passwordNeeded:
      "Give the password: --password prompt: to be asked, or env:NAME, file:PATH, keyring:NAME, command:COMMAND."
    case .wrongPassword(_, _, let hint?): hint.remedy
    case .wrongPassword: "Check the password, and that it belongs to this file; a damaged file looks the same."
    case .unsupportedEncryption(let file, _, _): reencrypt(file)
    case .unknownMAC(let file, _): "Convert it with OpenSSL 3.4 or newer: `\(converted(file))`."
    case .excessiveIterations: "Do not trust this file; export it again where its key lives."
    case .noCertificate: "Export it again with its certificate, or name the certificate's own file beside the key."
    case .noPrivateKey: "Name the key's file with --key, or export again with the private key included."
    case .unsupportedKey: "Ask for a certificate with an RSA, EC P-256, P-384, P-521 or Ed25519 key."
    case .keyMismatch:
      "Name the key that was made with this certificate's request, or the certificate made for this key."
    case .ambiguousLeaf: "Keep only the certificate to be shown in the file."
    case .keyProofFailed: "The key is damaged: export it again, or ask for a new certificate."
    }
  }

  private func reencrypt(_ file: String) -> String {
    "Export it again with AES-256 where its key lives, or convert it where OpenSSL knows the algorithm: "
      + "`\(converted(file, options: "-legacy "))`."
  }

  private func converted(_ file: String, options: String = "") -> String {
    "openssl pkcs12 \(options)-in \(file.shellQuoted) -nodes | openssl pkcs12 -export -out new.pfx"
  }
}

extension FileKind {
  fileprivate func remedy(_ file: String) -> String {
    switch self {
    case .empty: "Copy it again: nothing arrived."
    case .pem, .pkcs12, .certificate, .pkcs7, .text, .unknown, .sqlite, .pdf, .xml, .json:
      "Name a PFX, PEM, DER or PKCS#7 file that holds the client certificate."
    case .privateKey, .encryptedPrivateKey: "Name the certificate's file with --cert, and this one with --key."
    case .certificateRequest: "Send the request to your authority; the certificate is what comes back."
    case .publicKey: "Name the certificate made for this key, and the private key's file."
    case .revocationList: "Give revocation lists with --crl; name the client certificate here."
    case .javaKeystore:
      "Convert it: `keytool -importkeystore -srckeystore \(file) -destkeystore new.pfx -deststoretype PKCS12`."
    case .sshKey: "SSH keys are not certificates: name the PFX or PEM file that your authority issued."
    case .pgp:
      "PGP keys are not X.509: name the PFX or PEM file that your authority issued, decrypted if it is wrapped in PGP."
    case .serializedStore: "Export it in Windows' certificate manager as PFX, with the private key."
    case .pvk: "Convert it: `openssl rsa -inform PVK -in \(file) -out key.pem`, and name it with --key."
    case .zip, .gzip: "Unpack it and name the certificate file inside."
    case .html: "This is a web page, perhaps a login or error page: download the certificate itself."
    case .utf16Text: "Convert it: `iconv -f UTF-16 -t UTF-8 \(file) > new.pem`."
    case .base64: "Decode it: `base64 -d \(file) > new.pfx`."
    }
  }
}
