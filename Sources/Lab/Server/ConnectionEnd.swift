internal import Handshake

/// Why a connection of the Lab goes no further.
enum ConnectionEnd: Error, Equatable {
  /// The client closed it.
  case closed
  case timedOut
  /// The server is being stopped.
  case stopped
  case broken(systemError: Int32)
  /// TLS failed; an alert may still wait to be sent.
  case refused([TransferOutcome.LibraryError])
  /// The bytes are no HTTP request, or one that is too large: the status that answers it.
  case badRequest(status: Int, reason: String)
}
