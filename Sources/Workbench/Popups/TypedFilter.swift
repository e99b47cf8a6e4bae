internal import Basics

/// What was typed to cut a list down: rows that hold it are left, whatever their case. Nothing typed leaves all.
struct TypedFilter {
  private let wanted: [UInt8]

  init(_ typed: String) { wanted = Array(typed.lowercased().utf8) }

  var isEmpty: Bool { wanted.isEmpty }

  /// Byte for byte: the standard library's search prepares what it looks for anew in every row.
  func matches(_ text: String) -> Bool {
    wanted.isEmpty || Array(text.lowercased().utf8).firstPlace(of: wanted) != nil
  }
}
