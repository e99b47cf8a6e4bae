internal import Basics
internal import Collections
internal import Exchange
internal import SOAPClient
internal import Terminal
internal import WSDL
internal import Workbench

// Descriptions that are looked through, and requests made of them.
extension WorkbenchRunner {
  /// Of two that are asked for by their places, only the later is read to its end.
  func openDescription(_ source: OpenDescription.Source, _ call: Draft?) {
    if case .place = source {
      descriptionCalls.interrupt()
      descriptionCalls = InterruptibleCalls()
    }
    let opening = DescriptionOpening(
      shelf: descriptions, folder: setup.folder, environment: setup.environment, calls: descriptionCalls)
    let mailbox = mailbox
    Task {
      if let message = await onOwnThread({ opening.message(source, call) }) { mailbox.post(message) }
    }
  }

  /// All that is made is there at once, or nothing of it.
  func makeRequests(_ selection: OperationSelection) {
    let (mailbox, descriptions, folder) = (mailbox, descriptions, setup.folder)
    files.run {
      if let opened = descriptions.opened(selection.source) {
        let description = opened.description.description
        let target = DescriptionTarget(description, selection.source, opened.keptIn, in: folder)
        let made = MadeRequests(selection, description, at: target.base, in: folder)
        let problem = Self.adding(to: folder) { folder in
          try target.keep(description, in: folder)
          for request in made.requests { try folder.create(request) }
          if !made.variables.isEmpty { try folder.save(made.variables, in: made.variableFile) }
          try folder.saveNew(made.secrets)
        }
        if problem == nil, let kept = target.keptIn { descriptions.remember(keptIn: kept, selection.source) }
        let outcome = ImportOutcome(
          paths: made.requests.map(\.path), keptIn: target.isNew ? target.keptIn : nil,
          notCarriedOver: made.notCarriedOver)
        mailbox.post(problem.map { .failed($0) } ?? .imported(outcome))
      }
      descriptions.forget()
      mailbox.post(.collectionLoaded(folder.load()))
    }
  }

  func keepDescription(_ source: OpenDescription.Source) {
    let (mailbox, descriptions, folder) = (mailbox, descriptions, setup.folder)
    files.run {
      guard let opened = descriptions.opened(source) else { return }
      let description = opened.description.description
      let target = DescriptionTarget(description, source, opened.keptIn, in: folder)
      if let problem = Self.adding(to: folder, { try target.keep(description, in: $0) }) {
        return mailbox.post(.failed(problem))
      }
      if let kept = target.keptIn { descriptions.remember(keptIn: kept, source) }
      descriptions.forget()
      mailbox.post(.imported(ImportOutcome(paths: [], keptIn: target.keptIn, notCarriedOver: [])))
    }
  }

  /// - Returns: why nothing was added; nil when all was.
  private static func adding(
    to folder: CollectionFolder, _ write: (CollectionFolder) throws -> Void
  ) -> Problem? {
    do {
      try folder.addAtOnce(write)
      return nil
    } catch let error as any Remediable {
      return Problem(error)
    } catch {
      return Problem(
        code: "not-written", summary: "The requests cannot be written.", remedy: "Check the collection's folder.")
    }
  }
}

/// Reads a description to be looked through.
private struct DescriptionOpening: Sendable {
  let shelf: DescriptionShelf
  let folder: CollectionFolder
  let environment: ClientEnvironment
  let calls: InterruptibleCalls

  /// - Returns: nil when it was stopped.
  func message(_ source: OpenDescription.Source, _ call: Draft?) -> Message? {
    let message = outcome(source, call)
    if case .place = source, calls.isInterrupted { return nil }
    return message
  }

  private func outcome(_ source: OpenDescription.Source, _ call: Draft?) -> Message {
    do throws(Problem) {
      guard let found = try read(source, call) else { return .descriptionOpened(nil) }
      shelf.remember(found, as: source)
      return .descriptionOpened(
        OpenDescription(source: source, title: found.title, found.description, schemas: found.schemas))
    } catch {
      return .failed(error)
    }
  }

  private func read(_ source: OpenDescription.Source, _ call: Draft?) throws(Problem) -> ReadDescription? {
    switch source {
    case .kept(let request, let schema):
      return try shelf.description(of: request, schema: schema, in: folder)
    case .place(let place):
      let path = DescriptionFetch.isURL(place) ? place : Disk.absolute(place)
      do {
        let documents = try DescriptionDocuments(
          source: path, remote: false, draft: call ?? Draft(url: path, method: .get), environment: environment,
          calls: calls)
        let description = try DescriptionReader.read(documents.locations, relocate: documents.place) { location in
          try documents.bytes(of: location)
        }
        return ReadDescription(title: place, description)
      } catch let error as any Remediable {
        throw Problem(error)
      } catch {
        throw Problem(
          code: "description-unreadable", summary: "\(place.neutralised) cannot be read.", remedy: "Check the path.")
      }
    }
  }
}

