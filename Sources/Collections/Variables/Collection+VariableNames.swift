internal import Exchange

extension Collection {
  /// The names of all variables that a request's placeholders need, those behind other variables too.
  public func variableNames(of request: StoredRequest, _ choice: VariableChoice) -> Set<String> {
    let document = request.document.over(defaults(of: request.path))
    let scopes = (try? scopes(for: request.path, choice)) ?? []
    var open = document.texts.flatMap { Placeholder.scan($0) } + Placeholder.scan(request.envelope ?? [])
    var names: Set<String> = []
    while let placeholder = open.popLast() {
      var name = placeholder.name
      if case .base64(let variable)? = BuiltIn.named(name)?.read(placeholder.argument) { name = variable }
      guard names.insert(name).inserted,
        let found = scopes.lazy.flatMap(\.variables).first(where: { $0.name == name }),
        case .text(let text) = found.value
      else { continue }
      open += Placeholder.scan(text)
    }
    return names
  }
}
