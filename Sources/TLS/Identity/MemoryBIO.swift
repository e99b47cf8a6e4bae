internal import COpenSSL

/// A memory BIO that is freed with its owner; OpenSSL wipes its memory then.
final class MemoryBIO {
  let pointer: OpaquePointer

  /// An empty one to write into; nil only when memory is out.
  init?() {
    guard let bio = BIO_new(BIO_s_mem()) else { return nil }
    pointer = bio
  }

  /// One that reads a copy of `bytes`.
  convenience init?(reading bytes: [UInt8]) {
    self.init()
    guard bytes.isEmpty || BIO_write(pointer, bytes, Int32(clamping: bytes.count)) == bytes.count else { return nil }
  }

  /// Everything that was written and not yet read.
  var contents: [UInt8] {
    var start: UnsafeMutablePointer<CChar>?
    let count = signet_bio_memory(pointer, &start)
    guard let start, count > 0 else { return [] }
    return Array(UnsafeRawBufferPointer(start: start, count: count))
  }

  deinit { BIO_free(pointer) }
}
