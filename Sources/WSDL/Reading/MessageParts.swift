internal import XML

/// The parts of the messages, each message read once, and how many more the operations may have.
final class MessageParts {
  private var messages: [XMLName: Parts] = [:]
  private let limit: Int
  private var left: Int

  init(limit: Int) {
    self.limit = limit
    left = limit
  }

  struct Parts {
    var all: [ServiceDescription.Part] = []
    /// Of two with one name the first counts.
    var contents: [String: ServiceDescription.Part.Content] = [:]
  }

  subscript(name: XMLName, _ message: Located) -> Parts {
    if let known = messages[name] { return known }
    let all = message.parts
    let contents = Dictionary(all.map { ($0.name, $0.content) }, uniquingKeysWith: { first, _ in first })
    let parts = Parts(all: all, contents: contents)
    messages[name] = parts
    return parts
  }

  /// An operation has that many.
  func count(_ parts: Int) { left -= parts }

  /// - Throws: `tooMany` when the operations had more than the limit.
  func check() throws(DescriptionError) {
    if left < 0 { throw .tooMany(what: "message parts", limit: limit) }
  }
}

extension Located {
  /// Of a `wsdl:message`.
  fileprivate var parts: [ServiceDescription.Part] {
    children("part", in: Namespaces.wsdl).compactMap { part in
      let content: ServiceDescription.Part.Content? =
        part.name("element").map { .element($0) } ?? part.name("type").map { .type($0) }
      return content.map { ServiceDescription.Part(name: part["name"] ?? "", content: $0) }
    }
  }
}
