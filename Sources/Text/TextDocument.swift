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
    let printer = Self.looksLikeXML(bytes) ? XMLPrettyPrinter(bytes, lineEnd: "\n") : nil
    isXML = printer != nil
    let laidOut = printer.flatMap { $0.output == bytes || !Self.isWorthShowing($0, bytes) ? nil : $0.output }
    pretty = (laidOut ?? (received == nil ? nil : bytes)).map { IndexedText($0) }
    form = pretty == nil ? .asReceived : .pretty
  }

  /// False for what no text has: a zero byte near its start.
  public var isText: Bool { !received.bytes.prefix(4096).contains(0) }

  /// False where both forms are the same.
  public var hasForms: Bool { pretty != nil }

  public var text: IndexedText { form == .pretty ? pretty ?? received : received }

  private static func looksLikeXML(_ bytes: [UInt8]) -> Bool {
    let start = bytes.drop { $0.isXMLSpace || $0 >= 0x80 }.prefix(2)
    guard start.count == 2, start.first == UInt8(ascii: "<"), let second = start.last else { return false }
    return second.startsXMLName || second == UInt8(ascii: "?") || second == UInt8(ascii: "!")
  }

  /// HTML that is no XML would be laid out up to its first void element.
  private static func isWorthShowing(_ printer: XMLPrettyPrinter, _ bytes: [UInt8]) -> Bool {
    if printer.isWellFormed { return true }
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
