internal import COpenSSL

/// Owner of one reference to an OpenSSL certificate.
///
/// An X509 is immutable once read, its lazily cached extensions are filled under OpenSSL's own lock, and its reference
/// count is atomic: threads may share it.
// The pointer is read only, and what it points to is safe to share, as said above.
final class X509Certificate: @unchecked Sendable {
  let pointer: OpaquePointer

  /// Takes over the caller's reference.
  init(adopting pointer: OpaquePointer) { self.pointer = pointer }

  /// Takes a reference of its own.
  convenience init(sharing pointer: OpaquePointer) {
    X509_up_ref(pointer)
    self.init(adopting: pointer)
  }

  /// Nil unless `der` is exactly one certificate, of at most 1 MiB.
  convenience init?(der: [UInt8]) {
    guard !der.isEmpty, der.count <= Self.maximumByteCount else { return nil }
    let parsed = der.withUnsafeBufferPointer { buffer -> OpaquePointer? in
      var cursor = buffer.baseAddress
      guard let certificate = d2i_X509(nil, &cursor, buffer.count) else { return nil }
      guard cursor == buffer.baseAddress.map({ $0 + buffer.count }) else {
        X509_free(certificate)
        return nil
      }
      return certificate
    }
    LibraryErrors.clear()
    guard let parsed else { return nil }
    self.init(adopting: parsed)
  }

  /// More than any certificate holds, and little enough to parse at once.
  static let maximumByteCount = 1 << 20

  var der: [UInt8] { encodedDER { i2d_X509(pointer, $0) } }

  deinit { X509_free(pointer) }
}
