/// Every place where a text is visibly no XML, for going from one to the next; what a parser finds after the first of
/// them depends on how that one is mended.
public struct XMLProblems: Sendable {
  public struct Problem: Sendable, Hashable {
    public var offset: Int
    public var message: String

    public init(offset: Int, message: String) {
      self.offset = offset
      self.message = message
    }
  }

  /// In the order of the text, at most `limit`.
  public let all: [Problem]

  public static let limit = 1_000

  public init(_ bytes: [UInt8]) {
    let outline = XMLOutline(bytes)
    let name = { (range: Range<Int>) in String(decoding: bytes[range], as: UTF8.self) }
    var problems = outline.broken.map { Problem(offset: $0, message: "What begins here does not end.") }
    problems += outline.strayEndTags.map {
      Problem(offset: $0.range.lowerBound, message: "The end tag `\(name($0.name))` closes nothing.")
    }
    problems += outline.elements.filter { $0.range == nil }.map {
      Problem(offset: $0.startTag.lowerBound, message: "The element `\(name($0.name))` is not closed.")
    }
    problems += Self.lexical(bytes).map {
      Problem(offset: $0, message: "This character is not allowed here.")
    }
    var seen = Set<Int>()
    all = Array(problems.sorted { $0.offset < $1.offset }.filter { seen.insert($0.offset).inserted }.prefix(Self.limit))
  }

  private static func lexical(_ bytes: [UInt8]) -> [Int] {
    Array(XMLLexer(bytes[...]).lazy.filter { $0.kind == .error }.map(\.range.lowerBound).prefix(limit))
  }
}
