internal import COpenSSL
public import Certificates

/// Owner of one reference to an OpenSSL key pair; OpenSSL wipes it with its last reference.
// An EVP_PKEY is not changed after it is made, and its reference count is atomic.
public final class PrivateKey: @unchecked Sendable {
  let pointer: OpaquePointer

  /// Takes over the caller's reference.
  init(adopting pointer: OpaquePointer) { self.pointer = pointer }

  public var keyType: KeyType { KeyType(nativeKey: pointer) }

  deinit { EVP_PKEY_free(pointer) }
}

extension KeyType {
  /// What kind of key an EVP_PKEY is.
  init(nativeKey key: OpaquePointer) {
    self =
      switch EVP_PKEY_get_base_id(key) {
      case EVP_PKEY_RSA: .rsa
      case EVP_PKEY_RSA_PSS: .rsaPSS
      case EVP_PKEY_ED25519: .ed25519
      case EVP_PKEY_ED448: .ed448
      case EVP_PKEY_EC: Self.curve(of: key)
      default: .other(EVP_PKEY_get0_type_name(key).map { String(cString: $0) } ?? "unknown")
      }
  }

  private static func curve(of key: OpaquePointer) -> KeyType {
    let name = (shortText { EVP_PKEY_get_group_name(key, $0, $1, nil) == 1 }) ?? "unknown curve"
    return switch name {
    case "prime256v1", "P-256": .ecP256
    case "secp384r1", "P-384": .ecP384
    case "secp521r1", "P-521": .ecP521
    default: .other("EC \(name)")
    }
  }
}
