import Basics
import Certificates
import TLS

@testable import Handshake

extension FuzzTarget {
  /// First byte: bit 0 the side, bits 1 and 2 the version that was negotiated before, bit 3 whether a header is put before
  /// the body; then the type, and the body.
  static let handshake = FuzzTarget(
    name: "handshake", story: "one handshake message of either side, before or after TLS 1.2 or 1.3 was negotiated"
  ) { bytes in
    var source = ByteSource(bytes)
    let choice = source.byte()
    var builder = TranscriptBuilder(reader: .openSSL)
    let before: [[[UInt8]]] = [[], [serverHello(0xC02B)], [serverHello(0x1301, tls13)], [serverHello(0x009E)]]
    for message in before[Int(choice >> 1 & 3)] {
      builder.add(TraceRecord(atMicroseconds: 0, from: .server, content: .handshake(message)))
    }
    let message = choice & 8 == 0 ? source.remainder() : whole(source.byte(), source.remainder())
    builder.add(
      TraceRecord(atMicroseconds: 1, from: choice & 1 == 0 ? .client : .server, content: .handshake(message)))
    try verify(builder.transcript)
    let last = builder.transcript.messages.last
    try promise(last?.bytes == message, "the message's bytes are not those that came")
  }

  private static let tls13: [UInt8] = [0, 6, 0, 0x2B, 0, 2, 3, 4]

  private static func serverHello(_ suite: UInt16, _ extensions: [UInt8] = []) -> [UInt8] {
    let random = [UInt8](repeating: 7, count: 32)
    return whole(2, [3, 3] + random + [0, UInt8(suite >> 8), UInt8(suite & 0xFF), 0] + extensions)
  }

  private static func whole(_ type: UInt8, _ body: [UInt8]) -> [UInt8] {
    [type, UInt8(truncatingIfNeeded: body.count >> 16), UInt8(truncatingIfNeeded: body.count >> 8)]
      + [UInt8(truncatingIfNeeded: body.count)] + body
  }
}

/// What is true of every transcript.
func verify(_ transcript: Transcript) throws {
  for message in transcript.messages {
    try promiseNeutral(message.summary, "the summary of \(message.type)")
    try promiseNeutral(message.type, "the type")
    let looked = min(message.bytes.count, MessageDecoder.maximumBytes)
    try verify(message.fields, within: 0..<max(looked, message.bytes.count), of: message)
    let count = message.fields.reduce(0) { $0 + $1.nodeCount }
    try promise(count <= 8 * message.bytes.count + 16, "\(count) fields of \(message.bytes.count) bytes")
    if case .handshake = message.kind {
      let covered = message.fields.reduce(0) { $0 + ($1.range?.count ?? 0) }
      try promise(covered == looked, "\(covered) of \(looked) bytes of \(message.type) are in a field")
    }
  }
  for name in [transcript.alpn, transcript.serverName, transcript.group, transcript.cipherSuite] {
    try promiseNeutral(name ?? "", "a negotiated name")
  }
}

/// Siblings follow each other without overlap, and children lie within their parent.
private func verify(_ fields: [Transcript.Field], within range: Range<Int>, of message: Transcript.Message) throws {
  var position = range.lowerBound
  for field in fields {
    try promiseNeutral(field.name, "a field's name")
    try promiseNeutral(field.value, "the value of \(field.name)")
    try promise(field.value.utf8.count <= 4096, "\(field.name) of \(message.type) has a long value")
    if let own = field.range {
      try promise(
        own.lowerBound >= position && own.upperBound <= range.upperBound,
        "\(field.name) of \(message.type) at \(own) is not within \(position)..<\(range.upperBound)")
      position = own.upperBound
    }
    try verify(field.children, within: field.range ?? range, of: message)
  }
}

extension Transcript.Field {
  fileprivate var nodeCount: Int { children.reduce(1) { $0 + $1.nodeCount } }
}
