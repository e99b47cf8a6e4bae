internal import COpenSSL

extension CertificateDraft {
  func setExtensions(of spec: CertificateSpec, issuer: X509Certificate?) -> Bool {
    setBasicConstraints(isCA: spec.isCA, pathLength: spec.pathLength) && setKeyUsages(spec.keyUsages)
      && setExtendedKeyUsages(spec.extendedKeyUsages) && setSubjectAltNames(spec.subjectAltNames)
      && setIssuerURLs(spec.issuerURLs) && setKeyIdentifiers(issuer: issuer)
  }

  private func setBasicConstraints(isCA: Bool, pathLength: Int?) -> Bool {
    guard let constraints = BASIC_CONSTRAINTS_new() else { return false }
    defer { BASIC_CONSTRAINTS_free(constraints) }
    constraints.pointee.ca = isCA ? 0xFF : 0
    if let pathLength {
      constraints.pointee.pathlen = ASN1_INTEGER_new()
      guard ASN1_INTEGER_set(constraints.pointee.pathlen, pathLength) == 1 else { return false }
    }
    return add(NID_basic_constraints, constraints, isCritical: isCA)
  }

  private func setKeyUsages(_ names: [String]?) -> Bool {
    guard let names else { return true }
    guard let bits = ASN1_BIT_STRING_new() else { return false }
    defer { ASN1_BIT_STRING_free(bits) }
    for name in names {
      guard let index = keyUsageNames.firstIndex(of: name), ASN1_BIT_STRING_set_bit(bits, Int32(index), 1) == 1
      else { return false }
    }
    return add(NID_key_usage, bits, isCritical: true)
  }

  private func setExtendedKeyUsages(_ names: [String]?) -> Bool {
    guard let names else { return true }
    guard let stack = OPENSSL_sk_new_null() else { return false }
    defer { EXTENDED_KEY_USAGE_free(stack) }
    for name in names {
      guard let object = OBJ_txt2obj(name, 0), OPENSSL_sk_push(stack, UnsafeRawPointer(object)) > 0 else {
        return false
      }
    }
    return add(NID_ext_key_usage, UnsafeMutableRawPointer(stack))
  }

  private func setSubjectAltNames(_ names: [String]) -> Bool {
    guard !names.isEmpty else { return true }
    guard let stack = OPENSSL_sk_new_null() else { return false }
    defer { GENERAL_NAMES_free(stack) }
    for name in names {
      guard let name = makeGeneralName(name), OPENSSL_sk_push(stack, name) > 0 else { return false }
    }
    return add(NID_subject_alt_name, UnsafeMutableRawPointer(stack))
  }

  private func setIssuerURLs(_ urls: [String]) -> Bool {
    guard !urls.isEmpty else { return true }
    guard let stack = OPENSSL_sk_new_null() else { return false }
    defer { AUTHORITY_INFO_ACCESS_free(stack) }
    for url in urls {
      guard let access = ACCESS_DESCRIPTION_new() else { return false }
      guard OPENSSL_sk_push(stack, access) > 0, let location = makeGeneralName("URI:" + url) else { return false }
      ASN1_OBJECT_free(access.pointee.method)
      access.pointee.method = OBJ_nid2obj(NID_ad_ca_issuers)
      GENERAL_NAME_free(access.pointee.location)
      access.pointee.location = location
    }
    return add(NID_info_access, UnsafeMutableRawPointer(stack))
  }

  /// Subject key identifier by RFC 5280 section 4.2.1.2 method 1, authority key identifier from the issuer's.
  private func setKeyIdentifiers(issuer: X509Certificate?) -> Bool {
    var hash = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var count: UInt32 = 0
    guard X509_pubkey_digest(certificate.pointer, EVP_sha1(), &hash, &count) == 1 else { return false }
    let own = Array(hash.prefix(Int(count)))
    let issuerIdentifier = issuer.map { rawBytes(X509_get0_subject_key_id($0.pointer)) } ?? own
    return addSubjectKeyIdentifier(own) && addAuthorityKeyIdentifier(issuerIdentifier)
  }

  private func addSubjectKeyIdentifier(_ bytes: [UInt8]) -> Bool {
    guard let identifier = octetString(bytes) else { return false }
    defer { ASN1_OCTET_STRING_free(identifier) }
    return add(NID_subject_key_identifier, identifier)
  }

  private func addAuthorityKeyIdentifier(_ bytes: [UInt8]) -> Bool {
    guard !bytes.isEmpty else { return true }
    guard let identifier = AUTHORITY_KEYID_new() else { return false }
    defer { AUTHORITY_KEYID_free(identifier) }
    identifier.pointee.keyid = octetString(bytes)
    return add(NID_authority_key_identifier, identifier)
  }

  private func add(_ nid: Int32, _ value: UnsafeMutableRawPointer, isCritical: Bool = false) -> Bool {
    X509_add1_ext_i2d(certificate.pointer, nid, value, isCritical ? 1 : 0, UInt(X509V3_ADD_DEFAULT)) == 1
  }
}

private func octetString(_ bytes: [UInt8]) -> UnsafeMutablePointer<ASN1_OCTET_STRING>? {
  guard let string = ASN1_OCTET_STRING_new() else { return nil }
  guard ASN1_OCTET_STRING_set(string, bytes, Int32(bytes.count)) == 1 else {
    ASN1_OCTET_STRING_free(string)
    return nil
  }
  return string
}

/// From `DNS:host`, `IP:192.0.2.1`, `email:…` or `URI:…`; nil for anything else.
private func makeGeneralName(_ text: String) -> UnsafeMutablePointer<GENERAL_NAME>? {
  guard let colon = text.firstIndex(of: ":") else { return nil }
  let value = String(text[text.index(after: colon)...])
  let (type, string): (Int32, UnsafeMutablePointer<ASN1_STRING>?) =
    switch text[..<colon] {
    case "DNS": (GEN_DNS, ia5String(value))
    case "email": (GEN_EMAIL, ia5String(value))
    case "URI": (GEN_URI, ia5String(value))
    case "IP": (GEN_IPADD, a2i_IPADDRESS(value))
    default: (GEN_OTHERNAME, nil)
    }
  guard let string else { return nil }
  guard let name = GENERAL_NAME_new() else {
    ASN1_STRING_free(string)
    return nil
  }
  GENERAL_NAME_set0_value(name, type, string)
  return name
}

private func ia5String(_ text: String) -> UnsafeMutablePointer<ASN1_STRING>? {
  guard let string = ASN1_STRING_type_new(V_ASN1_IA5STRING) else { return nil }
  let bytes = Array(text.utf8)
  guard ASN1_STRING_set(string, bytes, Int32(clamping: bytes.count)) == 1 else {
    ASN1_STRING_free(string)
    return nil
  }
  return string
}
