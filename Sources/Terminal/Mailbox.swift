internal import CNcurses
internal import Glibc
internal import Synchronization

/// Where background work leaves messages for the loop. Any thread may post; only the loop takes out.
public final class Mailbox<Message: Sendable>: Sendable {
  private let messages = Mutex<[Message]>([])
  /// Readable while messages wait; -1 when the system gave none, and the loop then looks from time to time.
  let descriptor: Int32

  public init() { descriptor = signet_terminal_counter() }

  deinit { if descriptor >= 0 { close(descriptor) } }

  public func post(_ message: Message) {
    let wasEmpty = messages.withLock { waiting in
      waiting.append(message)
      return waiting.count == 1
    }
    guard wasEmpty else { return }
    var one: UInt64 = 1
    _ = write(descriptor, &one, 8)
  }

  func takeAll() -> [Message] {
    var count: UInt64 = 0
    // Reset before the messages are taken: a post in between wakes the loop once too often, never once too seldom.
    _ = read(descriptor, &count, 8)
    return messages.withLock { waiting in
      defer { waiting.removeAll() }
      return waiting
    }
  }
}
