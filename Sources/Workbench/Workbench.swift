public import Screen

/// Changes the model by what happened.
///
/// - Returns: what is to be done to the world, in order.
public func update(_ model: inout Model, _ message: Message) -> [Effect] {
  switch message {
  case .input(let event): model.handle(event)
  case .exchange(let number, let event): model.take(event, ofExchange: number)
  case .diagnosis(let number, let event): model.take(event, ofDiagnosis: number)
  case .responseBegun(let number, let document): model.begin(document, ofExchange: number)
  case .responseLaidOut(let number, let document): model.adopt(document, ofExchange: number)
  case .answersCompared(let number, let changes): model.adopt(changes, ofExchange: number)
  case .elementsIndexed(let number, let elements): model.adopt(elements, ofExchange: number)
  case .matchesCounted(let number, let matches): model.adopt(matches, ofExchange: number)
  case .judged(let number, let judgement): model.adopt(judgement, ofExchange: number)
  case .queried(let number, let result): model.adopt(result, ofExchange: number)
  case .collectionLoaded(let collection): model.adopt(collection) + model.catchUpEarly()
  case .collectionChanged(let collection): model.adoptFromDisk(collection)
  case .keptBeside(let files): model.sayKept(files)
  case .comparedWithDisk(let path, let differences): model.show(differences, of: path)
  case .identitiesLoaded(let identities): model.adopt(identities)
  case .settingsLoaded(let settings, let keymap, let inForce): model.adopt(settings, keymap, inForce)
  case .programsTrusted(let trusted, let request): model.adopt(trusted, thenSend: request)
  case .saved(let path, let stamp, let revision): model.endSave(path, stamp, revision: revision)
  case .saveFailed(let path, let problem, let isConflict): model.failSave(path, problem, isConflict: isConflict)
  case .folderListed(let path, let entries): model.showFolder(path, entries)
  case .certificateInspected(let preview): model.adopt(preview)
  case .intermediatesAdded(let additions): model.adopt(additions)
  case .wellFormednessChecked(let path, let revision, let problem): model.adopt(problem, path, revision: revision)
  case .placesFound(let path, let places): model.adopt(places, path)
  case .descriptionOpened(let description): model.adopt(description)
  case .imported(let outcome): model.adopt(outcome)
  case .schemaChecked(let path, let revision, let verdict): model.adopt(verdict, path, revision: revision)
  case .answerChecked(let number, let verdict): model.adopt(verdict, ofExchange: number)
  case .externalEditorClosed(let path, let bytes): model.adoptEdited(bytes, path)
  case .written(let path): model.sayWritten(path)
  case .captureWritten(let path, let contents): model.sayCaptureWritten(path, contents)
  case .pastListed(let filter, let exchanges): model.adopt(exchanges, of: filter)
  case .pastRead(let past, let report, let use): model.adopt(past, report, for: use)
  case .pastChanged: model.listPastAgain()
  case .pastFailed(let problem): model.failPast(problem)
  case .treeChanged(let change): model.adopt(change)
  case .treeChangeFailed(let problem): model.failTreeChange(problem)
  case .sessionLoaded(let session): model.adopt(session)
  case .sessionUnusable(let problem): model.failSession(problem)
  case .failed(let problem): model.fail(problem)
  case .endRequested: model.stopAndQuit()
  case .tick(let now, let milliseconds): model.tick(now, milliseconds)
  }
}

/// Draws the model. The frame has exactly that size, whatever it is.
public func frame(_ model: Model, size: Size, theme: Theme) -> Frame {
  model.paint(size: size, theme: theme).canvas.frame
}
