/// A schema that descriptions use without bringing it along.
struct WellKnownSchema: Sendable {
  var namespace: String
  /// Where it is found in the world; its own location here is the first.
  var locations: [String]
  var text: String

  var location: String { locations[0] }

  static let all: [WellKnownSchema] = []

  /// By where it is said to be, else by its namespace.
  static func at(_ location: String, namespace: String?) -> WellKnownSchema? {
    let plain = location.replacing("https://", with: "http://")
    return all.first { $0.locations.contains(plain) }
      ?? namespace.flatMap { wanted in
        all.first { $0.namespace == wanted }
      }
  }
}
