internal import COpenSSL

/// What OpenSSL does when the process ends.
package enum OpenSSLAtExit {
  /// Leaves OpenSSL as it is when the process ends, where it would free its tables under the feet of threads that are
  /// still in a handshake. Holds when nothing of OpenSSL was used before: a program calls it first. Any thread.
  ///
  /// Source: OPENSSL_init_crypto(3), OPENSSL_INIT_NO_ATEXIT.
  package static func keepLoaded() {
    OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_ATEXIT), nil)
  }
}
