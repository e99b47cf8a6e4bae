/// Dresses a connection's bytes as the packets that carried them: Ethernet, IPv4 (RFC 791) or IPv6 (RFC 8200), TCP
/// (RFC 9293), with right lengths, numbers and checksums. Where the segments were cut, when they were acknowledged and
/// how large the window was is not known, and made up.
struct TCPFraming {
  struct Packet {
    var atMicroseconds: Int64
    var bytes: [UInt8]
  }

  /// As large as a card that cuts segments itself shows them.
  private static let maximumSegmentBytes = 32_768
  private static let maximumWindow: UInt16 = 65_535
  /// Maximum segment size, and a window that holds any answer (RFC 7323 section 2.2).
  private static let openingOptions: [UInt8] = [2, 4, 0x80, 0x00, 1, 3, 3, 14]

  private struct Flags {
    static let finish: UInt8 = 0x01
    static let synchronize: UInt8 = 0x02
    static let reset: UInt8 = 0x04
    static let push: UInt8 = 0x08
    static let acknowledge: UInt8 = 0x10
  }

  private let connection: CapturedConnection
  private var packets: [Packet] = []
  private var nextSequence: [Side: UInt32] = [.client: 1_000_000, .server: 2_000_000]
  private var identification: UInt16 = 0

  static func packets(of connection: CapturedConnection) -> [Packet] {
    var framing = TCPFraming(connection)
    for event in connection.events { framing.add(event) }
    return framing.packets
  }

  private init(_ connection: CapturedConnection) { self.connection = connection }

  private mutating func add(_ event: CapturedConnection.Event) {
    let time = event.atMicroseconds
    switch event.content {
    case .opened: send(time, .client, Flags.synchronize, options: Self.openingOptions)
    case .established:
      send(time, .server, Flags.synchronize | Flags.acknowledge, options: Self.openingOptions)
      send(time, .client, Flags.acknowledge)
    case .bytes(let side, let bytes):
      for start in stride(from: 0, to: bytes.count, by: Self.maximumSegmentBytes) {
        let segment = bytes[start..<min(start + Self.maximumSegmentBytes, bytes.count)]
        send(time, side, Flags.push | Flags.acknowledge, segment)
      }
    case .omitted(let side, let count): advance(side, by: count)
    case .finished(let side):
      send(time, side, Flags.finish | Flags.acknowledge)
      send(time, side.other, Flags.acknowledge)
    case .reset(let side): send(time, side, Flags.reset | Flags.acknowledge)
    }
  }

  private mutating func advance(_ side: Side, by count: Int) {
    nextSequence[side, default: 0] &+= UInt32(truncatingIfNeeded: count)
  }

  private mutating func send(
    _ time: Int64, _ side: Side, _ flags: UInt8, _ payload: ArraySlice<UInt8> = [], options: [UInt8] = []
  ) {
    let source = side == .client ? connection.client : connection.server
    let destination = side == .client ? connection.server : connection.client
    let segment = tcp(side, flags, payload, options: options, source, destination)
    let network =
      source.bytes.count == 4
      ? ipv4(segment.count, source, destination) : ipv6(segment.count, source, destination)
    packets.append(Packet(atMicroseconds: time, bytes: ethernet(side, source) + network + segment))
    let numbered = flags & (Flags.synchronize | Flags.finish) != 0 ? 1 : 0
    advance(side, by: payload.count + numbered)
  }

  // MARK: Headers

  /// Locally administered addresses (IEEE 802): the real ones are not known.
  private func ethernet(_ side: Side, _ source: CapturedAddress) -> [UInt8] {
    let client: [UInt8] = [2, 0, 0, 0, 0, 1]
    let server: [UInt8] = [2, 0, 0, 0, 0, 2]
    return (side == .client ? server + client : client + server) + (source.bytes.count == 4 ? [8, 0] : [0x86, 0xDD])
  }

  private mutating func ipv4(_ length: Int, _ source: CapturedAddress, _ destination: CapturedAddress) -> [UInt8] {
    identification &+= 1
    var header: [UInt8] = [0x45, 0]
    header.appendNetwork(UInt16(truncatingIfNeeded: 20 + length))
    header.appendNetwork(identification)
    header += [0x40, 0, 64, 6, 0, 0] + source.bytes + destination.bytes
    header.replaceNetwork(InternetChecksum.of(header[...]), at: 10)
    return header
  }

  private func ipv6(_ length: Int, _ source: CapturedAddress, _ destination: CapturedAddress) -> [UInt8] {
    var header: [UInt8] = [0x60, 0, 0, 0]
    header.appendNetwork(UInt16(truncatingIfNeeded: length))
    return header + [6, 64] + source.bytes + destination.bytes
  }

  private func tcp(
    _ side: Side, _ flags: UInt8, _ payload: ArraySlice<UInt8>, options: [UInt8], _ source: CapturedAddress,
    _ destination: CapturedAddress
  ) -> [UInt8] {
    var segment: [UInt8] = []
    segment.appendNetwork(source.port)
    segment.appendNetwork(destination.port)
    segment.appendNetwork(nextSequence[side, default: 0])
    segment.appendNetwork(acknowledged(by: side, flags))
    segment += [UInt8(truncatingIfNeeded: (20 + options.count) / 4) << 4, flags]
    segment.appendNetwork(Self.maximumWindow)
    segment += [0, 0, 0, 0] + options + payload
    var pseudo = source.bytes + destination.bytes
    pseudo.appendNetwork(UInt32(truncatingIfNeeded: segment.count))
    pseudo += [0, 0, 0, 6]
    segment.replaceNetwork(InternetChecksum.of(pseudo[...], segment[...]), at: 16)
    return segment
  }

  private func acknowledged(by side: Side, _ flags: UInt8) -> UInt32 {
    flags & Flags.acknowledge == 0 ? 0 : nextSequence[side.other, default: 0]
  }
}

extension Side {
  fileprivate var other: Side { self == .client ? .server : .client }
}

extension [UInt8] {
  /// In network order.
  fileprivate mutating func appendNetwork(_ value: UInt16) {
    append(UInt8(value >> 8))
    append(UInt8(value & 0xFF))
  }

  fileprivate mutating func appendNetwork(_ value: UInt32) {
    appendNetwork(UInt16(value >> 16))
    appendNetwork(UInt16(value & 0xFFFF))
  }

  fileprivate mutating func replaceNetwork(_ value: UInt16, at index: Int) {
    self[index] = UInt8(value >> 8)
    self[index + 1] = UInt8(value & 0xFF)
  }
}
