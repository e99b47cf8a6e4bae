internal import XML

/// What the extension elements of a binding's message say: `soap:body`, `soap:header` and MIME parts, wherever in the
/// MIME package they stand (WSDL 1.1 sections 3.5, 3.7 and 5).
struct MessageExtensions {
  private(set) var headers: [Located] = []
  private(set) var attachments: [String] = []
  private(set) var isMIME = false
  private var body: Located?

  /// - Parameter message: `wsdl:input` or `wsdl:output` of a binding's operation.
  init(_ message: Located?) {
    if let message { read(message.children, depth: 0) }
  }

  private mutating func read(_ elements: [Located], depth: Int) {
    for element in elements {
      switch (element.element.name.local, element.element.name.namespace) {
      case ("body", Namespaces.soap11), ("body", Namespaces.soap12): body = body ?? element
      case ("header", Namespaces.soap11), ("header", Namespaces.soap12): headers.append(element)
      case ("content", Namespaces.mime): attachments += element["part"].map { [$0] } ?? []
      case ("multipartRelated", Namespaces.mime), ("part", Namespaces.mime):
        isMIME = true
        if depth < 4 { read(element.children, depth: depth + 1) }
      default: break
      }
    }
  }

  /// Nil when the binding does not choose among the message's parts.
  var bodyParts: Set<String>? {
    body?["parts"].map { Set($0.split(whereSeparator: \.isWhitespace).map(String.init)) }
  }

  var bodyNamespace: String? { body?["namespace"].flatMap { $0.isEmpty ? nil : $0 } }
  var encodingStyle: String? { body?["encodingStyle"].flatMap { $0.isEmpty ? nil : $0 } }
  var use: ServiceDescription.Use { body?["use"] == "encoded" ? .encoded : .literal }
}
