import Certificates
import Handshake
import Testing

struct DecoderTests {
  static let captures = [
    Capture.mutual13, Capture.mutual12, Capture.refused13, Capture.none12, Capture.retry13, Capture.dhe12,
  ]

  private static func fields(_ fields: [Transcript.Field]) -> [Transcript.Field] {
    fields + fields.flatMap { Self.fields($0.children) }
  }

  private func value(_ name: String, in message: Transcript.Message?) -> String? {
    Self.fields(message?.fields ?? []).first { $0.name == name }?.value
  }

  @Test(arguments: captures) func `a whole message has nothing malformed and nothing left over`(_ capture: String) {
    for message in transcript(of: capture).messages {
      let names = Self.fields(message.fields).map(\.name)
      #expect(!names.contains("Malformed") && !names.contains("Trailing bytes"), "\(message.type)")
    }
  }

  @Test(arguments: captures) func `ranges lie within the message and children within their parent`(_ capture: String) {
    func check(_ fields: [Transcript.Field], within range: Range<Int>) {
      for field in fields {
        let own = field.range ?? range
        #expect(range.contains(own) || own.isEmpty)
        check(field.children, within: own)
      }
    }
    for message in transcript(of: capture).messages { check(message.fields, within: 0..<message.bytes.count) }
  }

  @Test func `every authority that fits into the message is read, and of what is no name the rest is counted`() throws {
    func request(_ names: [[UInt8]]) throws -> Transcript.CertificateRequest {
      let list = Make.vector(names.flatMap { Make.vector($0, lengthBytes: 2) }, lengthBytes: 2)
      var builder = TranscriptBuilder(reader: Make.reader([]))
      builder.add(
        TraceRecord(
          atMicroseconds: 0, from: .server,
          content: .handshake(Make.message(13, [1, 64] + Make.vector(Make.number(0x0403), lengthBytes: 2) + list))))
      return try #require(builder.transcript.certificateRequest)
    }
    let long = try request((0..<3000).map { Array("CN=authority \($0)".utf8) })
    #expect(long.authorities.count == 3000 && long.omittedAuthorities == 0)
    #expect(long.authorities.last?.shortName == "authority 2999")
    let absurd = try request((0..<5000).map { _ in [0x30, 0] })
    #expect(absurd.authorities.count == 4096 && absurd.omittedAuthorities == 904)
  }

  @Test func `fields carry the names and values that Wireshark shows`() {
    let messages = transcript(of: Capture.mutual13).messages
    let hello = messages.first
    #expect(value("Handshake Type", in: hello) == "ClientHello (1)")
    #expect(value("Version", in: hello) == "TLS 1.2 (0x0303)")
    #expect(value("Cipher Suite", in: hello) == "TLS_AES_256_GCM_SHA384 (0x1302)")
    #expect(value("Server Name", in: hello) == "service.test")
    #expect(value("Supported Group", in: hello) == "x25519 (0x001d)")
    #expect(value("Supported Version", in: messages[1]) == "TLS 1.3 (0x0304)")
    #expect(value("Distinguished Name", in: messages[3]) == "CN=Root,O=Signet Tests")
    #expect(value("Signature Algorithm", in: messages[5]) == "ecdsa_secp256r1_sha256 (0x0403)")
    #expect(value("Session Ticket Lifetime Hint", in: messages[11]) == "7200 seconds")
  }

  @Test func `a range points at the bytes of its field`() throws {
    let hello = try #require(transcript(of: Capture.mutual13).messages.first)
    let random = try #require(Self.fields(hello.fields).first { $0.name == "Random" })
    let range = try #require(random.range)
    #expect(range == 6..<38)
    #expect(random.value == hello.bytes[range].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
  }

  @Test func `summaries say first what a reader wants to know`() {
    let messages = transcript(of: Capture.mutual12).messages
    let summaries = Dictionary(messages.map { ("\($0.from) \($0.type)", $0.summary) }) { first, _ in first }
    #expect(summaries["server ServerKeyExchange"] == "x25519, signed with ecdsa_secp256r1_sha256")
    #expect(summaries["server CertificateRequest"] == "authorities Root")
    #expect(summaries["client Certificate"] == "2 certificates: alice ← Issuing")
    #expect(summaries["client CertificateVerify"] == "signed with ecdsa_secp256r1_sha256")
  }

  @Test(arguments: captures) func `a message cut at any byte is read as far as it goes`(_ capture: String) {
    let records = Capture.records(capture)
    for (index, record) in records.enumerated() {
      guard case .handshake(let bytes) = record.content else { continue }
      for length in 0..<bytes.count where length < 120 || length % 23 == 0 {
        var builder = TranscriptBuilder(reader: TestReader.reader)
        for earlier in records.prefix(index) { builder.add(earlier) }
        builder.add(TraceRecord(atMicroseconds: 0, from: record.from, content: .handshake(Array(bytes.prefix(length)))))
        let fields = Self.fields(builder.transcript.messages.last?.fields ?? [])
        #expect(fields.contains { $0.name == "Malformed" }, "\(record.from) \(bytes[0]) cut at \(length)")
      }
    }
  }

