internal import Basics
internal import COpenSSL
internal import Certificates
internal import Glibc

/// A certificate being written. Each step returns false when OpenSSL refuses it, and leaves the reason in its queue.
struct CertificateDraft {
  let certificate: X509Certificate
  private var pointer: OpaquePointer { certificate.pointer }

  /// An X.509 version 3 certificate for a key; nil when OpenSSL refuses.
  init?(key: PrivateKey) {
    guard let pointer = X509_new() else { return nil }
    certificate = X509Certificate(adopting: pointer)
    guard X509_set_version(pointer, 2) == 1, X509_set_pubkey(pointer, key.pointer) == 1 else { return nil }
  }

  func setRandomSerial() -> Bool {
    let number = BN_new()
    defer { BN_free(number) }
    guard let number, BN_rand(number, 127, 0, 0) == 1, let serial = BN_to_ASN1_INTEGER(number, nil) else {
      return false
    }
    defer { ASN1_INTEGER_free(serial) }
    return X509_set_serialNumber(pointer, serial) == 1
  }

  func setNames(of spec: CertificateSpec, issuer: X509Certificate?) -> Bool {
    let subject = X509_NAME_new()
    defer { X509_NAME_free(subject) }
    guard let subject, append("O", spec.organization, to: subject), append("CN", spec.commonName, to: subject),
      X509_set_subject_name(pointer, subject) == 1
    else { return false }
    return X509_set_issuer_name(pointer, issuer.map { X509_get_subject_name($0.pointer) } ?? subject) == 1
  }

  private func append(_ type: String, _ value: String?, to name: OpaquePointer) -> Bool {
    guard let value else { return true }
    let bytes = Array(value.utf8)
    return X509_NAME_add_entry_by_txt(name, type, MBSTRING_UTF8, bytes, Int32(clamping: bytes.count), -1, 0) == 1
  }

  func setValidity(_ spec: CertificateSpec, now: Timestamp) -> Bool {
    let start = spec.notBefore?.secondsSinceEpoch ?? now.secondsSinceEpoch - 3600
    let end = spec.notAfter?.secondsSinceEpoch ?? now.secondsSinceEpoch + 3650 * 86400
    let times = (ASN1_TIME_set(nil, time_t(start)), ASN1_TIME_set(nil, time_t(end)))
    defer {
      ASN1_STRING_free(times.0)
      ASN1_STRING_free(times.1)
    }
    return X509_set1_notBefore(pointer, times.0) == 1 && X509_set1_notAfter(pointer, times.1) == 1
  }

  /// RSA, RSA-PSS and EC keys sign a digest; Edwards-curve keys sign the whole.
  func sign(with key: PrivateKey, digest: CertificateSpec.Digest) -> Bool {
    let signsWhole = key.keyType == .ed25519 || key.keyType == .ed448
    return X509_sign(pointer, key.pointer, signsWhole ? nil : digest.native) > 0
  }
}

extension CertificateSpec.Digest {
  var native: OpaquePointer? {
    switch self {
    case .sha1: EVP_sha1()
    case .sha256: EVP_sha256()
    case .sha384: EVP_sha384()
    }
  }
}
