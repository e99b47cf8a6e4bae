internal import COpenSSL
public import Certificates

extension PrivateKey {
  /// A new key pair.
  /// - Parameter bits: for RSA kinds; others have their own size.
  public static func generate(_ type: KeyType, bits: Int = 2048) throws(MintError) -> PrivateKey {
    LibraryErrors.clear()
    let context = EVP_PKEY_CTX_new_from_name(nil, type.algorithmName, nil)
    defer { EVP_PKEY_CTX_free(context) }
    var key: OpaquePointer?
    guard let context, EVP_PKEY_keygen_init(context) == 1, type.configure(context, bits: bits),
      EVP_PKEY_generate(context, &key) == 1, let key
    else { throw .drained("a key of the kind \(type)") }
    return PrivateKey(adopting: key)
  }
}

extension KeyType {
  fileprivate var algorithmName: String {
    switch self {
    case .rsa: "RSA"
    case .rsaPSS: "RSA-PSS"
    case .ecP256, .ecP384, .ecP521: "EC"
    case .ed25519: "ED25519"
    case .ed448: "ED448"
    case .other(let name): name
    }
  }

  fileprivate func configure(_ context: OpaquePointer, bits: Int) -> Bool {
    switch self {
    case .rsa, .rsaPSS: EVP_PKEY_CTX_set_rsa_keygen_bits(context, Int32(clamping: bits)) == 1
    case .ecP256: EVP_PKEY_CTX_set_group_name(context, "P-256") == 1
    case .ecP384: EVP_PKEY_CTX_set_group_name(context, "P-384") == 1
    case .ecP521: EVP_PKEY_CTX_set_group_name(context, "P-521") == 1
    case .ed25519, .ed448, .other: true
    }
  }
}
