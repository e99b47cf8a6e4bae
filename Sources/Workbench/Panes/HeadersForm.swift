internal import Basics
internal import Collections
internal import Exchange
internal import Handshake
internal import Screen

/// The headers tab: where the request goes, its SOAP action, its own HTTP headers, and its behaviors.
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
    return rows + behaviorRows(document, defaults: defaults)
  }

  /// What the binding tab says of behaviors that change the binding when the request is sent.
  static func noteOfBehaviors(_ settled: RequestDocument) -> [FormRow] {
    let changing = settled.behaviors.filter { $0.isOn && $0.changesBinding }.map(\.description)
    guard !changing.isEmpty else { return [] }
    let text = "When it is sent, behaviors change this: \(changing.joined(separator: ", "))"
    return [.note(Toned(text.neutralised, .warning)), .note()]
  }

  private static func behaviorRows(_ document: RequestDocument, defaults: RequestDocument) -> [FormRow] {
    let inherited = defaults.behaviors.map { FormRow.note(Toned("  \($0)  (the collection's)".neutralised, .dim)) }
    let own = document.behaviors.enumerated().map { index, behavior in
      let title = "\(behavior.isOn ? "[x]" : "[ ]") \(behavior.kind.title)"
      return FormRow.text(
        .behavior(index), title, behavior.isOn ? behavior.argument.neutralised : nil,
        none: behavior.argument.isEmpty ? "off" : "off: \(behavior.argument.neutralised)")
    }
    let keys =
      document.behaviors.isEmpty ? [] : [FormRow.note(Toned("  Space switches, J and K move, d deletes", .dim))]
    return [.note(), .note(Toned("Behaviors, in their order", .strong))] + inherited + own + keys
      + [.button(.addBehavior, "+ add a behavior")]
  }
}
