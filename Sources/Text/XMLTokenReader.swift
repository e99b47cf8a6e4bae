/// The tokens of the stretches of a text that are shown, without reading what stands before them.
///
/// Far from the start of a text, the reader begins at a `<` some way above, from where the lexer is soon in step with
/// the text; only inside a comment or CDATA section longer than that, tags may be seen that are none.
public struct XMLTokenReader<Source: TextSource>: Sendable {
  private let source: Source
  private var position = 0
  private var state = XMLLexer.State.text

  public init(_ source: Source) { self.source = source }

  /// The tokens in the range, cut to it, by offset in the source. Ranges of successive calls must ascend.
  public mutating func tokens(in range: Range<Int>) -> [XMLToken] {
    approach(range.lowerBound)
    let bytes = source.slice(position..<min(source.byteCount, range.upperBound + lookAhead))
    let shift = position - bytes.startIndex
    var lexer = XMLLexer(bytes, state: state)
    var tokens: [XMLToken] = []
    while position < range.upperBound {
      state = lexer.state
      guard let token = lexer.next() else { break }
      let covered = token.range.lowerBound + shift..<token.range.upperBound + shift
      let shown = covered.clamped(to: range)
      if !shown.isEmpty { tokens.append(XMLToken(kind: token.kind, range: shown)) }
      if covered.upperBound > range.upperBound {
        let isCut = token.range.upperBound == bytes.endIndex
        if isCut { (state, position) = (lexer.state, range.upperBound) }
        return tokens
      }
      (state, position) = (lexer.state, covered.upperBound)
    }
    return tokens
  }

  private mutating func approach(_ offset: Int) {
    guard offset - position > reach else { return }
    let start = offset - reach
    let bytes = source.slice(start..<offset)
    let tag = bytes.firstIndex(of: UInt8(ascii: "<")) ?? bytes.endIndex
    (position, state) = (start + tag - bytes.startIndex, .text)
  }
}

private let reach = 32 << 10
private let lookAhead = 256
