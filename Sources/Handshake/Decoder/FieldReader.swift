internal import Basics

/// Reads a message from front to back and notes each field with the place of its bytes. What is cut short or too long
/// becomes a field that says so; reading never fails.
///
/// A reader that notes nothing reads the same and makes no text: what is decoded of every message while an exchange runs.
struct FieldReader {
  /// More elements than this of one vector are counted, not shown.
  static let maximumElements = 1024

  private(set) var fields: [Transcript.Field] = []
  let notesFields: Bool
  private var reader: ByteReader

  init(_ bytes: ArraySlice<UInt8>, notesFields: Bool = true) {
    reader = ByteReader(slice: bytes)
    self.notesFields = notesFields
  }

  var isAtEnd: Bool { reader.isAtEnd }
  var remaining: Int { reader.remaining }

  // MARK: Numbers

  mutating func uint8(_ name: String, _ text: (UInt8) -> String = { "\($0)" }) -> UInt8? {
    number(name, byteCount: 1, { $0.uint8() }, text)
  }

  mutating func uint16(_ name: String, _ text: (UInt16) -> String = { "\($0)" }) -> UInt16? {
    number(name, byteCount: 2, { $0.uint16() }, text)
  }

  mutating func uint24(_ name: String, _ text: (Int) -> String = { "\($0)" }) -> Int? {
    number(name, byteCount: 3, { $0.uint24() }, text)
  }

  mutating func uint32(_ name: String, _ text: (UInt32) -> String = { "\($0)" }) -> UInt32? {
    number(name, byteCount: 4, { $0.uint32() }, text)
  }

  private mutating func number<Value>(
    _ name: String, byteCount: Int, _ read: (inout ByteReader) -> Value?, _ text: (Value) -> String
  ) -> Value? {
    let start = reader.position
    guard let value = read(&reader) else {
      malformed("\(name) needs \(byteCount) bytes, \(remaining) remain")
      return nil
    }
    note(name, text(value), start..<reader.position)
    return value
  }

  // MARK: Bytes

  /// Exactly `count` bytes.
  mutating func bytes(
    _ name: String, count: Int, _ text: (ArraySlice<UInt8>) -> String = shortHexadecimal
  ) -> ArraySlice<UInt8>? {
    guard let bytes = reader.take(count) else {
      malformed("\(name) needs \(count) bytes, \(remaining) remain")
      return nil
    }
    note(name, text(bytes), bytes.startIndex..<bytes.endIndex)
    return bytes
  }

  /// Bytes whose length stands before them.
  @discardableResult
  mutating func opaque(
    _ name: String, lengthBytes: Int, _ text: (ArraySlice<UInt8>) -> String = shortHexadecimal
  ) -> ArraySlice<UInt8>? {
    let start = reader.position
    guard let bytes = reader.vector(lengthBytes: lengthBytes) else {
      malformed("\(name) is cut short, \(remaining) bytes remain")
      return nil
    }
    note(name, text(bytes), start..<reader.position)
    return bytes
  }

  /// Everything that is left; nothing is noted when nothing is.
  @discardableResult
  mutating func rest(
    _ name: String, _ text: (ArraySlice<UInt8>) -> String = shortHexadecimal
  ) -> ArraySlice<UInt8> {
    let bytes = reader.rest()
    if !bytes.isEmpty { note(name, text(bytes), bytes.startIndex..<bytes.endIndex) }
    return bytes
  }

  /// A text that is shown with the fields; empty, and not made, when none are noted.
  func text(_ text: @autoclosure () -> String) -> String { notesFields ? text() : "" }

  private mutating func note(_ name: String, _ text: @autoclosure () -> String, _ range: Range<Int>) {
    if notesFields { fields.append(.init(name, text(), range: range)) }
  }

  // MARK: Structure

  /// A vector with fields of its own; `body` returns the vector's text.
  mutating func vector(_ name: String, lengthBytes: Int, _ body: (inout FieldReader) -> String) {
    gather { (name, $0.contents(name, lengthBytes: lengthBytes, body)) }
  }

  /// Puts the fields that `body` reads under one field, whose name and text it returns.
  mutating func gather(_ body: (inout FieldReader) -> (name: String, text: String)) {
    let first = fields.count
    let start = reader.position
    let (name, text) = body(&self)
    guard notesFields else { return }
    let children = Array(fields[first...])
    fields.removeSubrange(first...)
    fields.append(.init(name, text, range: start..<reader.position, children: children))
  }

  /// Reads a vector's content with `body`, among the fields of this reader. A vector that says it is longer than what
  /// is there is read as far as it goes.
  mutating func contents(_ name: String, lengthBytes: Int, _ body: (inout FieldReader) -> String) -> String {
    var content = reader.vector(lengthBytes: lengthBytes)
    let isCut = content == nil
    if isCut, reader.take(lengthBytes) != nil { content = reader.rest() }
    guard let content else {
      malformed("\(name) is cut short, \(remaining) bytes remain")
      return ""
    }
    var inner = FieldReader(content, notesFields: notesFields)
    let text = body(&inner)
    inner.rest("Trailing bytes")
    if notesFields { fields += inner.fields }
    if isCut { malformed("\(name) is longer than what is there, \(content.count) bytes") }
    return text
  }

  /// Reads elements until the end, until one does not advance, or until the limit; `rest` says what is left then.
  mutating func elements(
    atMost limit: Int = maximumElements, _ element: (inout FieldReader) -> Void,
    rest describe: (inout ByteReader) -> String = { "\($0.remaining) bytes more" }
  ) {
    var count = 0
    while !isAtEnd, count < limit {
      let before = reader.position
      element(&self)
      guard reader.position > before else { return }
      count += 1
    }
    guard !isAtEnd else { return }
    let bytes = reader.rest()
    var left = ByteReader(slice: bytes)
    let text = describe(&left)
    note("Not shown", text, bytes.startIndex..<bytes.endIndex)
  }

  /// Adds a field that was made elsewhere.
  mutating func append(_ field: @autoclosure () -> Transcript.Field) { if notesFields { fields.append(field()) } }

  mutating func malformed(_ reason: String) { append(.init("Malformed", reason)) }
}

/// At most 64 bytes in hexadecimal, and how many there are when more.
func shortHexadecimal(_ bytes: ArraySlice<UInt8>) -> String {
  bytes.count <= 64
    ? bytes.hexadecimal() : bytes.prefix(64).hexadecimal() + "… (\(bytes.count) bytes)"
}

/// Text from the wire, as it may be shown: at most 256 bytes, steering characters made visible.
func wireText(_ bytes: some Collection<UInt8>) -> String {
  String(decoding: Array(bytes.prefix(256)), as: UTF8.self).neutralised
}

/// `TLS 1.2 (0x0303)`.
func versionText(_ version: UInt16) -> String {
  if isGREASE(version) { return "Reserved (GREASE) (0x\(numberText(version)))" }
  return version >> 8 == 3 ? "\(TLSVersion(rawValue: version)) (0x\(numberText(version)))" : "0x\(numberText(version))"
}

/// `TLS_AES_128_GCM_SHA256 (0x1301)`.
func suiteText(_ suite: UInt16) -> String { "\(CipherSuite(rawValue: suite)) (0x\(numberText(suite)))" }
func groupText(_ group: UInt16) -> String { "\(NamedGroup(rawValue: group)) (0x\(numberText(group)))" }
func schemeText(_ scheme: UInt16) -> String { "\(SignatureScheme(rawValue: scheme)) (0x\(numberText(scheme)))" }
