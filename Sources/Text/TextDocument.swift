/// An answer to be read: as it was received and, where it is XML, laid out.
///
/// Made once, off the thread that draws: laying out takes about 10 ms a megabyte. After that every row of either form
/// is at hand.
public struct TextDocument: Sendable {
  public enum Form: Sendable, Hashable { case pretty, asReceived }

  /// The form that is shown.
  public var form: Form
  public let isXML: Bool
  private let received: IndexedText
  private let pretty: IndexedText?

  /// - Parameters:
  ///   - bytes: the body; UTF-16 with a byte order mark or an XML declaration is shown as UTF-8.
  ///   - received: what came, where `bytes` were made of it; nil when they came so.
  public init(_ bytes: [UInt8], received: [UInt8]? = nil) {
    let bytes = Self.transcoded(bytes)
    self.received = IndexedText(received ?? bytes)
    isXML = Self.looksLikeXML(bytes)
    pretty = (isXML ? Self.laidOut(bytes) : nil) ?? (received == nil ? nil : IndexedText(bytes))
    form = pretty == nil ? .asReceived : .pretty
  }

  /// A screenful and more, for who would have to wait for all of it; nil where the whole is soon ready.
  public init?(beginningOf bytes: [UInt8], received: [UInt8]?) {
    guard bytes.count > Self.soon else { return nil }
    self.init(Array(bytes.prefix(Self.beginning)), received: received.map { Array($0.prefix(Self.beginning)) })
  }

  private static let soon = 2 << 20
  private static let beginning = 64 << 10

  /// False for what no text has: a zero byte near its start.
  public var isText: Bool { !received.slice(0..<4096).contains(0) }

  /// False where both forms are the same.
  public var hasForms: Bool { pretty != nil }

  public var text: IndexedText { form == .pretty ? pretty ?? received : received }

  private static func looksLikeXML(_ bytes: [UInt8]) -> Bool {
    let start = bytes.drop { $0.isXMLSpace || $0 >= 0x80 }.prefix(2)
    guard start.count == 2, start.first == UInt8(ascii: "<"), let second = start.last else { return false }
    return second.startsXMLName || second == UInt8(ascii: "?") || second == UInt8(ascii: "!")
  }

  /// As many bytes are laid out: what comes of them must fit into numbers of 32 bits.
  private static let layoutLimit = 1 << 30

  /// Nil where it is laid out already, or too long.
  private static func laidOut(_ bytes: [UInt8]) -> IndexedText? {
    guard bytes.count <= layoutLimit else { return nil }
    let layout = XMLLayout(of: bytes, as: .indented, in: RowLayout(for: bytes))
    guard isWorthShowing(layout.structure, bytes) else { return nil }
    let text = IndexedText(bytes, layout.target)
    return text.byteCount == bytes.count && text.bytes == bytes ? nil : text
  }

  /// HTML that is no XML would be laid out up to its first void element.
  private static func isWorthShowing(_ structure: XMLStructure, _ bytes: [UInt8]) -> Bool {
    if structure.isWellFormed { return true }
    let head = bytes.prefix(512)
    return !["<!doctype html", "<html"].contains { SearchPattern($0)?.firstMatch(in: head) != nil }
  }

  private static func transcoded(_ bytes: [UInt8]) -> [UInt8] {
    let isLittleEndian: Bool
    switch (bytes.first, bytes.dropFirst().first) {
    case (0xFF, 0xFE), (UInt8(ascii: "<"), 0): isLittleEndian = true
    case (0xFE, 0xFF), (0, UInt8(ascii: "<")): isLittleEndian = false
    default: return bytes
    }
    let units = stride(from: 0, to: bytes.count - 1, by: 2).map { index in
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      return isLittleEndian ? second << 8 | first : first << 8 | second
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }
}
