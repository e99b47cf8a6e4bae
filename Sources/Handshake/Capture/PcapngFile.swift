/// The blocks of a pcapng file (draft-ietf-opsawg-pcapng section 4), little-endian.
struct PcapngFile {
  private(set) var bytes: [UInt8] = []

  private enum Block {
    static let section: UInt32 = 0x0A0D_0D0A
    static let interface: UInt32 = 1
    static let enhancedPacket: UInt32 = 6
    static let decryptionSecrets: UInt32 = 10
  }
  private enum Option {
    static let comment: UInt16 = 1
    static let application: UInt16 = 4
    static let interfaceName: UInt16 = 2
    static let timeResolution: UInt16 = 9
  }

  /// Begins a section of unknown length (section 4.1).
  init(comment: String) {
    var body: [UInt8] = []
    body.appendLittle(UInt32(0x1A2B_3C4D))
    body.appendLittle(UInt16(1))
    body.appendLittle(UInt16(0))
    body.appendLittle(UInt64.max)
    body.appendOption(Option.comment, Array(comment.utf8))
    body.appendOption(Option.application, Array("Signet".utf8))
    body.endOptions()
    append(Block.section, body)
  }

  /// An Ethernet interface whose times are microseconds (section 4.2); every packet is its.
  mutating func addInterface() {
    var body: [UInt8] = []
    body.appendLittle(UInt16(1))
    body.appendLittle(UInt16(0))
    body.appendLittle(UInt32(0))
    body.appendOption(Option.interfaceName, Array("sockets".utf8))
    body.appendOption(Option.timeResolution, [6])
    body.endOptions()
    append(Block.interface, body)
  }

  /// Lines of the NSS key log format (section 4.7).
  mutating func addTLSSecrets(_ lines: [UInt8]) {
    var body: [UInt8] = []
    body.reserveCapacity(lines.count + 12)
    body.appendLittle(UInt32(0x544C_534B))
    body.appendLittle(UInt32(truncatingIfNeeded: lines.count))
    body.appendPadded(lines)
    append(Block.decryptionSecrets, body)
  }

  /// Section 4.3.
  mutating func add(_ packet: [UInt8], atMicroseconds time: Int64) {
    let time = UInt64(bitPattern: time)
    var body: [UInt8] = []
    body.reserveCapacity(packet.count + 24)
    body.appendLittle(UInt32(0))
    body.appendLittle(UInt32(time >> 32))
    body.appendLittle(UInt32(time & 0xFFFF_FFFF))
    body.appendLittle(UInt32(truncatingIfNeeded: packet.count))
    body.appendLittle(UInt32(truncatingIfNeeded: packet.count))
    body.appendPadded(packet)
    append(Block.enhancedPacket, body)
  }

  /// The length stands at both ends (section 3.1).
  private mutating func append(_ type: UInt32, _ body: [UInt8]) {
    let length = UInt32(truncatingIfNeeded: body.count + 12)
    bytes.appendLittle(type)
    bytes.appendLittle(length)
    bytes += body
    bytes.appendLittle(length)
  }
}

extension [UInt8] {
  fileprivate mutating func appendLittle(_ value: some FixedWidthInteger & UnsignedInteger) {
    for shift in stride(from: 0, to: value.bitWidth, by: 8) { append(UInt8(truncatingIfNeeded: value >> shift)) }
  }

  /// To the next multiple of four.
  fileprivate mutating func appendPadded(_ content: [UInt8]) {
    self += content
    self += [UInt8](repeating: 0, count: (4 - content.count % 4) % 4)
  }

  fileprivate mutating func appendOption(_ code: UInt16, _ content: [UInt8]) {
    appendLittle(code)
    appendLittle(UInt16(truncatingIfNeeded: content.count))
    appendPadded(content)
  }

  fileprivate mutating func endOptions() { self += [0, 0, 0, 0] }
}
