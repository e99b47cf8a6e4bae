internal import Schema

/// Something that can be put into an envelope at the cursor.
struct CompletionItem: Sendable {
  /// What takes the place of what has been typed.
  enum Insertion: Sendable {
    /// With what of it is selected afterwards, in bytes.
    case text(String, Range<Int>)
    /// The element with what must be in it, made when it is chosen; behind an opening that is there or not.
    case element(ElementDeclaration, opening: String)
  }

  /// What is seen of it: the name as it will be written, or the value.
  var title: String
  /// Occurrence, type, what it is for.
  var note: String
  var isRequired = false
  var insertion: Insertion

  /// - Parameter cursor: behind so many bytes; nil is behind the text.
  init(_ title: String, note: String, isRequired: Bool = false, text: String, cursor: Int? = nil) {
    let place = cursor ?? text.utf8.count
    self.init(title, note: note, isRequired: isRequired, .text(text, place..<place))
  }

  init(_ title: String, note: String, isRequired: Bool = false, _ insertion: Insertion) {
    self.title = title
    self.note = note
    self.isRequired = isRequired
    self.insertion = insertion
  }

  /// Whether it is what somebody began to type: with the prefix, or the name alone.
  func matches(_ typed: String) -> Bool {
    let (title, typed) = (title.lowercased(), typed.lowercased())
    if typed.isEmpty || title.hasPrefix(typed) { return true }
    let local = title.split(separator: ":").last.map(String.init) ?? title
    return local.hasPrefix(typed) || (typed.utf8.count > 2 && local.contains(typed))
  }
}
