internal import Basics
internal import COpenSSL
internal import Certificates

/// What of an identity is wanted from a file or token.
enum IdentityContents { case both, certificates, keys }

/// Reads the objects that a PKCS#11 URI selects: certificates as they are, private keys as handles that sign inside the
/// token.
struct TokenReader {
  let uri: TokenURI
  let pin: Secret?

  func read(_ wanted: IdentityContents) throws(IdentityError) -> FileContents {
    var contents = FileContents(format: .token)
    do throws(TokenError) {
      if try read(wanted, into: &contents) { return contents }
    } catch {
      throw .token(error)
    }
    throw .passwordNeeded(file: uri.description, part: "the token")
  }

  /// - Returns: False when the token has to be opened with its PIN first.
  private func read(_ wanted: IdentityContents, into contents: inout FileContents) throws(TokenError) -> Bool {
    let module = try TokenModule.path(for: uri)
    if wanted != .keys {
      guard try readCertificate(module, into: &contents) else { return false }
    }
    if wanted != .certificates { try readKey(module, into: &contents) }
    if wanted != .keys, contents.certificates.isEmpty { throw try missing("certificate", module, reasons: []) }
    return true
  }

  private func readCertificate(_ module: String, into contents: inout FileContents) throws(TokenError) -> Bool {
    LibraryErrors.clear()
    let answer = try TokenModule.withEngine(of: module, for: uri, pin: pin) { engine in
      signet_token_certificate(engine, uri.selecting(.certificate)).map { X509Certificate(adopting: $0).der }
    }
    let reasons = LibraryErrors.drainReasons()
    guard let found = answer else { return false }
    guard let der = found else {
      // A wrong PIN is not tried a second time.
      if Self.isAboutPIN(reasons) { throw try missing("certificate", module, reasons: reasons) }
      return true
    }
    // A certificate that is none is a fault of the token.
    do throws(IdentityError) { try contents.append(certificate: der, file: uri.description) } catch {
      throw .failed(uri: uri.description, reasons: [error.summary])
    }
    return true
  }

  private func readKey(_ module: String, into contents: inout FileContents) throws(TokenError) {
    LibraryErrors.clear()
    let answer = try TokenModule.withEngine(of: module, for: uri, pin: pin) { engine in
      signet_token_key(engine, uri.selecting(.privateKey)).map(PrivateKey.init(adopting:))
    }
    let reasons = LibraryErrors.drainReasons()
    guard let found = answer else { return contents.appendLockedKey() }
    if let key = found { return contents.append(key: key) }
    let tokens = TokenInfo.all(of: module)?.filter { $0.answers(to: uri) } ?? []
    if pin == nil, !tokens.isEmpty { return contents.appendLockedKey() }
    throw try missing("private key", module, reasons: reasons)
  }

  private static func isAboutPIN(_ reasons: [String]) -> Bool {
    reasons.contains { reason in
      ["PIN incorrect", "PIN len", "PIN invalid", "PIN locked"].contains(where: reason.contains)
    }
  }

  /// Why an object was not found.
  private func missing(_ what: String, _ module: String, reasons: [String]) throws(TokenError) -> TokenError {
    let name = uri.description
    let tokens = TokenInfo.all(of: module)
    let own = tokens?.filter { $0.answers(to: uri) } ?? []
    if own.contains(where: \.isPINLocked) || reasons.contains(where: { $0.contains("PIN locked") }) {
      return .pinLocked(uri: name)
    }
    if Self.isAboutPIN(reasons) {
      return .wrongPIN(
        uri: name, isFinalTry: own.contains(where: \.isFinalTry), isLow: own.contains(where: \.isPINCountLow))
    }
    if let tokens, own.isEmpty { return .noToken(uri: name, present: tokens.map(\.label.neutralised), module: module) }
    if reasons.isEmpty || reasons.contains(where: { $0.contains("object not found") }) {
      return .noObject(uri: name, what: what)
    }
    return .failed(uri: name, reasons: reasons)
  }
}

extension PrivateKey {
  /// Whether the key makes RSA-PSS signatures, which TLS 1.3 demands of RSA keys; nil for other keys.
  var signsPSS: Bool? {
    guard keyType == .rsa else { return nil }
    defer { LibraryErrors.clear() }
    let context = EVP_MD_CTX_new()
    defer { EVP_MD_CTX_free(context) }
    var parameters: OpaquePointer?
    let message = Array("proof of possession".utf8)
    var signature = [UInt8](repeating: 0, count: Int(max(0, EVP_PKEY_get_size(pointer))))
    var count = signature.count
    return EVP_DigestSignInit(context, &parameters, EVP_sha256(), nil, pointer) == 1
      && EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) == 1
      && EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST) == 1
      && EVP_DigestSign(context, &signature, &count, message, message.count) == 1
  }
}
