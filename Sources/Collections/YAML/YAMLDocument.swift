public import Basics
internal import Yams

/// A YAML text of another program as a value.
public enum YAMLDocument {
  /// Values in a document, at most: aliases of aliases could make a small text endless.
  private static let nodeLimit = 500_000
  private static let depthLimit = 100

  /// Every scalar is a text; an empty one is null.
  ///
  /// - Parameter path: for messages.
  /// - Throws: where the text stops being YAML, or that it grows beyond all measure.
  public static func json(_ bytes: [UInt8], path: String) throws(CollectionError) -> JSONValue {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .malformed(path: path, line: nil, text: "it is not UTF-8")
    }
    let root: Node?
    do { root = try Node.composed(text) } catch {
      throw .malformed(path: path, line: error.line, text: error.text)
    }
    var left = nodeLimit
    guard let root, let value = value(root, 0, &left) else {
      throw .malformed(path: path, line: nil, text: "it holds nothing, or more than \(nodeLimit) values")
    }
    return value
  }

  /// Nil beyond the bounds.
  private static func value(_ node: Node, _ depth: Int, _ left: inout Int) -> JSONValue? {
    left -= 1
    guard left > 0, depth < depthLimit else { return nil }
    switch node {
    case .scalar(let scalar):
      return scalar.style == .plain && ["", "~", "null"].contains(scalar.string) ? .null : .string(scalar.string)
    case .sequence(let sequence):
      var elements: [JSONValue] = []
      for element in sequence {
        guard let value = value(element, depth + 1, &left) else { return nil }
        elements.append(value)
      }
      return .array(elements)
    case .mapping(let mapping):
      var members: [JSONValue.Member] = []
      for (key, element) in mapping {
        guard let value = value(element, depth + 1, &left) else { return nil }
        members.append(.init(key.scalar?.string ?? "", value))
      }
      return .object(members)
    case .alias: return .null
    }
  }
}
