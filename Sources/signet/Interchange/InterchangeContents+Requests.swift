internal import Basics
internal import Bindings
internal import Certificates
internal import Collections
internal import Exchange
internal import Interchange

extension InterchangeContents {
  /// The requests as a collection holds them.
  ///
  /// - Parameter identity: the name for all that do not go to an http address; nil leaves those that the file says.
  func storedRequests(identity: String?) -> [StoredRequest] {
    var paths = RequestPaths()
    return requests.map { request in
      var document = RequestDocument(request)
      let isPlain = request.url.lowercased().hasPrefix("http:")
      if let identity, !isPlain || request.identity != nil { document.identity = identity }
      return StoredRequest(
        path: paths.path(request.folders + [request.name]), document: document, envelope: request.envelope)
    }
  }
}

extension InterchangeContents {
  /// Puts values into the collection and its environments; secrets are asked for when a request is sent.
  func saveVariables(in folder: CollectionFolder) throws(CollectionError) {
    if !variables.saved.isEmpty { try folder.save(variables.saved, in: .collection) }
    for environment in environments where !environment.variables.saved.isEmpty {
      try folder.save(
        environment.variables.saved, in: .environment(CollectionFolder.fileName(for: environment.name)))
    }
  }

  /// Assertions that mean nothing here, named as other things that stay behind are.
  var unusableAssertions: [String] {
    requests.flatMap { request in
      request.assertions.filter { Assertion($0) == nil }.map { "assertion of \(request.title): \($0)".neutralised }
    }
  }
}

extension [InterchangeContents.Variable] {
  fileprivate var saved: [Variable] {
    compactMap { variable in
      if variable.isSecret { return Variable(variable.name, .secret(.prompt)) }
      return variable.value.map { Variable(variable.name, .text($0)) }
    }
  }
}

extension RequestDocument {
  /// Says only what differs from what is meant without a word.
  init(_ request: ImportedRequest) {
    self.init(
      url: request.url.isEmpty ? nil : request.url, action: request.action,
      oneWay: request.isOneWay ? true : nil, credential: request.credential?.rawValue,
      messageVersion: request.version == .soap11 ? nil : request.version.rawValue, encoding: request.encoding,
      user: request.user, userPassword: request.user == nil ? nil : "prompt:", identity: request.identity,
      headers: request.headers, behaviors: request.usesMTOM ? [RequestBehavior(.mtom)] : [],
      trust: Trust(
        anchorsPath: request.connection.anchorsPath, folderPath: request.connection.anchorsFolder,
        revocationListPaths: request.connection.revocationLists,
        insecure: request.connection.isInsecure ? true : nil),
      tls: TLS(
        minimum: request.connection.minimum, maximum: request.connection.maximum, ciphers: request.connection.ciphers,
        curves: request.connection.curves),
      route: RouteChoice(proxyURL: request.connection.proxyURL, resolve: request.connection.resolve),
      limits: LimitChoice(
        connectSeconds: request.connection.connectSeconds, totalSeconds: request.connection.totalSeconds),
      assertions: request.assertions.compactMap { Assertion($0) }, namespaces: request.namespaces)
  }
}

extension ImportListing {
  init(_ contents: InterchangeContents, requests: [StoredRequest], isWritten: Bool) {
    var found = contents.requests.map { request in
      let action = request.action.map { "\n  action: \($0.isEmpty ? "empty" : $0)" } ?? ""
      return
        "\(request.title)\n  \(request.url.isEmpty ? "no address" : request.url)\(action)\n  \(request.version.title)"
        .neutralisedLines
    }
    if contents.requests.isEmpty { found.append("no SOAP request") }
    found += contents.variables.map {
      "variable \($0.name)\($0.value.map { " = \($0)" } ?? " (value not known)")".neutralised
    }
    self.init(
      found: found,
      members: [
        .init(
          "variables", .array(contents.variables.map { ["name": .string($0.name), "value": .optional($0.value)] }))
      ],
      requests: requests, isWritten: isWritten, questions: contents.questions.map { ["text": .string($0)] },
      questionTexts: contents.questions, notCarriedOver: contents.notCarriedOver + contents.unusableAssertions,
      problems: contents.problems.map {
        Problem(severity: $0.severity.rawValue, summary: $0.summary, detail: $0.detail, line: nil)
      })
  }
}
