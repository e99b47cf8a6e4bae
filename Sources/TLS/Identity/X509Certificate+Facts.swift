internal import Basics
internal import COpenSSL
internal import Certificates
internal import Glibc

extension X509Certificate {
  /// Read once while the certificate is in use.
  var facts: CertificateFacts {
    let der = der
    return CertificateCache.shared.facts(der) ?? facts(der: der)
  }

  /// - Parameter der: the encoding this certificate was read from, kept byte for byte.
  func facts(der: [UInt8]) -> CertificateFacts {
    defer { LibraryErrors.clear() }
    let constraints = basicConstraints
    return CertificateFacts(
      der: der, subject: DistinguishedName(native: X509_get_subject_name(pointer)),
      issuer: DistinguishedName(native: X509_get_issuer_name(pointer)), serial: serial,
      notBefore: timestamp(X509_get0_notBefore(pointer)), notAfter: timestamp(X509_get0_notAfter(pointer)),
      keyType: keyType, keyBits: keyBits, signatureAlgorithm: signatureAlgorithm, subjectAltNames: subjectAltNames,
      keyUsages: keyUsages, extendedKeyUsages: extendedKeyUsages, isCA: constraints.isCA,
      pathLength: constraints.pathLength, subjectKeyIdentifier: bytes(X509_get0_subject_key_id(pointer)),
      authorityKeyIdentifier: bytes(X509_get0_authority_key_id(pointer)), issuerURLs: issuerURLs,
      sha1: digest(EVP_sha1(), of: der), sha256: digest(EVP_sha256(), of: der))
  }

  private var serial: String {
    guard let number = X509_get0_serialNumber(pointer) else { return "" }
    return (number.pointee.type & V_ASN1_NEG != 0 ? "-" : "") + rawBytes(number).hexadecimal()
  }

  private var keyType: KeyType {
    if let key = X509_get0_pubkey(pointer) { return KeyType(nativeKey: key) }
    var algorithm: OpaquePointer?
    X509_PUBKEY_get0_param(&algorithm, nil, nil, nil, X509_get_X509_PUBKEY(pointer))
    return .other(objectName(algorithm, form: .long))
  }

  private var keyBits: Int { X509_get0_pubkey(pointer).map { Int(max(0, EVP_PKEY_get_bits($0))) } ?? 0 }

  private var signatureAlgorithm: String {
    var algorithm: UnsafePointer<X509_ALGOR>?
    X509_get0_signature(nil, &algorithm, pointer)
    return objectName(algorithm?.pointee.algorithm, form: .long)
  }

  private var basicConstraints: (isCA: Bool, pathLength: Int?) {
    withExtension(NID_basic_constraints, freedBy: BASIC_CONSTRAINTS_free) {
      (constraints: UnsafeMutablePointer<BASIC_CONSTRAINTS>) in
      (constraints.pointee.ca != 0, constraints.pointee.pathlen.map { ASN1_INTEGER_get($0) })
    } ?? (false, nil)
  }

  private var keyUsages: [String]? {
    withExtension(NID_key_usage, freedBy: ASN1_BIT_STRING_free) { (bits: UnsafeMutablePointer<ASN1_BIT_STRING>) in
      keyUsageNames.indices.filter { ASN1_BIT_STRING_get_bit(bits, Int32($0)) == 1 }.map { keyUsageNames[$0] }
    }
  }

  private var extendedKeyUsages: [String]? {
    guard let stack = X509_get_ext_d2i(pointer, NID_ext_key_usage, nil, nil).map(OpaquePointer.init) else { return nil }
    defer { EXTENDED_KEY_USAGE_free(stack) }
    return elements(of: stack).map { objectName(OpaquePointer($0), form: .short) }
  }

  private var subjectAltNames: [String] {
    guard let stack = X509_get_ext_d2i(pointer, NID_subject_alt_name, nil, nil).map(OpaquePointer.init) else {
      return []
    }
    defer { GENERAL_NAMES_free(stack) }
    return elements(of: stack).map { generalName($0.assumingMemoryBound(to: GENERAL_NAME.self)) }
  }

  private var issuerURLs: [String] {
    guard let stack = X509_get_ext_d2i(pointer, NID_info_access, nil, nil).map(OpaquePointer.init) else { return [] }
    defer { AUTHORITY_INFO_ACCESS_free(stack) }
    return elements(of: stack).map { $0.assumingMemoryBound(to: ACCESS_DESCRIPTION.self) }
      .filter { OBJ_obj2nid($0.pointee.method) == NID_ad_ca_issuers && $0.pointee.location?.pointee.type == GEN_URI }
      .compactMap { $0.pointee.location.map { utf8Text($0.pointee.d.uniformResourceIdentifier) } }
  }

  private func withExtension<Value, Result>(
    _ nid: Int32, freedBy free: (UnsafeMutablePointer<Value>?) -> Void,
    _ body: (UnsafeMutablePointer<Value>) -> Result
  ) -> Result? {
    guard let value = X509_get_ext_d2i(pointer, nid, nil, nil)?.assumingMemoryBound(to: Value.self) else { return nil }
    defer { free(value) }
    return body(value)
  }
}

/// The bits of the keyUsage extension in their order (RFC 5280 section 4.2.1.3).
let keyUsageNames = [
  "digitalSignature", "nonRepudiation", "keyEncipherment", "dataEncipherment", "keyAgreement", "keyCertSign", "cRLSign",
  "encipherOnly", "decipherOnly",
]

private func generalName(_ name: UnsafeMutablePointer<GENERAL_NAME>) -> String {
  switch name.pointee.type {
  case GEN_DNS: "DNS:" + utf8Text(name.pointee.d.dNSName)
  case GEN_EMAIL: "email:" + utf8Text(name.pointee.d.rfc822Name)
  case GEN_URI: "URI:" + utf8Text(name.pointee.d.uniformResourceIdentifier)
  case GEN_IPADD: "IP:" + ipAddress(rawBytes(name.pointee.d.iPAddress))
  case GEN_DIRNAME: "DirName:" + DistinguishedName(native: name.pointee.d.directoryName).description
  case GEN_RID: "RID:" + objectName(name.pointee.d.registeredID, form: .short)
  case GEN_OTHERNAME: "othername:" + objectName(name.pointee.d.otherName?.pointee.type_id, form: .short)
  default: "other:\(name.pointee.type)"
  }
}

private func ipAddress(_ bytes: [UInt8]) -> String {
  let family = bytes.count == 4 ? AF_INET : AF_INET6
  guard bytes.count == 4 || bytes.count == 16,
    let text = shortText({ inet_ntop(family, bytes, $0, socklen_t($1)) != nil })
  else { return bytes.hexadecimal(separator: ":") }
  return text
}

private func bytes(_ string: UnsafePointer<ASN1_OCTET_STRING>?) -> [UInt8]? { string.map { rawBytes($0) } }

/// A time that is no time at all reads as the year 0: such a certificate counts as expired.
func timestamp(_ time: UnsafePointer<ASN1_TIME>?) -> Timestamp {
  var fields = tm()
  let yearZero = Timestamp(secondsSinceEpoch: -62_167_219_200)
  guard let time, ASN1_TIME_to_tm(time, &fields) == 1 else { return yearZero }
  return Timestamp(
    year: Int(fields.tm_year) + 1900, month: Int(fields.tm_mon) + 1, day: Int(fields.tm_mday),
    hour: Int(fields.tm_hour), minute: Int(fields.tm_min), second: Int(fields.tm_sec)) ?? yearZero
}
