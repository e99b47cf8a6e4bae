internal import Basics
internal import CMalloc
internal import Certificates
internal import Collections
internal import Exchange
internal import Handshake
internal import SOAPClient
internal import Screen
internal import TLS
internal import Terminal
internal import Text
internal import Workbench
internal import XML

extension WorkbenchRunner {
  func perform(_ effect: Effect) {
    switch effect {
    case .send(let number, let draft): send(number, draft)
    case .cancel(let number): calls[number]?.cancel()
    case .diagnose(let number, let draft): diagnose(number, draft)
    case .stopDiagnosis(let number): diagnoses[number]?.cancel()

    // At the end nobody can be asked: then both versions are kept.
    case .save(let request, let revision, let overwrites):
      save(request, revision, overwrites || endingSignal != nil)
    case .createRequest, .createFolder, .rename, .duplicate, .delete, .restore:
      change { folder throws(CollectionError) in try Self.changeTree(effect, in: folder) }
    case .reloadCollection:
      descriptions.forget()
      change { _ in nil }
    case .saveSession(let session): save(session)
    case .keepMine(let request): keepMine(request)
    case .compareWithDisk(let request): compareWithDisk(request)
    case .loadSettings: settings()
    case .setSetting(let name, let value): settings((name, value))
    case .tryTheme(let name): tryTheme(name)
    case .saveIdentity(let entry): save(entry)
    case .trust(let programs): trust(programs)

    case .listFolder(let path): listFolder(path)
    case .inspectCertificate(let question): inspect(question)
    case .addIntermediates(let path): addIntermediates { try CertificateInspection.authorities(in: path) }
    case .fetchIntermediates(let certificate):
      addIntermediates {
        try await CertificateFetch().issuers(of: certificate).map(\.certificate)
      }
    case .findPlaces(let request, let near, let text):
      background {
        var places = XMLPlaceFinder()
        _ = places.place(at: near, in: text)
        return .placesFound(request: request, places)
      }
    case .checkWellFormed(let request, let revision, let text): checkWellFormed(request, revision, text)
    case .checkSchema(let request, let revision, let text, let schema): checkSchema(request, revision, text, schema)
    case .openDescription(let source, let call): openDescription(source, call)
    case .stopDescription: descriptionCalls.interrupt()
    case .makeRequests(let selection): makeRequests(selection)
    case .keepDescription(let source): keepDescription(source)
    case .checkAnswer(let exchange, let check): checkAnswer(exchange, check)
    case .layOutResponse(let exchange, let bytes, let received): layOut(bytes, received, exchange)

    case .compareAnswers(let exchange, let pair):
      background { .answersCompared(exchange: exchange, AnswerChanges(pair)) }
    case .query(let exchange, let query): background { .queried(exchange: exchange, AnswerQueryResult(query)) }
    case .indexElements(let exchange, let text):
      background { .elementsIndexed(exchange: exchange, ElementIndex(text.bytes)) }
    case .countMatches(let exchange, let pattern, let text):
      searching.run { [mailbox] in
        mailbox.post(.matchesCounted(exchange: exchange, TextMatches(of: pattern, in: text)))
      }
    case .compareWithFile(let comparison): compare(comparison)
    case .judge(let question): judge(question)
    case .place(let check, let request, let question): place(check, request, question)
    case .setTitle(let title): screen.setTitle(title)
    case .ringBell: if rings { screen.ring() }

    case .copyToClipboard(let text): screen.copy(Array(text.utf8))
    case .openExternalEditor(let request, let bytes): edit(request, bytes)
    case .write(let bytes, let path): write(bytes, path)
    case .writeCapture(let capture, let form, let path): write(capture, form, path)

    case .listPast(let filter): listPast(filter)
    case .readPast(let number, let use): readPast(number, use)
    case .readLatestPast(let request): readLatestPast(of: request)
    case .pinPast(let number, let isPinned): pinPast(number, isPinned)
    case .deletePast(let number): deletePast(number)
    case .exportPast(let number, let path): exportPast(number, to: path)

    case .redraw: screen.repaint()
    case .suspend: screen.suspend()
    case .quit: quit()
    }
  }

  private func send(_ number: Int, _ draft: Draft) {
    let client = SOAPClient(draft, session: session)
    let (mailbox, history) = (mailbox, history)
    calls[number] = client
    Task {
      for await event in client.send() {
        mailbox.post(.exchange(number, event))
        if case .finished(let report) = event { history.record(draft, report) }
      }
    }
  }

