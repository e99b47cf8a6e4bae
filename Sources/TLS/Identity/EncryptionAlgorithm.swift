internal import COpenSSL

/// The password-based encryption that an AlgorithmIdentifier names (RFC 8018, RFC 7292 appendix C).
struct EncryptionAlgorithm {
  /// `PBES2 AES-256-CBC PBKDF2-HMAC-SHA256`, `pbeWithSHA1And40BitRC2-CBC`.
  var name: String
  /// How often the password is hashed, or scrypt's N·r·p, which costs about as much; nil when the scheme does not count.
  var iterations: Int?

  /// A few seconds' work. Current tools use up to 600,000.
  static let maximumIterations = 5_000_000

  init(_ algorithm: UnsafePointer<X509_ALGOR>) {
    name = objectName(algorithm.pointee.algorithm, form: .long)
    let parameters = sequence(algorithm.pointee.parameter)
    if OBJ_obj2nid(algorithm.pointee.algorithm) == NID_pbes2 {
      readPBES2(parameters)
    } else {
      iterations = decoded(parameters, by: d2i_PBEPARAM, freedBy: PBEPARAM_free) { count($0.pointee.iter) }
    }
  }

  var isExcessive: Bool { iterations.map { $0 > Self.maximumIterations || $0 < 0 } ?? false }

  private mutating func readPBES2(_ parameters: [UInt8]) {
    let parts = decoded(parameters, by: d2i_PBE2PARAM, freedBy: PBE2PARAM_free) { scheme in
      (
        cipher: objectName(scheme.pointee.encryption?.pointee.algorithm, form: .short),
        derivation: Self.derivation(scheme.pointee.keyfunc)
      )
    }
    guard let parts else { return }
    name = "PBES2 \(parts.cipher) \(parts.derivation.name)"
    iterations = parts.derivation.iterations
  }

  private static func derivation(_ function: UnsafePointer<X509_ALGOR>?) -> (name: String, iterations: Int?) {
    guard let function else { return ("unknown", nil) }
    let name = objectName(function.pointee.algorithm, form: .long)
    let parameters = sequence(function.pointee.parameter)
    if OBJ_obj2nid(function.pointee.algorithm) == NID_id_scrypt {
      return (name, decoded(parameters, by: d2i_SCRYPT_PARAMS, freedBy: SCRYPT_PARAMS_free) { scryptCost($0.pointee) })
    }
    return decoded(parameters, by: d2i_PBKDF2PARAM, freedBy: PBKDF2PARAM_free) { parameters in
      let prf = parameters.pointee.prf.map { objectName($0.pointee.algorithm, form: .short) } ?? "hmacWithSHA1"
      let hash = prf.hasPrefix("hmacWith") ? String(prf.dropFirst("hmacWith".count)) : prf
      return ("PBKDF2-HMAC-\(hash)", count(parameters.pointee.iter))
    } ?? (name, nil)
  }
}

/// N·r·p, or the largest number when it does not fit.
private func scryptCost(_ parameters: SCRYPT_PARAMS) -> Int {
  [parameters.costParameter, parameters.blockSize, parameters.parallelizationParameter].reduce(1) { product, factor in
    let (result, isTooLarge) = product.multipliedReportingOverflow(by: count(factor))
    return isTooLarge || result < 0 ? .max : result
  }
}

/// An INTEGER's value; -1 when it does not fit.
private func count(_ integer: UnsafePointer<ASN1_INTEGER>?) -> Int { integer.map { ASN1_INTEGER_get($0) } ?? 0 }

/// The encoding of a parameter that is a SEQUENCE; empty for any other.
private func sequence(_ parameter: UnsafePointer<ASN1_TYPE>?) -> [UInt8] {
  guard let parameter, parameter.pointee.type == V_ASN1_SEQUENCE else { return [] }
  return rawBytes(parameter.pointee.value.sequence)
}
