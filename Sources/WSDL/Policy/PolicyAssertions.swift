internal import XML

/// Finds the assertions of policies: attached, referred to, and of several alternatives the first that says something
/// (WS-Policy 1.5 section 4, WS-PolicyAttachment 1.5 section 4).
struct PolicyAssertions {
  private var policies: [String: [Located]] = [:]
  private static let depth = 12

  /// - Parameter roots: of all descriptions; a policy is known by its `wsu:Id`, `xml:id` or `Name`.
  init(_ roots: [Located]) {
    for root in roots { collect(root, depth: 0) }
  }

  private mutating func collect(_ element: Located, depth: Int) {
    for child in element.children where Self.isPolicy(child, "Policy") {
      for name in Self.names(of: child) { policies[name, default: []].append(child) }
    }
    // They stand at the top; some tools put them into an `Annotation` or `Policies` of their own.
    guard depth < 1 else { return }
    for child in element.children where child.element.name.namespace != element.element.name.namespace {
      collect(child, depth: depth + 1)
    }
  }

  private static func names(of policy: Located) -> [String] {
    policy.element.attributes.filter { attribute in
      switch (attribute.name.local, attribute.name.namespace) {
      case ("Id", Namespaces.utility), ("id", "http://www.w3.org/XML/1998/namespace"), ("Name", nil): true
      default: false
      }
    }.map(\.value)
  }

  private static func isPolicy(_ element: Located, _ local: String) -> Bool {
    element.element.name.local == local && Namespaces.policies.contains(element.element.name.namespace ?? "")
  }

  /// What is attached to an element of a description.
  func assertions(at element: Located) -> [Located] {
    let attribute = element.element.attributes.first {
      $0.name.local == "PolicyURIs" && Namespaces.policies.contains($0.name.namespace ?? "")
    }
    let named = (attribute?.value ?? "").split(whereSeparator: \.isWhitespace)
      .flatMap { referred(to: String($0), from: element, depth: 0) }
    return named
      + element.children.flatMap { child -> [Located] in
        if Self.isPolicy(child, "Policy") { return all(in: child, depth: 0) }
        return reference(child).map { referred(to: $0, from: child, depth: 0) } ?? []
      }
  }

  /// The assertions in a policy's content: nested policies have the same form (WS-Policy 1.5 section 4.3.2).
  func all(in policy: Located, depth: Int = 0) -> [Located] {
    guard depth < Self.depth else { return [] }
    return policy.children.flatMap { child -> [Located] in
      if Self.isPolicy(child, "ExactlyOne") {
        let alternatives = child.children.map { alternative in
          Self.isPolicy(alternative, "All") || Self.isPolicy(alternative, "Policy")
            ? all(in: alternative, depth: depth + 1) : [alternative]
        }
        return alternatives.first { !$0.isEmpty } ?? []
      }
      if Self.isPolicy(child, "All") || Self.isPolicy(child, "Policy") { return all(in: child, depth: depth + 1) }
      if let reference = reference(child) { return referred(to: reference, from: child, depth: depth + 1) }
      return [child]
    }
  }

  /// The assertions nested in one.
  func nested(in assertion: Located) -> [Located] {
    assertion.children.filter { Self.isPolicy($0, "Policy") }.flatMap { all(in: $0) }
  }

  private func reference(_ element: Located) -> String? {
    Self.isPolicy(element, "PolicyReference") ? element["URI"] ?? "" : nil
  }

  private func referred(to uri: String, from element: Located, depth: Int) -> [Located] {
    guard depth < Self.depth else { return [] }
    let name = uri.firstIndex(of: "#").map { String(uri[uri.index(after: $0)...]) } ?? uri
    let candidates = policies[name] ?? []
    let found = candidates.first { $0.file == element.file } ?? candidates.first
    return found.map { all(in: $0, depth: depth + 1) } ?? []
  }
}

extension Located {
  /// `wsp:Optional="true"`.
  var isOptional: Bool {
    element.attributes.contains { attribute in
      attribute.name.local == "Optional" && Namespaces.policies.contains(attribute.name.namespace ?? "")
        && (attribute.value == "true" || attribute.value == "1")
    }
  }
}
