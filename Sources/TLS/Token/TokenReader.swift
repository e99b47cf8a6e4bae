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
      let module = try TokenModule.path(for: uri)
      if wanted != .keys, let der = try certificate(module) {
        // A certificate that is none is a fault of the token.
        do throws(IdentityError) { try contents.append(certificate: der, file: uri.description) } catch {
          throw TokenError.failed(uri: uri.description, reasons: [error.summary])
        }
      }
      if wanted != .certificates { try readKey(module, into: &contents) }
      if wanted != .keys, contents.certificates.isEmpty { throw try missing("certificate", module, reasons: []) }
    } catch {
      throw .token(error)
    }
    return contents
  }

  private func certificate(_ module: String) throws(TokenError) -> [UInt8]? {
    LibraryErrors.clear()
    let der: [UInt8]? = try TokenModule.withEngine(of: module) { engine in
      signet_token_certificate(engine, uri.selecting(.certificate)).map { X509Certificate(adopting: $0).der }
    }
    LibraryErrors.clear()
    return der
  }

  /// Without a PIN first: some tokens need none, and a wrong one may lock others.
  private func readKey(_ module: String, into contents: inout FileContents) throws(TokenError) {
    LibraryErrors.clear()
    let pin = pin
    let key: PrivateKey? = try TokenModule.withEngine(of: module) { engine in
      if let pin {
        guard withCString(pin, { text, _ in signet_token_set_pin(engine, text) }) == 1 else { return nil }
      }
      return signet_token_key(engine, uri.selecting(.privateKey)).map(PrivateKey.init(adopting:))
    }
    let reasons = LibraryErrors.drainReasons()
    if let key { return contents.append(key: key) }
    let tokens = TokenInfo.all(of: module)?.filter { $0.answers(to: uri) } ?? []
    if pin == nil, !tokens.isEmpty { return contents.appendLockedKey() }
    throw try missing("private key", module, reasons: reasons)
  }

  /// Why an object was not found.
  private func missing(_ what: String, _ module: String, reasons: [String]) throws(TokenError) -> TokenError {
    let name = uri.description
    let tokens = TokenInfo.all(of: module)
    let own = tokens?.filter { $0.answers(to: uri) } ?? []
    if own.contains(where: \.isPINLocked) || reasons.contains(where: { $0.contains("PIN locked") }) {
      return .pinLocked(uri: name)
    }
    if reasons.contains(where: { $0.contains("PIN incorrect") || $0.contains("PIN len") || $0.contains("PIN invalid") })
    {
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
