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
    let candidates = Self.name("input", of: bound).flatMap { byInput[$0] } ?? all
    guard let output, candidates.count < 100 else { return candidates.first }
    return candidates.first { Self.name("output", of: $0) == output } ?? candidates.first
  }

  private static func name(_ message: String, of operation: Located) -> String? {
    operation.first(message, in: Namespaces.wsdl)?["name"]
  }
}
