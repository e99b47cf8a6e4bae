internal import XML

/// A port type's operations of one name: told apart by the names of their messages (WSDL 1.1 section 2.5).
struct OverloadedOperations {
  private let all: [Located]
  private let byInput: [String: [Located]]

  init(_ operations: [Located]) {
    all = operations
    byInput = operations.count > 1 ? Dictionary(grouping: operations) { Self.name("input", of: $0) ?? "" } : [:]
  }

  /// - Parameter bound: the binding's operation.
  func matching(_ bound: Located) -> Located? {
    guard all.count > 1 else { return all.first }
    let output = Self.name("output", of: bound)
    let candidates = inputs(of: bound).lazy.compactMap { byInput[$0] }.first ?? all
    guard let output, candidates.count < 100 else { return candidates.first }
    return candidates.first { Self.name("output", of: $0) == output } ?? candidates.first
  }

  /// The input's name, and what means the same: no name is the operation's, with `Request` behind it when there is an
  /// answer (section 2.4.5).
  private func inputs(of bound: Located) -> [String] {
    let operation = bound["name"] ?? ""
    let defaults = ["", operation + "Request", operation]
    guard let name = Self.name("input", of: bound) else { return defaults }
    return defaults.contains(name) ? [name] + defaults : [name]
  }

  private static func name(_ message: String, of operation: Located) -> String? {
    operation.first(message, in: Namespaces.wsdl)?["name"]
  }
}
