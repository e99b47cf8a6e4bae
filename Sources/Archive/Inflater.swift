internal import CZlib

/// The DEFLATE streams of an archive (RFC 1951), inflated by zlib.
enum Inflater {
  enum Failure: Error, Equatable {
    case damaged, longer
  }

  /// - Parameter size: of what comes of it, in bytes; no more than that is ever written.
  static func inflate(_ deflated: ArraySlice<UInt8>, size: Int) throws(Failure) -> [UInt8] {
    guard let count = UInt32(exactly: deflated.count), let room = UInt32(exactly: size), count > 0 else {
      throw .damaged
    }
    var written = 0
    // One byte more than is needed: zlib wants room to see the end of a stream of nothing.
    let result = [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, initialized in
      deflated.withUnsafeBufferPointer { source in
        // Both pointers are used during the call alone; it writes at most `room` bytes, and the buffer has one more.
        written = signet_zlib_inflate(source.baseAddress, count, buffer.baseAddress, room)
      }
      initialized = max(0, min(written, size))
    }
    if written == -2 { throw .longer }
    guard written >= 0 else { throw .damaged }
    return result
  }

  /// CRC-32 as archives have it.
  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    bytes.withUnsafeBufferPointer { UInt32(truncatingIfNeeded: crc32_z(0, $0.baseAddress, $0.count)) }
  }
}
