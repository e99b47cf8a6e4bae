internal import Basics
internal import Collections
internal import Screen
internal import Text

/// A request that was opened: as its files have it, and what has been changed since.
struct OpenRequest: Sendable {
  enum Tab: Int, Sendable, CaseIterable {
    case envelope, headers, binding, identity

    var title: String {
      switch self {
      case .envelope: "Envelope"
      case .headers: "Headers"
      case .binding: "Binding"
      case .identity: "Identity"
      }
    }
  }

  enum WellFormedness: Sendable, Equatable {
    case unknown, wellFormed
    case broken(WellFormednessProblem)
  }

  private(set) var stored: StoredRequest
  var document: RequestDocument
  private(set) var editor: Editor
  private(set) var savedText: Rope
  /// Counts the changes of the envelope, so that a late answer about an older text is known.
  private(set) var revision = 0
  var wellFormedness = WellFormedness.unknown
  /// Against the schemas of its description; of a text that has been changed since, until it is checked again.
  var validity: SchemaVerdict?
  var scroll = TextScroll()
  var search = ""
  /// For completion.
  var places = XMLPlaceFinder()

  var tab = Tab.envelope
  var form = ScrollState()
  /// What the chosen certificate file holds.
  var preview: CertificateFilePreview?

  /// What is being written right now.
  private struct Saving: Sendable {
    var revision: Int
    var request: StoredRequest
    var text: Rope
  }
  private var saving: Saving?
  var isSaving: Bool { saving != nil }

  init(_ stored: StoredRequest) {
    self.stored = stored
    document = stored.document
    savedText = Rope(stored.envelope ?? [])
    editor = Editor(savedText)
  }

  var path: String { stored.path }
  var name: String { stored.name }

  var isModified: Bool { document != stored.document || editor.isModified(since: savedText) }

  /// As it would be written now. An empty envelope that had no file gets none.
  var toStore: StoredRequest {
    var result = stored
    result.document = document
    result.envelope = editor.text.isEmpty && stored.envelope == nil ? nil : editor.text.bytes
    return result
  }

  /// As it would be written now, without the envelope where that is not needed.
  func toStore(withEnvelope: Bool) -> StoredRequest {
    withEnvelope ? toStore : StoredRequest(path: path, document: document, onDisk: stored.onDisk)
  }

  /// Edits the envelope.
  ///
  /// - Returns: what the command put on the clipboard.
  @discardableResult
  mutating func edit(_ command: EditCommand, at now: Timestamp? = nil) -> EditResult {
    let (start, count) = (editor.selection.range.lowerBound, editor.text.byteCount)
    let result = editor.apply(command, at: now)
    if result.hasChangedText {
      shiftMarks(from: min(start, editor.selection.range.lowerBound), by: editor.text.byteCount - count)
      revision += 1
      wellFormedness = .unknown
    }
    return result
  }

  private mutating func shiftMarks(from offset: Int, by bytes: Int) {
    guard case .checked(var check)? = validity, !check.errors.isEmpty else { return }
    check.shift(from: offset, by: bytes)
    validity = .checked(check)
  }

  mutating func find(_ pattern: FindPattern, _ direction: SearchDirection, from offset: Int?) -> Editor.Found {
    editor.find(pattern, direction, from: offset)
  }

  mutating func select(_ selection: Selection) { editor.select(selection) }

  mutating func restore(cursor: Int, folds: [Range<Int>]) {
    editor.apply(.move(.offset(cursor)))
    editor.restore(folds: folds)
  }

  /// Puts the cursor onto a character.
  mutating func stand(at offset: Int) { editor.select(Selection(at: offset)) }

  mutating func configureEditor(closesTags: Bool, wrapColumns: Int?, step: Int?, standsOnCharacters: Bool) {
    editor.closesTags = closesTags
    editor.wrapColumns = wrapColumns
    editor.step = step
    editor.standsOnCharacters = standsOnCharacters
  }

  /// What to write, if there is something and nothing is being written; `endSave` says that it has been written.
  mutating func beginSave(overwrites: Bool = false) -> Effect? {
    guard saving == nil, isModified || overwrites else { return nil }
    let saving = Saving(revision: revision, request: toStore, text: editor.text)
    self.saving = saving
    return .save(saving.request, revision: saving.revision, overwrites: overwrites)
  }

  mutating func endSave(_ stamp: StoredRequest.Stamp, revision: Int) {
    guard let saving, saving.revision == revision else { return }
    self.saving = nil
    stored = saving.request
    stored.onDisk = stamp
    savedText = saving.text
    (hasConflict, isGone) = (false, false)
  }

  mutating func failSave() { saving = nil }

  /// Both sides changed the same file.
  private(set) var hasConflict = false
  /// Its files are gone, and what has been changed here is not saved.
  private(set) var isGone = false
  /// What is on the disk is to be taken, whatever has been changed here.
  var takesTheirs = false

  var isInDispute: Bool { (hasConflict || isGone) && !isSaving && !takesTheirs }

  /// The files were read anew. What only one side has changed is taken from that side; where both have changed one file,
  /// what is here stays, and saving it will find the conflict. Undo goes back before what was read.
  mutating func adopt(_ reread: StoredRequest) {
    isGone = false
    if isSaving { return }
    let isOurDocument = !takesTheirs && document != stored.document && document != reread.document
    let isOurEnvelope =
      !takesTheirs && editor.isModified(since: savedText) && editor.text.bytes != reread.envelope ?? []
    let isDocumentDisputed = isOurDocument && reread.document != stored.document
    let isEnvelopeDisputed = isOurEnvelope && reread.envelope != stored.envelope
    hasConflict = isDocumentDisputed || isEnvelopeDisputed
    takesTheirs = false
    if !isDocumentDisputed {
      if !isOurDocument { document = reread.document }
      (stored.document, stored.onDisk.document) = (reread.document, reread.onDisk.document)
    }
    if !isEnvelopeDisputed {
      if !isOurEnvelope {
        edit(.replaceAll(reread.envelope ?? []))
        savedText = editor.text
      }
      (stored.envelope, stored.onDisk.envelope) = (reread.envelope, reread.onDisk.envelope)
    }
  }

  /// The files are no longer there.
  ///
  /// - Returns: whether it stays open, because of what is not saved.
  mutating func lose() -> Bool {
    isGone = !takesTheirs && (isModified || isSaving)
    return isGone
  }

  mutating func rename(to path: String) { stored.path = path }
}
