extension XMLElement {
  /// The element as XML text for people: one line for each element, those with text only on one line; content that mixes
  /// text and elements is left as it is. A comment of several lines is indented with what it stands beside.
  ///
  /// - Parameter depth: how many levels the whole is indented.
  public func indented(depth: Int = 0) -> String {
    var text = ""
    write(indented: depth, to: &text)
    return text
  }

  private func write(indented depth: Int, to text: inout String) {
    let margin = String(repeating: "  ", count: depth)
    guard hasElementContent else {
      text += margin + serialised()
      return
    }
    text += margin + startTag + ">\n"
    for child in children {
      switch child {
      case .element(let element): element.write(indented: depth + 1, to: &text)
      case .comment(let comment): text += Self.comment(comment, margin: margin + "  ")
      case .instruction(let target, let data): text += "\(margin)  <?\(target) \(data)?>"
      case .text: continue
      }
      text += "\n"
    }
    text += margin + endTag
  }

  /// Whether there is no text but white space, and something else.
  private var hasElementContent: Bool {
    var hasOther = false
    for child in children {
      if case .text(let text) = child {
        if !text.allSatisfy(\.isWhitespace) { return false }
      } else {
        hasOther = true
      }
    }
    return hasOther
  }

  private static func comment(_ comment: String, margin: String) -> String {
    let lines = comment.split(separator: "\n", omittingEmptySubsequences: false)
    return margin + "<!--" + lines.joined(separator: "\n" + margin) + "-->"
  }
}
