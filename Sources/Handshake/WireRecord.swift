internal import Basics

/// One TLS record (RFC 8446 section 5.1, RFC 5246 section 6.2.1) as it went over the wire.
public struct WireRecord: Sendable, Hashable {
  public var from: Side
  public var leg: Leg
  /// When its first byte was written or read.
  public var atMicroseconds: Int64
  /// Header and fragment; fewer than `length` says when the connection ended in it, or there was no room for it.
  public var bytes: [UInt8]
  /// What follows the header is ciphertext; in TLS 1.3 the type in the header is then not that of the contents.
  public var isEncrypted: Bool
  /// The handshake messages that begin or go on in it; the alert's name; empty where they are encrypted.
  public var contents: [String]

  static let headerBytes = 5

  public var contentType: UInt8 { bytes[0] }
  /// Of the record layer: not the version that is spoken.
  public var version: TLSVersion { TLSVersion(rawValue: UInt16(bytes[1]) << 8 | UInt16(bytes[2])) }
  /// Of the fragment, as the header says.
  public var length: Int { Int(bytes[3]) << 8 | Int(bytes[4]) }
  public var isWhole: Bool { bytes.count == Self.headerBytes + length }

  /// `Handshake`; the number where there is no such type.
  public var typeName: String { Self.names[contentType] ?? "record type \(contentType)" }

  private static let names: [UInt8: String] = [
    20: "ChangeCipherSpec", 21: "Alert", 22: "Handshake", 23: "Application Data", 24: "Heartbeat",
  ]

  /// The header's fields, as Wireshark names them.
  public var fields: [Transcript.Field] {
    [
      .init("Content Type", "\(typeName) (\(contentType))", range: 0..<1),
      .init("Version", versionText(version.rawValue), range: 1..<3),
      .init(
        "Length", "\(length)" + (isWhole ? "" : ", of which \(bytes.count - Self.headerBytes) are here"), range: 3..<5),
    ]
  }
}

extension WireLog {
  /// The records of both sides by the time of their first byte. What is no record ends the reading of its side.
  public func records(of transcript: Transcript) -> [WireRecord] {
    var streams: [Stream.Key: Stream] = [:]
    var position = 0
    for piece in pieces {
      let key = Stream.Key(side: piece.from, leg: piece.leg)
      let version = transcript.messages.last { $0.leg == piece.leg && $0.tlsVersion != nil }?.tlsVersion
      streams[key, default: Stream(key: key, version: version)].add(
        bytes[position..<position + piece.count], atMicroseconds: piece.atMicroseconds)
      position += piece.count
    }
    for key in streams.keys { streams[key]?.end() }
    let all = streams.sorted { $0.key.order < $1.key.order }.flatMap(\.value.records).enumerated()
    return all.sorted { ($0.element.atMicroseconds, $0.offset) < ($1.element.atMicroseconds, $1.offset) }.map(\.element)
  }
}

/// One side of one connection, cut into records.
private struct Stream {
  struct Key: Hashable {
    var side: Side
    var leg: Leg

    var order: Int { (leg == .proxy ? 0 : 2) + (side == .client ? 0 : 1) }
  }

  let key: Key
  let version: TLSVersion?
  private(set) var records: [WireRecord] = []
  private var open: [UInt8] = []
  private var openedAt: Int64 = 0
  private var hasChangedCipher = false
  private var isForeign = false
  /// Bytes that the last plain handshake message still lacks.
  private var missing = 0
  private var lastType = ""
  /// A message's header was itself cut: where messages begin is not known any more.
  private var hasLostCount = false

  init(key: Key, version: TLSVersion?) {
    self.key = key
    self.version = version
  }

  mutating func add(_ moved: ArraySlice<UInt8>, atMicroseconds: Int64) {
    var rest = moved
    while !rest.isEmpty, !isForeign {
      if open.isEmpty { openedAt = atMicroseconds }
      let wanted = open.count < 5 ? 5 : 5 + Int(open[3]) << 8 + Int(open[4])
      let taken = rest.prefix(wanted - open.count)
      open += taken
      rest = rest.dropFirst(taken.count)
      if open.count == 5, !(20...24).contains(open[0]) || open[1] != 3 { isForeign = true }
      if open.count >= 5, open.count == 5 + Int(open[3]) << 8 + Int(open[4]) { close() }
    }
  }

  /// What was begun and did not come to its end.
  mutating func end() {
    if open.count >= WireRecord.headerBytes, !isForeign { close() }
  }

  private mutating func close() {
    let isEncrypted = open[0] == 23 || version != .tls13 && hasChangedCipher
    var record = WireRecord(
      from: key.side, leg: key.leg, atMicroseconds: openedAt, bytes: open, isEncrypted: isEncrypted, contents: [])
    if !isEncrypted { record.contents = contents() }
    if open[0] == 20 { hasChangedCipher = true }
    records.append(record)
    open = []
  }

  private mutating func contents() -> [String] {
    let fragment = open.dropFirst(WireRecord.headerBytes)
    switch open[0] {
    case 21 where fragment.count == 2:
      return [AlertDescription(rawValue: fragment[fragment.startIndex + 1]).description]
    case 22: return messages(in: fragment)
    default: return []
    }
  }

  /// Messages may be cut over records, and stand together in one (RFC 8446 section 5.1).
  private mutating func messages(in fragment: ArraySlice<UInt8>) -> [String] {
    guard !hasLostCount else { return [] }
    var names: [String] = []
    var rest = fragment
    if missing > 0 {
      names.append("\(lastType), continued")
      let taken = min(missing, rest.count)
      missing -= taken
      rest = rest.dropFirst(taken)
    }
    while rest.count >= 4 {
      let start = rest.startIndex
      lastType = HandshakeType(rawValue: rest[start]).description
      let length = 4 + Int(rest[start + 1]) << 16 + Int(rest[start + 2]) << 8 + Int(rest[start + 3])
      missing = max(0, length - rest.count)
      names.append(missing > 0 ? "\(lastType), its beginning" : lastType)
      rest = rest.dropFirst(length)
    }
    hasLostCount = !rest.isEmpty
    return names
  }
}
