internal import Basics

/// Collects what is not carried over: the same thing at several places makes one line with the places' names.
struct Omissions {
  private var order: [String] = []
  private var places: [String: [String]] = [:]

  /// How many places a line names before it counts the rest.
  static let namedPlaces = 3

  mutating func add(_ what: String, at place: String) {
    let what = what.neutralised
    if places[what] == nil { order.append(what) }
    places[what, default: []].append(place)
  }

  /// `assertion XPath Match (12 times): Suite/Case/Step, … and 9 more`.
  var lines: [String] {
    order.map { what in
      let places = self.places[what] ?? []
      var seen: Set<String> = []
      let distinct = places.filter { seen.insert($0).inserted }
      let named = distinct.prefix(Self.namedPlaces).joined(separator: ", ").neutralised
      let rest = distinct.count - Self.namedPlaces
      let times = places.count > 1 ? " (\(places.count) times)" : ""
      return "\(what)\(times): \(named)" + (rest > 0 ? " and \(rest) more" : "")
    }
  }
}
