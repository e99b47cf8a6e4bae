internal import Basics
internal import Certificates

// What this program wrote once, perhaps in an earlier version: a value that is missing or of another kind is none.
extension JSONValue {
  var text: String? { if case .string(let text) = self { text } else { nil } }
  var number: Int? { if case .int(let number) = self { number } else { nil } }
  var texts: [String] { elements.compactMap(\.text) }
  var pairs: [(name: String, value: JSONValue)] {
    if case .object(let members) = self { members.map { ($0.name, $0.value) } } else { [] }
  }
  var isNull: Bool { self == .null }

  var fraction: Double? {
    switch self {
    case .double(let number): number
    case .int(let number): Double(number)
    default: nil
    }
  }

  /// Of a text in base64.
  var bytes: [UInt8]? { text.flatMap { Base64.decode($0.utf8) } }

  static func base64(_ bytes: [UInt8]) -> JSONValue { .string(bytes.base64) }
}
