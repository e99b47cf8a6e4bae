internal import Basics

/// How far a call's bytes have come, and how fast.
struct TransferProgress: Sendable, Equatable {
  /// Of the request's body; only told of long ones.
  var sent = 0
  var toSend: Int?
  /// Of the answer's body, before any content coding is undone when that is what the server announced.
  var received = 0
  var toReceive: Int?

  /// Bytes both ways at a time, the last two seconds of them.
  private var samples: [Sample] = []
  private struct Sample: Sendable, Equatable {
    var milliseconds: Int
    var bytes: Int
  }

  private static let windowMilliseconds = 2_000

  /// Remembers how much it is now, for the rate.
  mutating func sample(at milliseconds: Int) {
    samples.append(Sample(milliseconds: milliseconds, bytes: sent + received))
    // The last one before the window stays: the rate is measured from it.
    while samples.count > 2, samples[1].milliseconds <= milliseconds - Self.windowMilliseconds { samples.removeFirst() }
  }

  /// Over the last two seconds; nil while too little is known.
  var bytesPerSecond: Int? {
    guard let first = samples.first, let last = samples.last, last.milliseconds - first.milliseconds >= 300 else {
      return nil
    }
    return (last.bytes - first.bytes) * 1000 / (last.milliseconds - first.milliseconds)
  }

  /// `sent 1200 kB of 12 MB, 800 kB/s`; nil while no byte of a body is known of.
  var text: String? {
    let way: String
    if received > 0 || toReceive != nil && sent >= toSend ?? 0 {
      way = "received " + Self.part(received, of: toReceive)
    } else if sent > 0 || toSend != nil {
      way = "sent " + Self.part(sent, of: toSend)
    } else {
      return nil
    }
    return way + (bytesPerSecond.map { ", \(ByteCount.text($0))/s" } ?? "")
  }

  /// How much of what goes now is there, from 0 to 1; nil when its size is not known.
  var share: Double? {
    let (part, whole) = received > 0 ? (received, toReceive) : (sent, toSend)
    guard let whole, whole > 0 else { return nil }
    return min(1, Double(part) / Double(whole))
  }

  private static func part(_ part: Int, of whole: Int?) -> String {
    guard let whole, whole >= part else { return ByteCount.text(part) }
    return "\(ByteCount.text(part)) of \(ByteCount.text(whole))"
  }
}
