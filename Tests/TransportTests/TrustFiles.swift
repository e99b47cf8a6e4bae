import COpenSSL
import Certificates
import Glibc
import TLS

/// A revocation list in PEM, made now and good for a day.
func revocationList(of issuer: MintedIdentity, revoking revoked: [MintedIdentity]) throws -> [UInt8] {
  PEMBlock.text("X509 CRL", of: try CertificateMint().mintRevocationList(of: issuer, revoking: revoked))
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
