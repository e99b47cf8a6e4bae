internal import Basics

extension Capture {
  /// The exchange as packets in a pcapng file (draft-ietf-opsawg-pcapng), its TLS secrets in a Decryption Secrets Block
  /// before them, so that Wireshark and tshark open it decrypted. The caller wipes the bytes.
  public var pcapng: [UInt8] {
    var file = PcapngFile(comment: comment)
    file.addInterface()
    secrets.withBytes { if !$0.isEmpty { file.addTLSSecrets($0) } }
    for packet in packets { file.add(packet.bytes, atMicroseconds: startedAtMicroseconds + packet.atMicroseconds) }
    return file.bytes
  }

  /// How many packets the file has.
  public var packetCount: Int { packets.count }

  /// By time; those of one connection stay in their order.
  private var packets: [TCPFraming.Packet] {
    let all = connections.flatMap(TCPFraming.packets)
    return all.enumerated().sorted {
      ($0.element.atMicroseconds, $0.offset) < ($1.element.atMicroseconds, $1.offset)
    }.map(\.element)
  }

  private var comment: String {
    let made =
      "Made from what was read and written on the sockets: bytes, order and times are real; the lengths of segments, "
      + "acknowledgements, windows and Ethernet addresses are not."
    let bytes =
      omittedBytes > 0 ? " \(omittedBytes) bytes beyond the limit of \(Self.maximumBytes) were left out." : ""
    return made + bytes
      + (omittedSecrets > 0 ? " \(omittedSecrets) TLS secrets for which there was no room were left out." : "")
  }
}
