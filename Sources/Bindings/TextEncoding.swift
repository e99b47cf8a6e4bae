/// A character encoding, by the name that Content-Type announces.
public struct TextEncoding: Sendable, Hashable {
  /// As it is written in a binding: `utf-8`, `utf-16`, `utf-16BE`, `iso-8859-1`.
  public let name: String

  public static let utf8 = TextEncoding(standard: "utf-8")
  public static let utf16LE = TextEncoding(standard: "utf-16")
  public static let utf16BE = TextEncoding(standard: "utf-16BE")

  /// The three that WCF's own encoders know (System.ServiceModel.Channels.TextEncoderDefaults).
  public static let standard: [TextEncoding] = [.utf8, .utf16LE, .utf16BE]

  private init(standard name: String) { self.name = name }

  /// Any name of a charset (RFC 2978 section 2.3); nil when the text is none.
  ///
  /// Whether the system can convert it shows when a message is encoded.
  public init?(_ name: String) {
    let lower = name.lowercased()
    switch lower {
    case "utf-8", "utf8": self = .utf8
    case "utf-16", "utf16", "utf-16le": self = .utf16LE
    case "utf-16be": self = .utf16BE
    default:
      guard (1...40).contains(name.utf8.count), name.utf8.allSatisfy(Self.isNameByte) else { return nil }
      self.name = lower
    }
  }

  /// Whether WCF's own encoders write it; any other needs an encoder of one's own.
  public var isStandard: Bool { Self.standard.contains(self) }

  /// As Content-Type announces it.
  public var charset: String { self == .utf16LE ? "utf-16LE" : name }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "!#$%&'+-^_`{}~.:".utf8.contains(byte)
    }
  }
}

extension TextEncoding: CustomStringConvertible {
  public var description: String { name }
}
