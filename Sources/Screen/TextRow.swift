internal import Text

/// One row of text on the screen: bytes, and what is special about some of them.
struct TextRow {
  /// Where the row's bytes stand in the text.
  var range: Range<Int>
  var bytes: ArraySlice<UInt8>
  /// The column of the text in which they begin.
  var startColumn = 0
  var tokens: [XMLToken] = []
  /// Where each of these looks lies over the tokens' own, later ones on top.
  var highlights: [(range: Range<Int>, scope: ThemeScope)] = []
  /// Whether the selection goes on beyond the line's end.
  var isEndSelected = false

  /// Draws on the first row of the canvas.
  ///
  /// - Parameters:
  ///   - leftColumn: the column of the text that stands at the canvas's left edge.
  ///   - goesOn: the text has more bytes after these.
  func draw(on canvas: inout Canvas, leftColumn: Int, goesOn: Bool, theme: Theme) {
    let palette = XMLPalette(theme)
    var clusters = Clusters(bytes, column: startColumn)
    var (offset, token) = (range.lowerBound, 0)
    let endColumn = leftColumn + canvas.bounds.columns
    while clusters.column < endColumn, let cluster = clusters.next() {
      while token < tokens.count, tokens[token].range.upperBound <= offset { token += 1 }
      if clusters.column > leftColumn {
        let base = token < tokens.count ? palette[tokens[token].kind] : palette.text
        let column = clusters.column - cluster.width - leftColumn
        canvas.put(cluster, column: column, style: look(at: offset, over: base, theme))
      }
      offset += cluster.byteCount
    }
    if isEndSelected, clusters.column < endColumn {
      canvas.put(" ", column: clusters.column - leftColumn, row: 0, style: theme.style(.selection, over: palette.text))
    }
    if offset < range.upperBound || clusters.column > endColumn || goesOn {
      canvas.put(canvas.glyphs.ellipsis, column: canvas.bounds.columns - 1, row: 0, style: theme[.dim])
    }
  }

  private func look(at offset: Int, over base: Style, _ theme: Theme) -> Style {
    highlights.reduce(base) { $1.range.contains(offset) ? theme.style($1.scope, over: $0) : $0 }
  }
}

extension Canvas {
  fileprivate mutating func put(_ cluster: Cluster, column: Int, style: Style) {
    if cluster.kind == .tab {
      fill(Rect(column: column, row: 0, columns: cluster.width, rows: 1), style: style)
    } else {
      put(cluster.scalar, column: column, row: 0, style: style)
      if let mark = cluster.mark { put(mark, column: column + cluster.width, row: 0, style: style) }
    }
  }
}

/// The styles of XML tokens, looked up once.
private struct XMLPalette {
  let text: Style
  private let styles: [XMLToken.Kind: Style]

  init(_ theme: Theme) {
    text = theme[.text]
    styles = Dictionary(uniqueKeysWithValues: Self.scopes.map { ($0, theme[$1]) })
  }

  subscript(kind: XMLToken.Kind) -> Style { styles[kind] ?? text }

  private static let scopes: [(XMLToken.Kind, ThemeScope)] = [
    (.tag, .xmlTag), (.attribute, .xmlAttribute), (.value, .xmlValue), (.text, .xmlText), (.entity, .xmlEntity),
    (.comment, .xmlComment), (.cdata, .xmlCData), (.instruction, .xmlInstruction), (.error, .problem),
  ]
}
