/// The passwords of UsernameTokens that stand in an envelope in clear (WSS UsernameToken Profile 1.1, PasswordText).
///
/// A digest, an empty one, `?` (what samples have in its place) and `{{name}}` are none.
public enum UsernameTokenPasswords {
  /// Where they stand, in bytes, without space around them. UTF-16 is read too.
  public static func ranges(in envelope: [UInt8]) -> [Range<Int>] {
    let isWide = envelope.prefix(4).contains(0)
    // The letters asked for are ASCII: without its zeros such a text reads the same.
    let places = isWide ? envelope.indices.filter { envelope[$0] != 0 } : []
    let bytes = isWide ? places.map { envelope[$0] } : envelope
    guard bytes.firstPlace(of: token) != nil else { return [] }
    let found = Scan(bytes: bytes).passwords()
    return isWide ? found.map { places[$0.lowerBound]..<places[$0.upperBound - 1] + 1 } : found
  }

  /// The passwords themselves.
  public static func texts(in envelope: [UInt8]) -> Set<[UInt8]> {
    Set(ranges(in: envelope).map { Array(envelope[$0]) })
  }

  private static let token = "UsernameToken"

  private struct Scan {
    let bytes: [UInt8]

    func passwords() -> [Range<Int>] {
      var found: [Range<Int>] = []
      var isInToken = false
      var index = bytes.startIndex
      while let open = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
        let isEnd = open + 1 < bytes.count && bytes[open + 1] == UInt8(ascii: "/")
        let nameStart = open + (isEnd ? 2 : 1)
        let nameEnd = bytes[min(nameStart, bytes.count)...].firstIndex { $0 <= 0x20 || "/>".utf8.contains($0) }
        guard let nameEnd else { break }
        index = nameEnd
        let local = bytes[nameStart..<nameEnd].split(separator: UInt8(ascii: ":")).last ?? []
        if local.elementsEqual(token.utf8) { isInToken = !isEnd }
        guard isInToken, !isEnd, local.elementsEqual("Password".utf8),
          let close = bytes[nameEnd...].firstIndex(of: UInt8(ascii: ">"))
        else { continue }
        index = close + 1
        let isDigest = bytes[nameEnd..<close].firstPlace(of: "#PasswordDigest") != nil
        guard !isDigest, bytes[close - 1] != UInt8(ascii: "/"), let text = text(from: close + 1) else { continue }
        found.append(text)
        index = text.upperBound
      }
      return found
    }

    /// What stands there up to the next tag, or in a CDATA section; nil when that is no password.
    private func text(from start: Int) -> Range<Int>? {
      let section = Array("<![CDATA[".utf8)
      let isSection = bytes[start...].starts(with: section)
      let from = isSection ? start + section.count : start
      let end = bytes[from...].firstIndex(of: UInt8(ascii: isSection ? "]" : "<")) ?? bytes.endIndex
      let text = bytes[from..<end]
      guard let first = text.firstIndex(where: { $0 > 0x20 }), let last = text.lastIndex(where: { $0 > 0x20 }) else {
        return nil
      }
      let isFilledLater = text.firstPlace(of: "{{") != nil || text[first...last].elementsEqual("?".utf8)
      return isFilledLater ? nil : first..<last + 1
    }
  }
}
