import Handshake
import Testing

/// The record layer, read from what went over the wire.
struct WireRecordTests {
  private func record(_ type: UInt8, _ fragment: [UInt8]) -> [UInt8] {
    [type, 3, 3] + Make.vector(fragment, lengthBytes: 2)
  }

  /// Nothing but the version is known of the connection.
  private func transcript(_ version: TLSVersion) -> Transcript {
    var transcript = Transcript()
    transcript.messages = [
      .init(
        from: .server, leg: .origin, atMicroseconds: 0, kind: .handshake(2), type: "ServerHello", tlsVersion: version,
        bytes: [], summary: "", fields: [])
    ]
    return transcript
  }

  private func log(_ pieces: [(Side, [UInt8])]) -> WireLog {
    var log = WireLog()
    for (time, piece) in pieces.enumerated() {
      log.add(piece.1, from: piece.0, leg: .origin, atMicroseconds: Int64(time))
    }
    return log
  }

  @Test func `records are put together from pieces and stand by the time of their first byte`() {
    let hello = record(22, [1, 0, 0, 2, 9, 9])
    let answer = record(22, [2, 0, 0, 0, 11, 0, 0, 9, 1])
    let log = log([
      (.client, hello), (.server, Array(answer.prefix(5))), (.server, Array(answer.dropFirst(5))),
      (.server, record(22, [2, 3, 4, 5, 6, 7, 8, 9])),
    ])
    let records = log.records(of: transcript(.tls12))
    #expect(records.map(\.from) == [.client, .server, .server])
    #expect(records.map(\.atMicroseconds) == [0, 1, 3])
    #expect(records[1].bytes == answer && records.allSatisfy { $0.isWhole && !$0.isEncrypted })
    #expect(
      records.map(\.contents) == [
        ["ClientHello"], ["ServerHello", "Certificate, its beginning"], ["Certificate, continued"],
      ])
    #expect(records[0].fields.map(\.value) == ["Handshake (22)", "TLS 1.2 (0x0303)", "6"])
  }

  @Test func `after ChangeCipherSpec everything is encrypted in TLS 1.2, and in TLS 1.3 it says nothing`() {
    let pieces: [(Side, [UInt8])] = [
      (.client, record(20, [1]) + record(22, [1, 0, 0, 0]) + record(23, [7, 7])), (.server, record(21, [2, 40])),
    ]
    let old = log(pieces).records(of: transcript(.tls12))
    #expect(old.map(\.isEncrypted) == [false, true, true, false])
    #expect(old[1].contents.isEmpty && old[3].contents == ["handshake_failure"])
    let new = log(pieces).records(of: transcript(.tls13))
    #expect(new.map(\.isEncrypted) == [false, false, true, false])
    #expect(new[1].contents == ["ClientHello"])
  }

  @Test func `a record that was cut off says so, and what is no record ends its side`() {
    let cut = log([(.server, Array(record(22, [2, 0, 0, 9, 1, 1, 1, 1]).dropLast(3)))]).records(of: Transcript())
    #expect(cut.count == 1 && !cut[0].isWhole)
    #expect(cut[0].fields.last?.value == "8, of which 5 are here")
    let foreign = log([(.client, record(22, [1, 0, 0, 0])), (.server, Array("HTTP/1.1 400 Bad Request\r\n".utf8))])
    #expect(foreign.records(of: Transcript()).map(\.from) == [.client])
  }

  @Test func `what there is no room for is counted`() {
    var log = WireLog()
    let large = record(23, [UInt8](repeating: 1, count: 40_000))
    log.add(large, from: .server, leg: .origin, atMicroseconds: 0)
    #expect(!log.isFull)
    log.add(large, from: .server, leg: .origin, atMicroseconds: 1)
    log.add([1, 2, 3], from: .client, leg: .origin, atMicroseconds: 2)
    #expect(log.bytes.count == WireLog.maximumBytes && log.omittedBytes == 2 * 40_005 + 3 - WireLog.maximumBytes)
    #expect(log.records(of: Transcript()).map(\.isWhole) == [true, false])
  }

  @Test(arguments: 0..<200) func `any bytes at all are read without a trap`(_ seed: UInt64) {
    var generator = SplitMix(state: seed)
    var log = WireLog()
    for time in 0..<20 {
      let count = Int.random(in: 0..<40, using: &generator)
      var bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      if Bool.random(using: &generator) { bytes = record(UInt8.random(in: 20...24, using: &generator), bytes) }
      let side: Side = Bool.random(using: &generator) ? .client : .server
      log.add(bytes, from: side, leg: .origin, atMicroseconds: Int64(time))
    }
    let records = log.records(of: transcript(Bool.random(using: &generator) ? .tls12 : .tls13))
    #expect(records.reduce(0) { $0 + $1.bytes.count } <= log.bytes.count)
    for record in records { #expect(record.fields.count == 3 && !record.typeName.isEmpty) }
  }
}

/// Random numbers that are the same every time.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}
