internal import Exchange

/// What a variable can be called.
enum VariableName {
  static func isUsable(_ text: String) -> Bool { BuiltIn.isName(text) && text.utf8.count <= 128 && text != "raw" }
}
