internal import Basics
internal import Collections
internal import Exchange

/// A request of a collection, named by the path of its file.
enum StoredDraft {
  /// - Parameters:
  ///   - path: `FOLDER/Name.yaml`; the ending may be left out.
  ///   - choice: the environment and the variables of the command line.
  /// - Throws: `CollectionError` for the files, `Refusal` for what they say.
  static func read(_ path: String, _ choice: VariableChoice) throws -> Draft {
    let (folder, request) = CollectionFolder.locate(path)
    let stored = try folder.request(at: request)
    let identities = IdentitiesFile().loadTellingProblems()
    let draft = try folder.load().draft(of: stored, identities: identities, choice: choice)
    try identities.permit(draft)
    return draft
  }
}
