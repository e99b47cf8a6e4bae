internal import Basics
public import Collections
internal import Screen
internal import Text

/// A file of a request that is one way here and another on the disk.
public struct FileDifference: Sendable, Equatable {
  /// Relative to the collection's folder.
  let file: String
  let changes: AnswerChanges

  /// Takes as long as reading both texts a few times: not on the thread that draws.
  public init?(_ versions: CollectionFolder.Versions) {
    guard versions.theirs != versions.ours else { return nil }
    file = versions.file
    changes = AnswerChanges(
      AnswerPair(
        against: "what is on the disk", old: IndexedText(versions.theirs),
        new: IndexedText(versions.ours)))
  }
}

// What others do to the files while the collection is open: git, an editor, another Signet.
extension Model {
  /// Takes over what was changed on the disk. What is unsaved here stays, and is asked about when nobody is typing.
  mutating func adoptFromDisk(_ collection: Collection) -> [Effect] {
    guard let before = self.collection else { return adopt(collection) }
    let change = DiskChange(from: before, to: collection)
    let isEdited = current?.isModified == true
    let effects = adopt(collection, asks: false)
    if let problem = collection.problems.first(where: { !before.problems.contains($0) }) {
      say(problem.description, .bad)
    } else if let words = change.words {
      say(words)
    }
    return effects + checkEnvelope() + (currentPath.map { judge($0) } ?? []) + askAboutConflict(isEdited: isEdited)
  }

  private mutating func askAboutConflict(isEdited: Bool) -> [Effect] {
    if let current, isEdited, current.isGone || current.hasConflict, isTyping {
      let what = current.isGone ? "was deleted" : "was changed"
      say("\(current.name.neutralised) \(what) on the disk while you edit it; you are asked when you press Esc.", .bad)
      return []
    }
    guard !isTyping, popups.isEmpty, commandLine == nil,
      let request = requests.values.sorted(by: { $0.path < $1.path }).first(where: \.isInDispute)
    else { return [] }
    return open(Popup(.question(disputeQuestion(of: request.path, isDeleted: request.isGone, isQuitting: false))))
  }

  /// - Parameter isQuitting: leaving without saving is a choice too.
  func disputeQuestion(of path: String, isDeleted: Bool, isQuitting: Bool) -> Question {
    var choices: [Choice]
    if isDeleted {
      choices = [
        Choice("w", "write it again", .overwrite(path: path)),
        Choice("t", "let it go", note: "what is here is kept as \(path).xml.mine", .takeTheirs(path: path)),
      ]
    } else {
      choices = [
        Choice("d", "see the difference", .showConflict(path: path)),
        Choice("m", "take mine", note: "theirs is kept beside it, as ….theirs", .overwrite(path: path)),
        Choice("t", "take theirs", note: "mine is kept beside it, as ….mine", .takeTheirs(path: path)),
      ]
    }
    if isQuitting { choices.append(Choice("x", "quit without saving it", .quitUnsaved)) }
    choices.append(Choice("c", "go on, and decide later", .close))
    let what = isDeleted ? "was deleted" : "was changed"
    return Question(
      title: "\(path.neutralised) \(what) on the disk",
      lines: ["What you have changed here is not saved. Nothing is lost, whatever you choose."], choices: choices)
  }

  mutating func showConflict(_ path: String) -> [Effect] {
    requests[path].map { [.compareWithDisk($0.toStore)] } ?? []
  }

  /// What would be written differs from what is there so.
  mutating func show(_ differences: [FileDifference], of path: String) -> [Effect] {
    var lines: [Toned] = [
      [.init("- ", .error), .init("on the disk   ", .dim), .init("+ ", .success), .init("here", .dim)]
    ]
    for difference in differences {
      lines += ["", Toned(difference.file.neutralised, .strong)]
      lines += difference.changes.rows.indices.map { difference.changes.line($0) }
    }
    if differences.isEmpty { lines = [Toned("Both say the same by now.", .success)] }
    let choices = [
      Choice("m", "take mine", .overwrite(path: path)), Choice("t", "take theirs", .takeTheirs(path: path)),
    ]
    return open(Popup(.page(Page(title: "\(path.neutralised): theirs and mine", lines: lines, choices: choices))))
  }

  /// What is here goes beside the files, then they are read anew.
  mutating func takeTheirs(_ path: String) -> [Effect] {
    guard let request = requests[path] else { return [] }
    requests[path]?.takesTheirs = true
    return [.keepMine(request.toStore)]
  }

  mutating func sayKept(_ files: [String]) -> [Effect] {
    if !files.isEmpty { say("Kept beside it: \(files.joined(separator: ", "))", .good) }
    return []
  }
}

/// What was changed between two readings of a collection.
private struct DiskChange {
  private var added: [String] = []
  private var removed: [String] = []
  private var changed: [String] = []
  private let others: Bool

  init(from old: Collection, to new: Collection) {
    let before = Dictionary(old.requests.map { ($0.path, $0.onDisk) }, uniquingKeysWith: { first, _ in first })
    var left = Set(before.keys)
    for request in new.requests {
      left.remove(request.path)
      guard let stamp = before[request.path] else {
        added.append(request.path)
        continue
      }
      if stamp != request.onDisk { changed.append(request.path) }
    }
    removed = left.sorted()
    others =
      old.environments != new.environments || old.variables != new.variables || old.defaults != new.defaults
      || old.folderSettings != new.folderSettings
  }

  /// Nil when nothing that is shown was changed.
  var words: String? {
    let parts = [(changed, "changed"), (added, "new"), (removed, "gone")].compactMap { paths, word -> String? in
      guard let first = paths.first else { return nil }
      let more = paths.count > 1 ? " and \(paths.count - 1) more" : ""
      return "\(first)\(more) \(word)"
    }
    let all = parts + (others && parts.isEmpty ? ["shared settings changed"] : [])
    return all.isEmpty ? nil : "Read from the disk: " + all.joined(separator: ", ") + "."
  }
}
