internal import XML

/// Which elements have which ids.
struct ElementIDs {
  private var paths: [String: [XMLPath]] = [:]

  init(_ root: XMLElement) {
    var paths: [String: [XMLPath]] = [:]
    root.forEachElement { element, path in
      for id in Set(element.ids) { paths[id, default: []].append(path) }
    }
    self.paths = paths
  }

  enum Match: Equatable {
    case none
    case one(XMLPath)
    case several([XMLPath])
  }

  func find(_ id: String) -> Match {
    let found = paths[id] ?? []
    return found.count == 1 ? .one(found[0]) : found.isEmpty ? .none : .several(found)
  }
}
