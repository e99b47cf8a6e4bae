internal import Basics
public import Exchange

/// Which requests of a collection a run sends.
public struct RunSelection: Sendable, Equatable {
  /// Patterns of paths; empty takes all. `*` stands for anything within a folder, `**` for folders too, `?` for one
  /// character; a folder's own path takes all in it.
  public var patterns: [String]
  /// A request has one of them; empty takes all.
  public var tags: [String]

  public init(patterns: [String] = [], tags: [String] = []) {
    self.patterns = patterns
    self.tags = tags
  }

  /// The chosen requests in the order in which they are sent: first those of the collection's `order`, then the tree's.
  ///
  /// - Throws: a refusal when a pattern or a tag chooses nothing.
  public func requests(of collection: Collection) throws(Refusal) -> [StoredRequest] {
    let all = Self.ordered(collection)
    for pattern in patterns where !all.contains(where: { Self.matches($0.path, pattern) }) {
      throw .nothingChosen("No request matches '\(pattern)'", pattern, all.map(\.path))
    }
    let tagsOf = { (request: StoredRequest) in request.document.over(collection.defaults(of: request.path)).tags }
    for tag in tags where !all.contains(where: { tagsOf($0).contains(tag) }) {
      throw .nothingChosen("No request has the tag '\(tag)'", tag, Array(Set(all.flatMap(tagsOf))).sorted())
    }
    let chosen = all.filter { request in
      (patterns.isEmpty || patterns.contains { Self.matches(request.path, $0) })
        && (tags.isEmpty || tagsOf(request).contains { tags.contains($0) })
    }
    if chosen.isEmpty { throw .nothingToRun(collection.folder) }
    return chosen
  }

  /// What keeps files from being sent as they are meant, where this selection would send them: a run must not pass without
  /// them.
  ///
  /// - Parameter environment: the one that is used.
  public func problems(of collection: Collection, environment: Collection.Environment?) -> [Collection.Problem] {
    collection.problems.filter { problem in
      guard problem.severity == .error || problem.isMisspelling else { return false }
      if problem.file.utf8.starts(with: (CollectionFolder.environmentsFolder + "/").utf8) {
        return problem.file == environment?.file
      }
      let name = problem.file.split(separator: "/").last ?? ""
      if problem.file == CollectionFolder.mainFile || name == CollectionFolder.folderFile[...] { return true }
      let path = problem.file.hasSuffix(".yaml") ? String(problem.file.dropLast(".yaml".count)) : problem.file
      return patterns.isEmpty || patterns.contains { Self.matches(path, $0) }
    }
  }

  private static func ordered(_ collection: Collection) -> [StoredRequest] {
    var left = collection.requests
    var result: [StoredRequest] = []
    for pattern in collection.order {
      result += left.filter { matches($0.path, pattern) }
      left.removeAll { matches($0.path, pattern) }
    }
    return result + left
  }

  static func matches(_ path: String, _ pattern: String) -> Bool {
    let pattern = pattern.hasSuffix(".yaml") ? String(pattern.dropLast(".yaml".count)) : pattern
    let folder = pattern.hasSuffix("/") ? pattern : pattern + "/"
    return path.utf8.starts(with: folder.utf8)
      || Glob(Array(pattern.unicodeScalars)).matches(Array(path.unicodeScalars))
  }
}

/// Matched without going back further than to the last star, so that no pattern takes long.
private struct Glob {
  let pattern: [Unicode.Scalar]

  init(_ pattern: [Unicode.Scalar]) { self.pattern = pattern }

  func matches(_ path: [Unicode.Scalar]) -> Bool {
    // Places in the pattern that can be reached, all at once.
    var states = closure([0])
    for scalar in path {
      var next: Set<Int> = []
      for state in states where state < pattern.count {
        switch pattern[state] {
        case "*": if scalar != "/" || isDouble(state) { next.insert(state) }
        case "?": if scalar != "/" { next.insert(state + 1) }
        case let other: if other == scalar { next.insert(state + 1) }
        }
      }
      states = closure(next)
      if states.isEmpty { return false }
    }
    return states.contains(pattern.count)
  }

  /// A star may stand for nothing.
  private func closure(_ states: Set<Int>) -> Set<Int> {
    var all = states
    var open = Array(states)
    while let state = open.popLast() {
      guard state < pattern.count, pattern[state] == "*" else { continue }
      let after = state + (isDouble(state) ? 2 : 1)
      if all.insert(after).inserted { open.append(after) }
      // `**/` may stand for no folder at all.
      if isDouble(state), after < pattern.count, pattern[after] == "/", all.insert(after + 1).inserted {
        open.append(after + 1)
      }
    }
    return all
  }

  private func isDouble(_ state: Int) -> Bool { state + 1 < pattern.count && pattern[state + 1] == "*" }
}

extension Refusal {
  fileprivate static func nothingChosen(_ what: String, _ word: String, _ known: [String]) -> Refusal {
    Refusal(
      stage: .usage, code: "nothing-chosen",
      summary: NearestWord.sentence(what.neutralised, word, among: known),
      values: known.isEmpty ? [] : ["there are: " + known.prefix(20).joined(separator: ", ").neutralised],
      remedy: "Name requests as they stand in the tree: folder/Name, folder/*, **/Get*.")
  }

  fileprivate static func nothingToRun(_ folder: String) -> Refusal {
    Refusal(
      stage: .usage, code: "nothing-to-run", summary: "There is no request to send.",
      values: ["folder: \(folder.neutralised)"],
      remedy: "Name the folder of a collection, with at least one request NAME.yaml in it.")
  }
}
