internal import Basics
internal import COpenSSL

// Between OpenSSL's C values and Swift's.

/// Runs one of OpenSSL's `i2d_` functions, which write to memory that they allocate themselves when handed a null pointer.
func encodedDER(_ encode: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>) -> Int32) -> [UInt8] {
  var buffer: UnsafeMutablePointer<UInt8>?
  let count = encode(&buffer)
  // An encoding of no bytes has a buffer all the same.
  guard let buffer else { return [] }
  let bytes = UnsafeMutableBufferPointer(start: buffer, count: max(0, Int(count)))
  defer {
    OPENSSL_cleanse(buffer, bytes.count)
    signet_free(buffer)
  }
  return Array(bytes)
}

/// Runs one of OpenSSL's `d2i_` functions and lends what it made.
func decoded<Value, Result>(
  _ der: [UInt8],
  by decode: (
    UnsafeMutablePointer<UnsafeMutablePointer<Value>?>?, UnsafeMutablePointer<UnsafePointer<UInt8>?>?, Int
  ) -> UnsafeMutablePointer<Value>?,
  freedBy free: (UnsafeMutablePointer<Value>?) -> Void, _ body: (UnsafeMutablePointer<Value>) -> Result
) -> Result? {
  let value = der.withUnsafeBufferPointer { buffer in
    var cursor = buffer.baseAddress
    return decode(nil, &cursor, buffer.count)
  }
  guard let value else { return nil }
  defer { free(value) }
  return body(value)
}

/// The same for types that Swift sees as opaque.
func decoded<Result>(
  _ der: [UInt8],
  by decode: (UnsafeMutablePointer<OpaquePointer?>?, UnsafeMutablePointer<UnsafePointer<UInt8>?>?, Int) ->
    OpaquePointer?,
  freedBy free: (OpaquePointer?) -> Void, _ body: (OpaquePointer) -> Result
) -> Result? {
  let value = der.withUnsafeBufferPointer { buffer in
    var cursor = buffer.baseAddress
    return decode(nil, &cursor, buffer.count)
  }
  guard let value else { return nil }
  defer { free(value) }
  return body(value)
}

/// The elements of one of OpenSSL's stacks, still owned by it.
func elements(of stack: OpaquePointer) -> [UnsafeMutableRawPointer] {
  (0..<max(0, OPENSSL_sk_num(stack))).compactMap { OPENSSL_sk_value(stack, $0) }
}

/// OpenSSL keeps two names for an object identifier it knows.
enum ObjectNameForm { case short, long }

/// The name of an object identifier, or its dotted form when OpenSSL has none.
func objectName(_ object: OpaquePointer?, form: ObjectNameForm) -> String {
  guard let object else { return "unknown" }
  let nid = OBJ_obj2nid(object)
  if nid != NID_undef, let name = form == .short ? OBJ_nid2sn(nid) : OBJ_nid2ln(nid) { return String(cString: name) }
  return shortText { OBJ_obj2txt($0, Int32($1), object, 1) > 0 } ?? "unknown"
}

/// The text of an ASN.1 string whatever its type; bytes that are no text become U+FFFD.
func utf8Text(_ string: UnsafePointer<ASN1_STRING>?) -> String {
  guard let string else { return "" }
  let converted = encodedDER { ASN1_STRING_to_UTF8($0, string) }
  return String(decoding: converted.isEmpty ? rawBytes(string) : converted, as: UTF8.self)
}

/// The content bytes of an ASN.1 string.
func rawBytes(_ string: UnsafePointer<ASN1_STRING>?) -> [UInt8] {
  guard let string, let data = ASN1_STRING_get0_data(string) else { return [] }
  return Array(UnsafeBufferPointer(start: data, count: max(0, Int(ASN1_STRING_length(string)))))
}

/// A short text that a C function writes into a buffer, terminated by zero; nil when it reports failure.
func shortText(_ write: (UnsafeMutablePointer<CChar>, Int) -> Bool) -> String? {
  withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { buffer in
    buffer.initialize(repeating: 0)
    guard let base = buffer.baseAddress, write(base, 127) else { return nil }
    return String(cString: base)
  }
}

/// Lower-case hexadecimal digest; empty when the algorithm is not available.
func digest(_ algorithm: OpaquePointer?, of bytes: [UInt8]) -> String {
  digestBytes(algorithm, of: bytes).hexadecimal()
}

/// The digest itself; empty when the algorithm is not available.
func digestBytes(_ algorithm: OpaquePointer?, of bytes: [UInt8]) -> [UInt8] {
  var result = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
  var count: UInt32 = 0
  guard EVP_Digest(bytes, bytes.count, &result, &count, algorithm, nil) == 1 else { return [] }
  return Array(result.prefix(Int(count)))
}

/// Lends a secret as C text, terminated by zero and with its length; the copy is wiped.
func withCString<Result>(_ secret: Secret, _ body: (UnsafePointer<CChar>?, Int32) -> Result) -> Result {
  secret.withBytes { bytes in
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: bytes.count + 1) { buffer in
      // Byte by byte: an array on the way would be left in freed memory.
      buffer.initialize(repeating: 0)
      for (index, byte) in bytes.enumerated() { buffer[index] = CChar(bitPattern: byte) }
      defer { OPENSSL_cleanse(buffer.baseAddress, buffer.count) }
      return body(buffer.baseAddress.map { UnsafePointer($0) }, Int32(clamping: bytes.count))
    }
  }
}
