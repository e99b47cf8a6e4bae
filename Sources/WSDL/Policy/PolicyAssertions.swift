internal import XML

/// Finds the assertions of policies: attached, referred to, and of several alternatives the first that says something
/// (WS-Policy 1.5 section 4, WS-PolicyAttachment 1.5 section 4).
struct PolicyAssertions {
  /// By name, then by file.
  private var policies: [String: [String: Located]] = [:]
  /// The first of each name.
  private var firstPolicies: [String: Located] = [:]
  let steps: ReadingSteps
  /// How many elements are looked at for one place, and what following a reference counts as.
  private static let mostSteps = 5000
  private static let referenceCost = 20

  /// - Parameters:
  ///   - roots: of all descriptions; a policy is known by its `wsu:Id`, `xml:id` or `Name`.
  ///   - steps: what all places together may cost; beyond it nothing is found any more.
  init(_ roots: [Located], steps: ReadingSteps) {
    self.steps = steps
    for root in roots { collect(root, depth: 0) }
  }

  private mutating func collect(_ element: Located, depth: Int) {
    for child in element.children where Self.isPolicy(child, "Policy") {
      for name in Self.names(of: child) {
        firstPolicies[name] = firstPolicies[name] ?? child
        policies[name, default: [:]][child.file] = policies[name]?[child.file] ?? child
      }
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
    steps.take(element)
    return counted { find(at: element, &$0) }
  }

  private func counted(_ find: (inout Int) -> [Located]) -> [Located] {
    let share = steps.share(of: Self.mostSteps)
    var left = share
    let found = find(&left)
    steps.take(share - left)
    return found
  }

  private func find(at element: Located, _ steps: inout Int) -> [Located] {
    let attribute = element.element.attributes.first {
      $0.name.local == "PolicyURIs" && Namespaces.policies.contains($0.name.namespace ?? "")
    }
    var found: [Located] = []
    for uri in (attribute?.value ?? "").split(maxSplits: 250, whereSeparator: \.isWhitespace) {
      found += referred(to: String(uri), from: element, &steps)
    }
    for child in element.children(where: { Namespaces.policies.contains($0.name.namespace ?? "") }) {
      if Self.isPolicy(child, "Policy") { found += all(in: child, &steps) }
      if let uri = reference(child) { found += referred(to: uri, from: child, &steps) }
    }
    return found
  }

  /// The assertions nested in one: they have the form of a policy (WS-Policy 1.5 section 4.3.2).
  func nested(in assertion: Located) -> [Located] {
    steps.take(assertion)
    return counted { left in
      var found: [Located] = []
      for policy in assertion.children where Self.isPolicy(policy, "Policy") { found += all(in: policy, &left) }
      return found
    }
  }

  /// The assertions in a policy's content.
  private func all(in policy: Located, _ steps: inout Int) -> [Located] {
    var found: [Located] = []
    guard steps > 0 else { return [] }
    for child in policy.children {
      steps -= 1
      guard steps > 0 else { break }
      if Self.isPolicy(child, "ExactlyOne") {
        found += firstAlternative(of: child, &steps)
      } else if Self.isPolicy(child, "All") || Self.isPolicy(child, "Policy") {
        found += all(in: child, &steps)
      } else if let uri = reference(child) {
        found += referred(to: uri, from: child, &steps)
      } else {
        found.append(child)
      }
    }
    return found
  }

  private func firstAlternative(of choice: Located, _ steps: inout Int) -> [Located] {
    guard steps > 0 else { return [] }
    for alternative in choice.children {
      steps -= 1
      guard steps > 0 else { break }
      let isGroup = Self.isPolicy(alternative, "All") || Self.isPolicy(alternative, "Policy")
      let found = isGroup ? all(in: alternative, &steps) : [alternative]
      if !found.isEmpty { return found }
    }
    return []
  }

  private func reference(_ element: Located) -> String? {
    Self.isPolicy(element, "PolicyReference") ? element["URI"] ?? "" : nil
  }

  private func referred(to uri: String, from element: Located, _ steps: inout Int) -> [Located] {
    // Policies that refer to each other use up the steps and the stack's share of them.
    steps -= Self.referenceCost
    guard steps > 0 else { return [] }
    let name = uri.firstIndex(of: "#").map { String(uri[uri.index(after: $0)...]) } ?? uri
    let found = policies[name]?[element.file] ?? firstPolicies[name]
    return found.map { all(in: $0, &steps) } ?? []
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
