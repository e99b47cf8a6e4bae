public import Screen

/// Changes the model by what happened.
///
/// - Returns: what is to be done to the world, in order.
public func update(_ model: inout Model, _ message: Message) -> [Effect] {
  let effects = model.take(message)
  return effects + model.catchUpEarly(after: message, effects)
}

/// Draws the model. The frame has exactly that size, whatever it is.
public func frame(_ model: Model, size: Size, theme: Theme) -> Frame {
  model.paint(size: size, theme: theme).canvas.frame
}

extension Model {
  fileprivate mutating func take(_ message: Message) -> [Effect] {
    switch message {
    case .input(let event): handle(event)
    case .exchange(let number, let event): take(event, ofExchange: number)
    case .diagnosis(let number, let event): take(event, ofDiagnosis: number)
    case .responseBegun(let number, let document): begin(document, ofExchange: number)
    case .responseLaidOut(let number, let document): adopt(document, ofExchange: number)
    case .answersCompared(let number, let changes): adopt(changes, ofExchange: number)
    case .elementsIndexed(let number, let elements): adopt(elements, ofExchange: number)
    case .matchesCounted(let number, let matches): adopt(matches, ofExchange: number)
    case .checkPlaced(let request, let check): add(check, to: request)
    case .judged(let number, let judgement): adopt(judgement, ofExchange: number)
    case .queried(let number, let result): adopt(result, ofExchange: number)
    case .collectionLoaded(let collection): adopt(collection)
    case .collectionChanged(let collection): adoptFromDisk(collection)
    case .keptBeside(let files): sayKept(files)
    case .comparedWithDisk(let path, let differences): show(differences, of: path)
    case .identitiesLoaded(let identities): adopt(identities)
    case .settingsLoaded(let settings, let keymap, let inForce): adopt(settings, keymap, inForce)
    case .programsTrusted(let trusted): adopt(trusted)
    case .saved(let path, let stamp, let revision): endSave(path, stamp, revision: revision)
    case .saveFailed(let path, let problem, let isConflict): failSave(path, problem, isConflict: isConflict)
    case .folderListed(let path, let entries): showFolder(path, entries)
    case .certificateInspected(let preview): adopt(preview)
    case .intermediatesAdded(let additions): adopt(additions)
    case .wellFormednessChecked(let path, let revision, let problem): adopt(problem, path, revision: revision)
    case .placesFound(let path, let places): adopt(places, path)
    case .descriptionOpened(let description): adopt(description)
    case .imported(let outcome): adopt(outcome)
    case .schemaChecked(let path, let revision, let verdict): adopt(verdict, path, revision: revision)
    case .answerChecked(let number, let verdict): adopt(verdict, ofExchange: number)
    case .externalEditorClosed(let path, let bytes): adoptEdited(bytes, path)
    case .written(let path): sayWritten(path)
    case .captureWritten(let path, let contents): sayCaptureWritten(path, contents)
    case .pastListed(let filter, let exchanges): adopt(exchanges, of: filter)
    case .pastRead(let past, let report, let use): adopt(past, report, for: use)
    case .pastChanged: listPastAgain()
    case .pastFailed(let problem): failPast(problem)
    case .treeChanged(let change): adopt(change)
    case .treeChangeFailed(let problem): failTreeChange(problem)
    case .sessionLoaded(let session): adopt(session)
    case .sessionUnusable(let problem): failSession(problem)
    case .failed(let problem): fail(problem)
    case .endRequested: stopAndQuit()
    case .tick(let now, let milliseconds): tick(now, milliseconds)
    }
  }
}
