internal import Basics

/// A key of a file that is none of ours. It stays in the file.
struct UnknownKey {
  /// What its writer's own keys begin with: nothing is said of them.
  static let ownPrefix = "x-"

  var key: String
  /// Which of ours is probably meant; nil when none is near.
  var meant: String?

  init(_ key: String, known: [String]) {
    self.key = key
    meant = NearestWord.to(key, among: known) ?? Self.shortened(key, known)
  }

  var isOwn: Bool { key.hasPrefix(Self.ownPrefix) }

  var text: String {
    "the key '\(key.neutralised)' is not known" + (meant.map { "; is '\($0)' meant?" } ?? "")
  }

  /// `assert` and `asserts` for `assertions`: the word without its plural's s begins one of ours.
  private static func shortened(_ key: String, _ known: [String]) -> String? {
    let stem = key.lowercased().last == "s" ? key.lowercased().dropLast() : key.lowercased()[...]
    guard stem.utf8.count >= 4 else { return nil }
    return known.first { $0.hasPrefix(stem) }
  }
}
