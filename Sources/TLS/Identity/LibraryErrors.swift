internal import Basics
internal import COpenSSL
package import Handshake

/// OpenSSL's error queue of the calling thread. It is cleared before a call and drained right after the one that failed,
/// so that nobody reads another call's reasons.
package enum LibraryErrors {
  package static func clear() {
    // To clear goes through all places of the queue.
    if ERR_peek_error() != 0 { ERR_clear_error() }
  }

  /// Empties the queue, earliest entry first.
  package static func drain() -> [TransferOutcome.LibraryError] {
    var result: [TransferOutcome.LibraryError] = []
    var data: UnsafePointer<CChar>?
    var flags: Int32 = 0
    while case let code = ERR_get_error_all(nil, nil, nil, &data, &flags), code != 0 {
      let isText = flags & ERR_TXT_STRING != 0
      result.append(entry(code, data: isText ? data.map { String(cString: $0).neutralised } : nil))
    }
    return result
  }

  /// The reasons alone, as text.
  static func drainReasons() -> [String] { drain().map(\.text) }

  static func entry(_ code: UInt, data: String?) -> TransferOutcome.LibraryError {
    let reason = ERR_reason_error_string(code).map { String(cString: $0) } ?? "reason \(code & 0x7FFFFF)"
    return TransferOutcome.LibraryError(
      library: Int((code >> 23) & 0xFF), reason: Int(code & 0x7FFFFF), text: reason,
      data: data?.isEmpty == true ? nil : data)
  }
}
