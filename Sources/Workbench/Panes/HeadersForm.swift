internal import Collections
internal import Handshake
internal import Screen

/// The headers tab: where the request goes, its SOAP action and its own HTTP headers.
enum HeadersForm {
  static func rows(_ document: RequestDocument, defaults: RequestDocument) -> [FormRow] {
    let settled = document.over(defaults)
    var rows: [FormRow] = [
      .text(.url, "Address", settled.url, none: "not set: Enter changes it"),
      .text(.action, "SOAP action", settled.action.map { $0.isEmpty ? "\"\" (empty)" : $0 }, none: "none is sent"),
      .note(),
      .note(Toned("HTTP headers of this request", .strong)),
    ]
    rows += document.headers.enumerated().map { .text(.header($0), $1.name, $1.value) }
    rows.append(.button(.addHeader, "+ add a header"))
    let inherited = defaults.headers.filter { header in
      !document.headers.contains { $0.name.lowercased() == header.name.lowercased() }
    }
    rows += inherited.map { .note(Toned("  \($0.name): \($0.value)  (the collection's)", .dim)) }
    rows += [
      .note(), .note(Toned("Content-Type and SOAPAction come from the binding: see the Binding tab.", .dim)),
    ]
    return rows
  }
}
