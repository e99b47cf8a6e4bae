internal import Basics
internal import Collections
internal import Exchange

/// A request of a collection, named by the path of its file.
enum StoredDraft {
  /// - Parameter path: `FOLDER/Name.yaml`; the ending may be left out.
  /// - Throws: `CollectionError` for the files, `Refusal` for what they say.
  static func read(_ path: String) throws -> Draft {
    let (folder, request) = CollectionFolder.locate(path)
    let stored = try folder.request(at: request)
    let identities = IdentitiesFile().load().identities
    let draft = try folder.load().draft(of: stored, identities: identities)
    try identities.permit(draft)
    return draft
  }
}
