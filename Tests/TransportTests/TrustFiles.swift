import COpenSSL
import Glibc
import TLS

/// A revocation list in PEM, made now and good for a day.
func revocationList(of issuer: MintedIdentity, revoking revoked: [MintedIdentity]) throws -> [UInt8] {
  guard let list = X509_CRL_new(), let authority = certificate(issuer.certificateDER),
    let key = privateKey(issuer.privateKeyDER)
  else { throw TestServerError(what: "revocation list") }
  defer {
    X509_CRL_free(list)
    X509_free(authority)
    EVP_PKEY_free(key)
  }
  X509_CRL_set_version(list, 1)
  X509_CRL_set_issuer_name(list, X509_get_subject_name(authority))
  set(X509_CRL_set1_lastUpdate, of: list, secondsFromNow: -60)
  set(X509_CRL_set1_nextUpdate, of: list, secondsFromNow: 86400)
  for identity in revoked { revoke(identity, in: list) }
  X509_CRL_sort(list)
  guard X509_CRL_sign(list, key, EVP_sha256()) > 0 else { throw TestServerError(what: "signature") }
  return pem { PEM_write_bio_X509_CRL($0, list) }
}

private func revoke(_ identity: MintedIdentity, in list: OpaquePointer) {
  guard let certificate = certificate(identity.certificateDER), let entry = X509_REVOKED_new() else { return }
  defer { X509_free(certificate) }
  X509_REVOKED_set_serialNumber(entry, X509_get_serialNumber(certificate))
  let date = X509_gmtime_adj(nil, -60)
  X509_REVOKED_set_revocationDate(entry, date)
  ASN1_STRING_free(date)
  X509_CRL_add0_revoked(list, entry)
}

private func set(
  _ setTime: (OpaquePointer?, UnsafePointer<ASN1_TIME>?) -> Int32, of list: OpaquePointer, secondsFromNow: Int
) {
  let time = X509_gmtime_adj(nil, secondsFromNow)
  _ = setTime(list, time)
  ASN1_STRING_free(time)
}

/// A fresh folder with one anchor under the hash of its name.
func folder(of anchor: MintedIdentity) throws -> (path: String, file: String) {
  var template = Array("/tmp/signet-anchors-XXXXXX".utf8CString)
  guard mkdtemp(&template) != nil, let native = certificate(anchor.certificateDER) else {
    throw TestServerError(what: "folder")
  }
  defer { X509_free(native) }
  let path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  let digits = String(X509_NAME_hash_ex(X509_get_subject_name(native), nil, nil, nil), radix: 16)
  let file = path + "/" + String(repeating: "0", count: 8 - digits.count) + digits + ".0"
  let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL, 0o600)
  let bytes = anchor.certificatePEM
  guard write(descriptor, bytes, bytes.count) == bytes.count else { throw TestServerError(what: "anchor file") }
  close(descriptor)
  return (path, file)
}

func remove(_ folder: (path: String, file: String)) {
  unlink(folder.file)
  rmdir(folder.path)
}

func certificate(_ der: [UInt8]) -> OpaquePointer? {
  der.withUnsafeBufferPointer { bytes in
    var start = bytes.baseAddress
    return d2i_X509(nil, &start, bytes.count)
  }
}

func privateKey(_ der: [UInt8]) -> OpaquePointer? {
  der.withUnsafeBufferPointer { bytes in
    var start = bytes.baseAddress
    return d2i_AutoPrivateKey(nil, &start, bytes.count)
  }
}

private func pem(_ write: (OpaquePointer?) -> Int32) -> [UInt8] {
  let bio = BIO_new(BIO_s_mem())
  defer { BIO_free(bio) }
  _ = write(bio)
  var buffer = [UInt8](repeating: 0, count: 65536)
  let count = BIO_read(bio, &buffer, Int32(buffer.count))
  return Array(buffer.prefix(Int(max(0, count))))
}