/// Where a description is kept with the collection: in `wsdl` at its top, or where another is there already, in a folder
/// named after the service.
private struct DescriptionTarget {
  /// The folder that requests go to; empty is the collection's own.
  let base: String
  let keptIn: String?
  let isNew: Bool

  init(
    _ description: ServiceDescription, _ source: OpenDescription.Source, _ keptIn: String?, in folder: CollectionFolder
  ) {
    if case .kept(let request, let schema) = source {
      let place = DescriptionPlace.place(of: request, schema: schema, in: folder.path) ?? folder.path
      let relative = DescriptionPlace.title(of: place, in: folder.path)
      base = schema != nil ? "" : relative.split(separator: "/").dropLast().joined(separator: "/")
      (self.keptIn, isNew) = (relative, false)
      return
    }
    if let keptIn {
      base = keptIn.split(separator: "/").dropLast().joined(separator: "/")
      (self.keptIn, isNew) = (keptIn, false)
      return
    }
    base = Self.freeBase(description, folder.path)
    (self.keptIn, isNew) = (base.isEmpty ? KeptDescription.folder : "\(base)/\(KeptDescription.folder)", true)
  }

  /// Writes the documents, where they are not kept yet.
  func keep(_ description: ServiceDescription, in folder: CollectionFolder) throws(CollectionError) {
    if !isNew { return }
    _ = try KeptDescription.keep(description, in: base.isEmpty ? folder.path : "\(folder.path)/\(base)")
  }

  private static func freeBase(_ description: ServiceDescription, _ folder: String) -> String {
    if !Disk.exists("\(folder)/\(KeptDescription.folder)") { return "" }
    let name = CollectionFolder.fileName(for: description.services.first?.name ?? "Service")
    let names = (1...).lazy.map { $0 == 1 ? name : "\(name)-\($0)" }
    return names.first { !Disk.exists("\(folder)/\($0)") } ?? name
  }
}

/// The requests of chosen operations, at paths that are free, their addresses in variables.
private struct MadeRequests {
  private(set) var requests: [StoredRequest]
  private(set) var variables: [Variable] = []
  let secrets: [Variable]
  let notCarriedOver: [String]
  let variableFile: CollectionFolder.VariableFile

  init(_ selection: OperationSelection, _ description: ServiceDescription, at base: String, in folder: CollectionFolder)
  {
    let chosen = description.only(selection)
    let operations = ImportedOperations(
      chosen, envelopes: SampleEnvelopes(description, optional: selection.optional), identity: nil)
    requests = operations.requests
    secrets = operations.variables
    notCarriedOver = operations.notCarriedOver
    variableFile = selection.environment.map { .environment($0) } ?? .collection
    let collection = folder.load()
    let known =
      collection.environments.first { $0.name == selection.environment }?.variables ?? collection.variables
    for index in requests.indices {
      let port = requests[index].path.split(separator: "/").first.map(String.init) ?? "service"
      if let url = requests[index].document.url {
        requests[index].document.url = "{{\(variable(for: url, port: port, known))}}"
      }
      requests[index].path = Self.free((base.isEmpty ? "" : base + "/") + requests[index].path, folder.path)
    }
  }

  /// The name under which an address is kept.
  private mutating func variable(for url: String, port: String, _ known: [Variable]) -> String {
    let letters = port.unicodeScalars.map { scalar in
      scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)) ? Character(scalar) : "-"
    }
    let name = (letters.first?.isLetter == true ? "" : "port-") + String(letters) + "-url"
    let taken = known + variables
    let names = (1...).lazy.map { $0 == 1 ? name : "\(name)-\($0)" }
    let free = names.first { name in taken.first { $0.name == name }.map { $0.text == url } ?? true } ?? name
    if !taken.contains(where: { $0.name == free }) { variables.append(Variable(free, .text(url))) }
    return free
  }

  private static func free(_ path: String, _ folder: String) -> String {
    let names = (1...).lazy.map { $0 == 1 ? path : "\(path)-\($0)" }
    return names.first { !Disk.exists("\(folder)/\($0).yaml") && !Disk.exists("\(folder)/\($0).xml") } ?? path
  }
}
