/// A place in a text: 1-based line and column (in bytes), 0-based byte offset where known.
public struct SourcePosition: Sendable, Hashable, CustomStringConvertible {
  public var line: Int
  public var column: Int
  public var byteOffset: Int?

  public init(line: Int, column: Int, byteOffset: Int? = nil) {
    self.line = line
    self.column = column
    self.byteOffset = byteOffset
  }

  public var description: String { "line \(line), column \(column)" }
}
