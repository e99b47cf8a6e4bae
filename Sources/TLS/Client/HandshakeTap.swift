internal import COpenSSL
internal import Glibc
package import Handshake

/// Whoever a connection serves at the moment. Called on the connection's thread.
package protocol ConnectionObserver: AnyObject {
  func saw(_ content: TraceRecord.Content, from side: Side, on leg: Leg)
  /// Bytes below TLS went over the connection; lent for as long as the call takes.
  func carried(_ bytes: UnsafeRawBufferPointer, from side: Side, on leg: Leg)
}

/// Watches one connection that libcurl drives: every handshake message and alert both ways, and what is no TLS at all.
///
/// The connection's SSL_CTX owns its tap, because a kept connection outlives the request that opened it and still
/// receives tickets and closing alerts. Who is served by the connection at the moment says so with `observer`; what
/// arrives while it is nil belongs to nobody and is dropped. Used on the connection's thread only.
package final class HandshakeTap {
  package let leg: Leg
  package var observer: (any ConnectionObserver)?
  /// What goes on below TLS, for a capture; nil costs nothing. What is lent lives as long as the call.
  package var wireObserver: ((WireEvent) -> Void)?
  /// Nil until the server's certificate was judged.
  package internal(set) var verification: ServerVerification?
  /// Reasons that libcurl takes from OpenSSL's queue before anyone else can read them.
  package private(set) var noted: [TransferOutcome.LibraryError] = []
  /// The peer takes no more bytes. Writing goes on into nothing, so that what it said before is still read to the end:
  /// an alert that explains a reset arrives before it.
  package internal(set) var isWriteClosed = false
  /// The connection ended without close_notify (RFC 8446 section 6.1).
  package internal(set) var isCutOff = false
  /// errno of the first failed read or write; 0 when there was none.
  package internal(set) var systemError = 0

  let verifier: ServerVerifier
  /// libcurl puts the name into every hello, and has no option against it.
  var sendsServerName = true
  /// Something that happened to the connection's bytes.
  package enum WireEvent {
    case moved(from: Side, UnsafeRawBufferPointer)
    /// The peer has no more to say.
    case ended
    /// The peer broke the connection off.
    case failed
    /// A line of the NSS key log format; it opens what was encrypted.
    case secret(UnsafePointer<CChar>)
  }

  private var hasStarted = false
  private var hasFinished = false
  private var hasSeenClosure = false
  private var hasSeenForeignBytes = false

  init(leg: Leg, verifier: ServerVerifier) {
    self.leg = leg
    self.verifier = verifier
  }

  /// A new request is served: what failed on the connection before is not its failure.
  package func beginRequest() { noted = [] }

  /// Nobody is served any more.
  package func forgetObservers() { (observer, wireObserver) = (nil, nil) }
}

// MARK: - What the callbacks report

extension HandshakeTap {
  func saw(_ from: Side, contentType: Int32, _ bytes: UnsafeRawBufferPointer, on connection: OpaquePointer?) {
    switch contentType {
    case SSL3_RT_HANDSHAKE: tell(.handshake(Array(bytes)), from: from)
    case SSL3_RT_ALERT: sawAlert(from, Array(bytes))
    case SSL3_RT_CHANGE_CIPHER_SPEC: tell(.changeCipherSpec, from: from)
    case SSL3_RT_HEADER where from == .server: sawHeader(bytes, on: connection)
    default: break
    }
  }

  private func sawAlert(_ from: Side, _ bytes: [UInt8]) {
    guard bytes.count == 2 else { return }
    let code = bytes[1]
    // At an end without close_notify OpenSSL composes decode_error for a peer that has left: nobody's diagnosis.
    if from == .client, isCutOff, code == UInt8(SSL_AD_DECODE_ERROR) { return }
    if from == .server, code == UInt8(SSL_AD_CLOSE_NOTIFY) { hasSeenClosure = true }
    if from == .server, bytes[0] == UInt8(SSL3_AL_FATAL) { note(LibraryErrors.received(alert: code)) }
    tell(.alert(bytes), from: from)
  }

  /// A record's header that is none is the start of another protocol: the rest of what arrived is fetched as well, the
  /// connection being lost anyway.
  private func sawHeader(_ header: UnsafeRawBufferPointer, on connection: OpaquePointer?) {
    guard header.count == 5, !(20...24).contains(header[0]) || header[1] != 3, !hasSeenForeignBytes else { return }
    hasSeenForeignBytes = true
    var rest = [UInt8](repeating: 0, count: 1024 - header.count)
    let count = connection.flatMap(SSL_get_rbio).map { BIO_read($0, &rest, Int32(rest.count)) } ?? 0
    tell(.foreignBytes(Array(header) + rest.prefix(Int(max(0, count)))), from: .server)
  }

  func started() {
    guard !hasStarted else { return }
    hasStarted = true
    tell(.milestone(.tlsStarted), from: .client)
  }

  func finished(alpn: String?) {
    guard !hasFinished else { return }
    hasFinished = true
    tell(.milestone(.tlsFinished(alpn: alpn)), from: .client)
  }

  private func tell(_ content: TraceRecord.Content, from side: Side) { observer?.saw(content, from: side, on: leg) }

  func note(_ error: TransferOutcome.LibraryError?) {
    guard let error, noted.count < 16, !noted.contains(error) else { return }
    noted.append(error)
  }

  func moved(_ bytes: UnsafeRawBufferPointer, from side: Side) {
    observer?.carried(bytes, from: side, on: leg)
    wireObserver?(.moved(from: side, bytes))
  }

  func readEnded(_ error: Int) {
    wireObserver?(error == 0 ? .ended : .failed)
    note(systemError: error)
    isCutOff = isCutOff || !hasSeenClosure
  }

  func writeFailed(_ error: Int) {
    note(systemError: error)
    isWriteClosed = true
  }

  private func note(systemError error: Int) { systemError = systemError == 0 ? error : systemError }
}
