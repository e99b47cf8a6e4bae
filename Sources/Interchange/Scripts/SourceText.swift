internal import Basics

/// Texts as source code has them.
enum SourceText {
  enum Language { case python, javaScript, cSharp }

  /// A string literal for that language: over several lines where the text has them and nothing in it could be misread, else
  /// with everything outside printable ASCII escaped.
  static func literal(_ text: String, _ language: Language) -> String {
    let isPlain = text.unicodeScalars.allSatisfy { $0 == "\n" || $0.neutralised == $0 }
    guard isPlain, text.contains("\n") else { return quoted(text, language) }
    switch language {
    case .python:
      let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      // A plain quote is easier to read; only three of them, or one at the end, would close the text.
      let isReadable = !text.contains("\"\"\"") && text.last != "\""
      return "\"\"\"" + (isReadable ? text.replacing("\\", with: "\\\\") : escaped) + "\"\"\""
    case .javaScript:
      return "`" + text.replacing("\\", with: "\\\\").replacing("`", with: "\\`").replacing("$", with: "\\$") + "`"
    case .cSharp: return "@\"" + text.replacing("\"", with: "\"\"") + "\""
    }
  }

  /// On one line.
  static func quoted(_ text: String, _ language: Language) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case " "..."~": result.unicodeScalars.append(scalar)
      default: result += escaped(scalar, language)
      }
    }
    return result + "\""
  }

  private static func escaped(_ scalar: Unicode.Scalar, _ language: Language) -> String {
    if scalar.value <= 0xFFFF { return "\\u" + hexadecimal(scalar, digits: 4) }
    return language == .javaScript
      ? "\\u{\(String(scalar.value, radix: 16))}" : "\\U" + hexadecimal(scalar, digits: 8)
  }

  /// With zeros in front.
  static func hexadecimal(_ scalar: Unicode.Scalar, digits count: Int) -> String {
    let digits = String(scalar.value, radix: 16)
    return String(repeating: "0", count: max(0, count - digits.count)) + digits
  }

  /// A name that may stand in code: `Get_Balance_1`.
  static func identifier(_ text: String, _ number: Int) -> String {
    var name = ""
    for scalar in text.unicodeScalars.prefix(60) {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9": name.unicodeScalars.append(scalar)
      default: name += "_"
      }
    }
    let isName = name.unicodeScalars.first.map { !("0"..."9").contains($0) } ?? false
    return (isName ? name : "call_" + name) + "_\(number)"
  }
}
