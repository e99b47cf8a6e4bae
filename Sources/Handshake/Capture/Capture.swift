public import Basics

/// Everything that went over the sockets of one exchange, with the secrets that open its TLS: whoever has it reads what
/// was sent and received, passwords included. It exists only where it was asked for, and its secrets are wiped with it.
public struct Capture: Sendable, Equatable {
  /// More bytes of one exchange are counted, not kept: 64 MiB.
  public static let maximumBytes = 64 * 1024 * 1024

  /// Microseconds since 1970-01-01T00:00:00Z at which the exchange began; all times in `connections` count from it.
  public var startedAtMicroseconds: Int64
  /// In the order in which they were opened; with two addresses of one name there may be one that led to nothing.
  public var connections: [CapturedConnection]
  /// Lines of the NSS key log format, one per secret; empty when nothing was encrypted.
  public var secrets: Secret
  /// Bytes beyond `maximumBytes`.
  public var omittedBytes: Int
  /// Lines of secrets for which there was no room.
  public var omittedSecrets: Int

  public init(
    startedAtMicroseconds: Int64, connections: [CapturedConnection] = [], secrets: Secret = .empty,
    omittedBytes: Int = 0, omittedSecrets: Int = 0
  ) {
    self.startedAtMicroseconds = startedAtMicroseconds
    self.connections = connections
    self.secrets = secrets
    self.omittedBytes = omittedBytes
    self.omittedSecrets = omittedSecrets
  }

  /// How many secrets there are.
  public var secretCount: Int {
    secrets.withBytes { bytes in bytes.count { $0 == UInt8(ascii: "\n") } }
  }

  /// The secrets as a file of the NSS key log format (draft-ietf-tls-keylogfile). The caller wipes the bytes.
  public var keyLog: [UInt8] {
    Array("# TLS secrets: whoever has them reads what was sent and received.\n".utf8) + secrets.withBytes { $0 }
  }
}

/// One TCP connection, as its sockets saw it.
public struct CapturedConnection: Sendable, Equatable {
  public struct Event: Sendable, Equatable {
    public enum Content: Sendable, Equatable {
      /// The client asked for the connection.
      case opened
      case established
      case bytes(Side, [UInt8])
      /// So many bytes went that way and were not kept.
      case omitted(Side, Int)
      /// That side has no more to say.
      case finished(Side)
      /// That side broke the connection off, or never took it.
      case reset(Side)
    }
    public var atMicroseconds: Int64
    public var content: Content

    public init(atMicroseconds: Int64, _ content: Content) {
      self.atMicroseconds = atMicroseconds
      self.content = content
    }
  }

  public var client: CapturedAddress
  public var server: CapturedAddress
  public private(set) var events: [Event] = []

  public init(client: CapturedAddress, server: CapturedAddress) {
    self.client = client
    self.server = server
  }

  /// What is read or written in one go comes in pieces (a record's header, then the rest): bytes of one direction that
  /// follow within a millisecond are one event.
  public mutating func add(_ event: Event) {
    if let last = events.last, let joined = last.content.joined(event.content),
      event.atMicroseconds - last.atMicroseconds < 1000
    {
      events[events.count - 1].content = joined
    } else {
      events.append(event)
    }
  }
}

extension CapturedConnection.Event.Content {
  /// More bytes do not go into one event, so that appending stays cheap.
  private static let maximumJoinedBytes = 32_768

  fileprivate func joined(_ next: Self) -> Self? {
    switch (self, next) {
    case (.bytes(let side, let bytes), .bytes(let other, let more))
    where side == other && bytes.count + more.count <= Self.maximumJoinedBytes:
      .bytes(side, bytes + more)
    case (.omitted(let side, let count), .omitted(let other, let more)) where side == other:
      .omitted(side, count + more)
    default: nil
    }
  }
}

/// One end of a connection.
public struct CapturedAddress: Sendable, Hashable {
  /// Four bytes (IPv4) or sixteen (IPv6).
  public var bytes: [UInt8]
  public var port: UInt16

  /// Nil for any other number of bytes.
  public init?(bytes: [UInt8], port: UInt16) {
    guard bytes.count == 4 || bytes.count == 16 else { return nil }
    self.bytes = bytes
    self.port = port
  }
}