  private func diagnose(_ number: Int, _ draft: Draft) {
    let diagnosis = EndpointDiagnosis(draft, session: session)
    let mailbox = mailbox
    diagnoses[number] = diagnosis
    Task {
      for await event in diagnosis.events() { mailbox.post(.diagnosis(number, event)) }
    }
  }

  private func layOut(_ bytes: [UInt8], _ received: [UInt8]?, _ exchange: Int) {
    let (mailbox, history) = (mailbox, history)
    Task {
      if let beginning = TextDocument(beginningOf: bytes, received: received) {
        mailbox.post(.responseBegun(exchange: exchange, beginning))
      }
      mailbox.post(.responseLaidOut(exchange: exchange, TextDocument(bytes, received: received)))
      // An exchange takes more memory than what is kept of it, and so does writing it down.
      history.use({ _ in }) { _ in signet_malloc_trim() }
    }
  }

  /// Runs what computes for long without the files' queue.
  func background(_ work: @escaping @Sendable () -> Message) {
    let mailbox = mailbox
    Task { mailbox.post(work()) }
  }

  private func checkWellFormed(_ request: String, _ revision: Int, _ text: Rope) {
    wellFormedness.run { [mailbox] in
      let problem = WellFormedness.check(text.bytes).map { problem in
        WellFormednessProblem(
          position: problem.position ?? SourcePosition(line: 1, column: 1, byteOffset: 0), text: problem.summary)
      }
      mailbox.post(.wellFormednessChecked(request: request, revision: revision, problem))
    }
  }

  private func inspect(_ question: CertificateQuestion) {
    let environment = setup.environment
    let mailbox = mailbox
    Task { mailbox.post(.certificateInspected(await CertificateInspection(question, environment).preview())) }
  }

  private func addIntermediates(
    _ find: @escaping @Sendable () async throws -> [CertificateFacts]
  ) {
    let (mailbox, environment) = (mailbox, setup.environment)
    guard let path = environment.intermediatesFolder else { return }
    Task {
      do {
        let certificates = try await find()
        let folder = IntermediatesFolder(path: path, reader: .openSSL)
        let present = IntermediateStore(folder: path).candidates
        mailbox.post(.intermediatesAdded(try folder.add(certificates, present: present)))
      } catch let error as any Remediable {
        mailbox.post(.failed(Problem(error)))
      } catch {
        mailbox.post(
          .failed(Problem(code: "intermediates", summary: "Nothing was added.", remedy: "Try another file.")))
      }
    }
  }

  private func edit(_ request: String, _ bytes: [UInt8]) {
    do {
      let edited = try ExternalEditor.edit(bytes, name: request, on: screen)
      mailbox.post(.externalEditorClosed(request: request, edited))
    } catch let error as any Remediable {
      mailbox.post(.failed(Problem(error)))
    } catch {
      mailbox.post(.externalEditorClosed(request: request, nil))
    }
  }
}

// Files: one after another, in the order they were asked for.
extension WorkbenchRunner {
  /// The identities and the collection, as they are now. The identities come first: whoever sees a request may send it
  /// at once, and its identity must be known by then.
  func loadEverything() {
    let (mailbox, setup, watch) = (mailbox, setup, watch)
    files.run {
      Self.loadIdentities(setup, mailbox)
      mailbox.post(.programsTrusted(setup.trust.load()))
      watch.acknowledgeAll()
      if let session = setup.session { Self.loadSession(session, mailbox) }
      mailbox.post(.collectionLoaded(setup.folder.load()))
    }
  }

  private func change(_ body: @escaping @Sendable (CollectionFolder) throws(CollectionError) -> TreeChange?) {
    let (mailbox, folder, watch) = (mailbox, setup.folder, watch)
    files.run {
      do throws(CollectionError) {
        if let change = try body(folder) { mailbox.post(.treeChanged(change)) }
      } catch {
        mailbox.post(.treeChangeFailed(Problem(error)))
      }
      watch.acknowledgeAll()
      mailbox.post(.collectionLoaded(folder.load()))
    }
  }

  /// Carries out what is asked of the tree of requests.
  ///
  /// - Returns: nil for an effect that asks for something else.
  private static func changeTree(
    _ effect: Effect, in folder: CollectionFolder
  ) throws(CollectionError) -> TreeChange? {
    switch effect {
    case .createRequest(let request):
      try folder.create(request)
      return .made(path: request.path)
    case .createFolder(let path):
      try folder.createFolder(path)
      return .made(path: path)
    case .rename(let old, let new):
      try folder.rename(old, to: new)
      return .moved(from: old, to: new)
    case .duplicate(let old, let new):
      try folder.duplicate(old, to: new)
      return .made(path: new)
    case .delete(let path): return .removed(try folder.delete(path))
    case .restore(let entry):
      try folder.restore(entry)
      return .made(path: entry.path)
    default: return nil
    }
  }

