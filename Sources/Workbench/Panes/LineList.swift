/// Lines of which few are drawn: made when they are asked for.
struct LineList {
  let count: Int
  private let line: (Int) -> Toned

  init(_ lines: [Toned]) { self.init(count: lines.count) { lines[$0] } }

  init(count: Int, line: @escaping (Int) -> Toned) {
    self.count = count
    self.line = line
  }

  var indices: Range<Int> { 0..<count }

  subscript(index: Int) -> Toned { line(index) }
}
