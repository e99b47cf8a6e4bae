internal import COpenSSL
internal import Handshake

extension LibraryErrors {
  /// The entry that the library's caller will take, left where it is; nil when the queue is empty.
  static func earliest() -> TransferOutcome.LibraryError? {
    let code = ERR_peek_error()
    return code == 0 ? nil : entry(code, data: nil)
  }

  /// What OpenSSL puts into its queue for an alert that it received.
  static func received(alert: UInt8) -> TransferOutcome.LibraryError {
    entry(signet_tap_alert_reason(Int32(alert)), data: "SSL alert number \(alert)")
  }
}