  private func save(_ session: SavedSession) {
    let (mailbox, file) = (mailbox, setup.session)
    files.run {
      do throws(CollectionError) { try file?.save(session) } catch {
        mailbox.post(.sessionUnusable(Problem(error)))
      }
    }
  }

  /// What was open last time; a file of no use is told of, and written anew.
  static func loadSession(_ file: SessionFile, _ mailbox: Mailbox<Message>) {
    do throws(SessionFile.Unusable) { mailbox.post(.sessionLoaded(try file.load())) } catch {
      mailbox.post(.sessionLoaded(nil))
      mailbox.post(.sessionUnusable(Problem(error)))
    }
  }

  private func save(_ request: StoredRequest, _ revision: Int, _ overwrites: Bool) {
    let (mailbox, folder, watch) = (mailbox, setup.folder, watch)
    files.run {
      do throws(CollectionError) {
        let stamp = try folder.save(request, overwrites: overwrites)
        watch.acknowledge(request)
        mailbox.post(.saved(request: request.path, stamp, revision: revision))
      } catch {
        let isConflict = ["file-changed-meanwhile", "file-deleted-meanwhile"].contains(error.code)
        mailbox.post(.saveFailed(request: request.path, Problem(error), isConflict: isConflict))
      }
    }
  }

  private func save(_ entry: Identities.Entry) {
    let (mailbox, setup) = (mailbox, setup)
    files.run {
      do throws(CollectionError) { try setup.identities.save(entry) } catch { mailbox.post(.failed(Problem(error))) }
      Self.loadIdentities(setup, mailbox)
    }
  }

  private func trust(_ programs: [ExternalProgram]) {
    let (mailbox, file) = (mailbox, setup.trust)
    files.run {
      do throws(CollectionError) {
        try file.trust(programs)
        mailbox.post(.programsTrusted(file.load()))
      } catch {
        mailbox.post(.failed(Problem(error)))
      }
    }
  }

  private static func loadIdentities(_ setup: Setup, _ mailbox: Mailbox<Message>) {
    let (identities, problems) = setup.identities.load()
    mailbox.post(.identitiesLoaded(identities))
    guard let problem = problems.first else { return }
    mailbox.post(
      .failed(
        Problem(
          code: "identities-file", summary: problem.description.neutralised,
          values: problems.dropFirst().map(\.description.neutralised), remedy: "Correct that line in an editor.")))
  }

  private func listFolder(_ path: String) {
    let mailbox = mailbox
    files.run {
      do throws(CollectionError) {
        let folder = Disk.absolute(path.isEmpty ? "~" : path)
        let real = Disk.resolved(folder) ?? folder
        let entries = try Disk.list(real).map {
          FolderEntry(name: $0.name, isFolder: $0.isFolder, size: $0.isFolder ? nil : $0.size)
        }
        mailbox.post(.folderListed(path: real, entries))
      } catch {
        mailbox.post(.failed(Problem(error)))
      }
    }
  }

  private func write(_ capture: Capture, _ form: CaptureForm, _ path: String) {
    let mailbox = mailbox
    files.run {
      var bytes = form == .keyLog ? capture.keyLog : capture.pcapng
      defer { wipe(&bytes) }
      let contents = form == .keyLog ? CaptureText.ofKeyLog(capture) : CaptureText.ofPackets(capture)
      do throws(CollectionError) {
        let target = Disk.absolute(path)
        if Disk.exists(target) { throw .exists(path: target) }
        try Disk.writePrivate(bytes, to: target)
        mailbox.post(.captureWritten(path: target, contents: contents))
      } catch {
        mailbox.post(.failed(Problem(error)))
      }
    }
  }

  private func write(_ bytes: [UInt8], _ path: String) {
    let mailbox = mailbox
    files.run {
      do throws(CollectionError) {
        let target = Disk.absolute(path)
        if Disk.exists(target) { throw .exists(path: target) }
        try Disk.write(bytes, to: target)
        mailbox.post(.written(path: target))
      } catch {
        mailbox.post(.failed(Problem(error)))
      }
    }
  }
}
