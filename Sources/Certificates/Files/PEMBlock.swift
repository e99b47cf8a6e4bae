public import Basics

/// One `-----BEGIN label-----` … `-----END label-----` block (RFC 7468, and RFC 1421's headers of encrypted keys).
public struct PEMBlock: Sendable {
  public var label: String
  /// `Proc-Type`, `DEK-Info`; most blocks have none.
  public var headers: [String]
  /// What the base64 lines hold; nil when they are damaged. Wiped when the last owner lets go: it may be a key.
  public var contents: Secret?
  /// Line of the BEGIN line, from 1.
  public var line: Int
  /// False when the text ended before the END line.
  public var isFinished: Bool

  /// The blocks of a text, in order; whatever stands between them is skipped.
  public static func blocks(in bytes: [UInt8]) -> [PEMBlock] {
    var result: [PEMBlock] = []
    var open: Draft?
    let lineEnd = UInt8(ascii: bytes.contains(UInt8(ascii: "\n")) ? "\n" : "\r")
    for (index, line) in bytes.split(separator: lineEnd, omittingEmptySubsequences: false).enumerated() {
      let text = line.trimmedSpace
      if let label = label(of: text, after: "-----BEGIN ") {
        if let unfinished = open { result.append(unfinished.block(isFinished: false)) }
        open = Draft(label: label, line: index + 1)
      } else if label(of: text, after: "-----END ") != nil {
        if let finished = open { result.append(finished.block(isFinished: true)) }
        open = nil
      } else {
        open?.lines.append(text)
      }
    }
    if let unfinished = open { result.append(unfinished.block(isFinished: false)) }
    return result
  }

  private static func label(of line: ArraySlice<UInt8>, after start: String) -> String? {
    let end = Array("-----".utf8)
    guard let range = line.firstPlace(of: start), line.suffix(end.count).elementsEqual(end),
      line.count >= start.utf8.count + end.count
    else { return nil }
    return String(decoding: line[range.upperBound...].dropLast(end.count), as: UTF8.self)
  }

  private struct Draft {
    var label: String
    var line: Int
    var lines: [ArraySlice<UInt8>] = []

    func block(isFinished: Bool) -> PEMBlock {
      // RFC 1421 headers stand before the base64 lines and hold a colon, or continue with a comma.
      let headers = lines.prefix { $0.isEmpty || $0.contains(UInt8(ascii: ":")) }
      return PEMBlock(
        label: label, headers: headers.filter { !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) },
        contents: Base64.decode(lines.dropFirst(headers.count).joined()).map { Secret(bytes: $0) }, line: line,
        isFinished: isFinished)
    }
  }
}

extension ArraySlice<UInt8> {
  fileprivate var trimmedSpace: ArraySlice<UInt8> {
    var result = drop(while: Base64.isSpace)
    while let last = result.last, Base64.isSpace(last) { result.removeLast() }
    return result
  }
}
