/// Elements of which only the first line is seen.
extension Editor {
  /// Folds that are made at once.
  public static let foldLimit = 5_000

  mutating func toggleFold() throws(EditRefusal) {
    let line = text.line(at: selection.head)
    if let open = folds.firstIndex(where: { text.line(at: $0.lowerBound) == line }) {
      folds.remove(at: open)
      return
    }
    let outline = XMLOutline(text.bytes)
    // In the indentation the element that the line begins is meant, not the one around it.
    var next = outline.element(at: max(selection.head, firstCharacter(ofLine: line)))
    if next == nil { throw .noElement }
    while let index = next {
      if let fold = fold(of: outline.elements[index]) {
        add(fold)
        return
      }
      next = outline.elements[index].parent
    }
    throw .nothingToFold
  }

  mutating func foldAll() throws(EditRefusal) {
    let outline = XMLOutline(text.bytes)
    var all: Set<Range<Int>> = []
    for element in outline.elements where element.parent != nil && all.count < Self.foldLimit {
      if let fold = fold(of: element) { all.insert(fold) }
    }
    if all.isEmpty { throw .nothingToFold }
    folds = all.sorted { ($0.lowerBound, $1.upperBound) < ($1.lowerBound, $0.upperBound) }
    leaveFolds()
  }

  /// Folds again what was folded in the same text; what is no end of a line there is passed over.
  public mutating func restore(folds: [Range<Int>]) {
    let ends = folds.prefix(Self.foldLimit).filter { fold in
      fold.upperBound <= text.byteCount && !fold.isEmpty && isLineEnd(fold.lowerBound) && isLineEnd(fold.upperBound)
    }
    self.folds = ends.sorted { ($0.lowerBound, $1.upperBound) < ($1.lowerBound, $0.upperBound) }
    leaveFolds()
  }

  private func isLineEnd(_ offset: Int) -> Bool { text.range(ofLine: text.line(at: offset)).upperBound == offset }

  /// What folding an element hides; nil when it stands on one line, or is not closed.
  private func fold(of element: XMLOutline.Element) -> Range<Int>? {
    guard let range = element.range else { return nil }
    let (first, last) = (text.line(at: range.lowerBound), text.line(at: range.upperBound - 1))
    return first == last
      ? nil : text.range(ofLine: first).upperBound..<text.range(ofLine: last).upperBound
  }

  private mutating func add(_ fold: Range<Int>) {
    folds.append(fold)
    folds.sort { ($0.lowerBound, $1.upperBound) < ($1.lowerBound, $0.upperBound) }
    leaveFolds()
  }

  /// Puts the cursor on the line that is still seen.
  private mutating func leaveFolds() {
    let head = selection.head
    guard let outer = folds.first(where: { $0.lowerBound < head && head <= $0.upperBound }) else {
      return
    }
    select(Selection(at: firstCharacter(ofLine: text.line(at: outer.lowerBound))))
  }

  /// Opens what hides the place.
  mutating func reveal(_ offset: Int) {
    if !folds.isEmpty { folds.removeAll { $0.lowerBound < offset && offset <= $0.upperBound } }
  }

  /// What is edited is shown; the other folds move along.
  mutating func adjustFolds(to change: UndoTree.Change) {
    if folds.isEmpty { return }
    let (start, end) = (change.start, change.start + change.removedCount)
    let shift = change.addedCount - change.removedCount
    folds = folds.compactMap { fold in
      if end <= fold.lowerBound { return fold.lowerBound + shift..<fold.upperBound + shift }
      return start > fold.upperBound ? fold : nil
    }
  }

  // MARK: The lines that are seen

  /// Ranges of lines that are hidden, ascending, no two of them touching.
  public var hiddenLines: [ClosedRange<Int>] {
    var hidden: [ClosedRange<Int>] = []
    var coveredEnd = 0
    for fold in folds where fold.upperBound > coveredEnd {
      coveredEnd = fold.upperBound
      let (first, last) = (text.line(at: fold.lowerBound) + 1, text.line(at: fold.upperBound))
      guard first <= last else { continue }
      if let previous = hidden.last, first <= previous.upperBound + 1 {
        hidden[hidden.count - 1] = previous.lowerBound...max(previous.upperBound, last)
      } else {
        hidden.append(first...last)
      }
    }
    return hidden
  }
}

/// Counts lines without those that are hidden.
public struct VisibleLines: Sendable {
  private let hidden: [ClosedRange<Int>]
  private let lineCount: Int

  public init(of editor: Editor) {
    hidden = editor.hiddenLines
    lineCount = editor.text.lineCount
  }

  public var count: Int { lineCount - hidden.reduce(0) { $0 + $1.count } }

  /// Lines that are hidden right below a line.
  public func hiddenCount(below line: Int) -> Int {
    hidden.first { $0.lowerBound == line + 1 }?.count ?? 0
  }

  /// How many lines are seen above; a hidden line counts as the one that it is folded into.
  public func index(ofLine line: Int) -> Int {
    var index = line
    for range in hidden where range.lowerBound <= line {
      index -= range.contains(line) ? line - range.lowerBound + 1 : range.count
    }
    return index
  }

  /// The line with that many above it that are seen; the nearest one that there is.
  public func line(atIndex index: Int) -> Int {
    var line = min(max(0, index), max(0, count - 1))
    for range in hidden where range.lowerBound <= line { line += range.count }
    return line
  }

  /// The next line that is seen; nil below the last.
  public func line(after line: Int) -> Int? {
    let next = (hidden.first { $0.lowerBound == line + 1 }?.upperBound ?? line) + 1
    return next < lineCount ? next : nil
  }
}
