/// What is selected: the bytes between the end that stays and the end that moves, where the cursor stands.
public struct Selection: Sendable, Hashable {
  public var anchor: Int
  public var head: Int

  public init(anchor: Int, head: Int) {
    self.anchor = anchor
    self.head = head
  }

  public init(at offset: Int) { self.init(anchor: offset, head: offset) }

  public var range: Range<Int> { min(anchor, head)..<max(anchor, head) }
  public var isEmpty: Bool { anchor == head }
}
