import Basics
import Handshake
import Testing

/// The file format, byte by byte, as the draft lays it out.
@Suite struct PcapngTests {
  private let client = CapturedAddress(bytes: [127, 0, 0, 1], port: 0x1234)
  private let server = CapturedAddress(bytes: [127, 0, 0, 2], port: 443)

  private func capture(_ events: [CapturedConnection.Event.Content], secrets: String = "") throws -> Handshake.Capture {
    var connection = CapturedConnection(client: try #require(client), server: try #require(server))
    for (time, event) in events.enumerated() { connection.add(.init(atMicroseconds: Int64(time) * 5000, event)) }
    return Handshake.Capture(
      startedAtMicroseconds: 0x1_0000_0002, connections: [connection], secrets: Secret(secrets))
  }

  /// Type and body of each block; the two lengths must agree.
  private func blocks(_ file: [UInt8]) throws -> [(type: UInt32, body: [UInt8])] {
    var blocks: [(UInt32, [UInt8])] = []
    var offset = 0
    while offset < file.count {
      let length = Int(little(file, offset + 4))
      try #require(length >= 12 && length % 4 == 0 && offset + length <= file.count)
      #expect(Int(little(file, offset + length - 4)) == length)
      blocks.append((little(file, offset), Array(file[offset + 8..<offset + length - 4])))
      offset += length
    }
    return blocks
  }

  private func little(_ bytes: [UInt8], _ offset: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << UInt32($1 * 8) }
  }

  @Test func `secrets come before the packets, as they are`() throws {
    let blocks = try blocks(try capture([.opened], secrets: "CLIENT_RANDOM aa bb\n").pcapng)
    #expect(blocks.map(\.type) == [0x0A0D_0D0A, 1, 10, 6])
    #expect(Array(blocks[2].body.prefix(8)) == [0x4B, 0x53, 0x4C, 0x54, 20, 0, 0, 0])
    #expect(Array(blocks[2].body.dropFirst(8)) == Array("CLIENT_RANDOM aa bb\n".utf8))
  }

  @Test func `what there was no room for is said, never left out silently`() throws {
    var cut = try capture([.opened], secrets: "CLIENT_RANDOM aa bb\n")
    #expect(!CaptureText.ofPackets(cut).contains("no room") && !CaptureText.ofKeyLog(cut).contains("no room"))
    cut.omittedSecrets = 2
    #expect(CaptureText.ofPackets(cut).contains("no room for 2 more secrets"))
    #expect(CaptureText.ofKeyLog(cut).contains("no room for 2 more secrets"))
    #expect(String(decoding: cut.pcapng, as: UTF8.self).contains("2 TLS secrets for which there was no room"))
  }

  @Test func `a file without secrets has no block for them`() throws {
    #expect(try blocks(try capture([.opened]).pcapng).map(\.type) == [0x0A0D_0D0A, 1, 6])
  }

  @Test func `a packet carries its time in microseconds, its length and a right checksum`() throws {
    let blocks = try blocks(try capture([.opened]).pcapng)
    let packet = try #require(blocks.last).body
    #expect(Array(packet.prefix(20)) == [0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 62, 0, 0, 0, 62, 0, 0, 0])
    let ip = packet[34..<54]
    var sum = stride(from: 34, to: 54, by: 2).reduce(0) { $0 + Int(packet[$1]) << 8 + Int(packet[$1 + 1]) }
    while sum > 0xFFFF { sum = sum & 0xFFFF + sum >> 16 }
    #expect(sum == 0xFFFF)
    #expect(Array(ip.suffix(8)) == [127, 0, 0, 1, 127, 0, 0, 2])
  }

  @Test func `each side's numbers go on from its own bytes and acknowledge the other's`() throws {
    let file = try capture([
      .opened, .established, .bytes(.client, [1, 2, 3]), .bytes(.server, [4, 5]), .finished(.client), .reset(.server),
    ]).pcapng
    let packets = try blocks(file).filter { $0.type == 6 }.map { Array($0.body.dropFirst(20 + 14 + 20)) }
    let numbers = packets.map { tcp in [4, 8].map { at in (0..<4).reduce(0) { $0 << 8 | Int(tcp[at + $1]) } } }
    let (client, server) = (numbers[0][0], numbers[1][0])
    #expect(packets.map { $0[13] } == [0x02, 0x12, 0x10, 0x18, 0x18, 0x11, 0x10, 0x14])
    #expect(numbers[1] == [server, client + 1])
    #expect(numbers[3] == [client + 1, server + 1])
    #expect(numbers[4] == [server + 1, client + 4])
    #expect(numbers[5] == [client + 4, server + 3])
    #expect(numbers[6] == [server + 3, client + 5])
  }

  @Test func `pieces of one write are one packet, and large ones are cut`() throws {
    var connection = CapturedConnection(client: try #require(client), server: try #require(server))
    connection.add(.init(atMicroseconds: 10, .bytes(.server, [1])))
    connection.add(.init(atMicroseconds: 20, .bytes(.server, [2, 3])))
    connection.add(.init(atMicroseconds: 30, .bytes(.client, [4])))
    connection.add(.init(atMicroseconds: 40, .bytes(.server, [UInt8](repeating: 5, count: 70_000))))
    #expect(connection.events.count == 3)
    let capture = Handshake.Capture(startedAtMicroseconds: 0, connections: [connection])
    #expect(capture.packetCount == 5)
  }

  @Test func `an address is four bytes or sixteen`() {
    #expect(CapturedAddress(bytes: [1, 2, 3], port: 1) == nil)
    #expect(CapturedAddress(bytes: [UInt8](repeating: 0, count: 16), port: 1) != nil)
  }

  @Test func `a capture does not print its secrets`() throws {
    let text = "\(try capture([.opened], secrets: "CLIENT_RANDOM feed beef\n"))"
    #expect(!text.contains("feed"))
  }
}