  @Test func `random bytes in any place are survived`() {
    var generator = SeededGenerator(state: 42)
    for _ in 0..<200 {
      var builder = TranscriptBuilder(reader: TestReader.reader)
      for _ in 0..<12 { builder.add(generator.record()) }
      var evidence = Scene.accepted.evidence
      evidence.transcript = builder.transcript
      _ = Diagnosis.findings(for: evidence)
      let text = Ladder(evidence).text(builder.transcript)
      #expect(builder.transcript.messages.count <= 12)
      #expect(builder.transcript.messages.allSatisfy { $0.kind == .changeCipherSpec || !$0.fields.isEmpty })
      #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    }
  }

  @Test(arguments: captures) func `a real handshake with any byte changed is survived`(_ capture: String) {
    var generator = SeededGenerator(state: 7)
    let records = Capture.records(capture)
    for _ in 0..<60 {
      var builder = TranscriptBuilder(reader: TestReader.reader)
      for var record in records {
        if case .handshake(var bytes) = record.content {
          for _ in 0..<3 {
            bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
          }
          record.content = .handshake(bytes)
        }
        builder.add(record)
      }
      #expect(builder.transcript.messages.count == records.count)
      #expect(builder.transcript.messages.allSatisfy { $0.kind == .changeCipherSpec || !$0.fields.isEmpty })
    }
  }

  @Test func `a flood of messages is counted and not kept`() {
    var builder = TranscriptBuilder(reader: TestReader.reader)
    for _ in 0..<TranscriptBuilder.maximumMessages + 10 {
      builder.add(TraceRecord(atMicroseconds: 0, from: .server, content: .handshake([24, 0, 0, 1, 0])))
    }
    #expect(builder.transcript.messages.count == TranscriptBuilder.maximumMessages)
    #expect(builder.transcript.omittedMessages == 10)
  }

  @Test func `a list of very many elements is cut and says so`() throws {
    let suites = Make.vector(Array(repeating: [0x13, 0x01], count: 30000).flatMap(\.self), lengthBytes: 2)
    let bytes = Make.message(1, [3, 3] + Array(repeating: 0, count: 32) + [0] + suites + [1, 0])
    var builder = TranscriptBuilder(reader: TestReader.reader)
    builder.add(TraceRecord(atMicroseconds: 0, from: .client, content: .handshake(bytes)))
    let fields = Self.fields(builder.transcript.messages.first?.fields ?? [])
    #expect(fields.count < 2000)
    #expect(fields.contains { $0.name == "Not shown" })
  }

  @Test(
    arguments: [
      ([0x80, 0], "good"), ([0xA1, 3, 0x18, 1, 0x30], "revoked"), ([0x82, 0], "unknown"), ([0x13, 0], "unreadable"),
    ] as [([UInt8], String)])
  func `a stapled status is read`(_ status: [UInt8], _ expected: String) {
    var scene = Scene()
    scene.staple = Make.ocspAnswer(status)
    scene.hello()
    scene.serverFlight()
    #expect(scene.transcript.stapledStatus?.rawValue == expected)
    var builder = TranscriptBuilder(reader: TestReader.reader)
    let message = Make.message(22, [1] + Make.vector(Make.ocspAnswer(status), lengthBytes: 3))
    builder.add(TraceRecord(atMicroseconds: 0, from: .server, content: .handshake(message)))
    #expect(builder.transcript.stapledStatus?.rawValue == expected)
  }

  @Test func `names from the wire cannot steer a terminal`() {
    var builder = TranscriptBuilder(reader: TestReader.reader)
    builder.add(
      TraceRecord(atMicroseconds: 0, from: .client, content: .handshake(Make.clientHello("evil\u{1B}[2J.test"))))
    #expect(builder.transcript.serverName == "evil␛[2J.test")
    #expect(builder.transcript.messages.first?.summary.contains("\u{1B}") == false)
  }
}

extension Range<Int> {
  fileprivate func contains(_ other: Range<Int>) -> Bool {
    lowerBound <= other.lowerBound && other.upperBound <= upperBound
  }
}

/// SplitMix64: the same numbers on every run.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  mutating func record() -> TraceRecord {
    let types: [UInt8] = [0, 1, 2, 4, 5, 8, 11, 12, 13, 14, 15, 16, 20, 22, 24, 99]
    let bytes = (0..<Int.random(in: 0...120, using: &self)).map { _ in UInt8.random(in: 0...255, using: &self) }
    let message = [types.randomElement(using: &self) ?? 1, 0, 0, UInt8(bytes.count)] + bytes
    let contents: [TraceRecord.Content] = [
      .handshake(message), .handshake(message), .handshake(bytes), .alert(Array(bytes.prefix(3))), .changeCipherSpec,
      .recordHeader(Array(bytes.prefix(5))), .foreignBytes(bytes), .milestone(.tlsFinished(alpn: nil)),
      .milestone(.firstByte),
    ]
    return TraceRecord(
      atMicroseconds: Int64.random(in: 0...1_000_000, using: &self),
      from: Bool.random(using: &self) ? .client : .server,
      leg: Bool.random(using: &self) ? .origin : .proxy,
      content: contents.randomElement(using: &self) ?? .changeCipherSpec)
  }
}
