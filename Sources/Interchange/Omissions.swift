internal import Basics

/// Collects what is not carried over: the same thing at several places makes one line with the places' names.
struct Omissions {
  private var order: [String] = []
  private var places: [String: [String]] = [:]
  /// What names all its places.
  private var complete: Set<String> = []

  /// How many places a line names before it counts the rest.
  static let namedPlaces = 3

  /// - Parameter isRequest: a whole request is left out, so that its name must be there.
  mutating func add(_ what: String, at place: String, isRequest: Bool = false) {
    let what = what.neutralised
    if isRequest { complete.insert(what) }
    if places[what] == nil { order.append(what) }
    places[what, default: []].append(place)
  }

  /// `assertion XPath Match (12 times): Suite/Case/Step, … and 9 more`.
  var lines: [String] {
    order.map { what in
      let places = self.places[what] ?? []
      var seen: Set<String> = []
      let distinct = places.filter { seen.insert($0).inserted }
      let limit = complete.contains(what) ? distinct.count : Self.namedPlaces
      let named = distinct.prefix(limit).joined(separator: ", ").neutralised
      let rest = distinct.count - limit
      let times = places.count > 1 ? " (\(places.count) times)" : ""
      return "\(what)\(times): \(named)" + (rest > 0 ? " and \(rest) more" : "")
    }
  }
}
