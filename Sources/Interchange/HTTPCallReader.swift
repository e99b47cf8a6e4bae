internal import Basics
internal import Bindings
internal import Certificates
internal import Handshake

/// Makes SOAP requests of HTTP requests: collects them, and says what it leaves out.
struct HTTPCallReader {
  var contents = InterchangeContents()
  var omissions = Omissions()

  /// Takes a request up when it carries SOAP; else names it.
  mutating func add(_ call: HTTPCall) {
    let title = call.title
    let media = MediaType(call.header("Content-Type") ?? "")
    guard let version = Self.version(call, media) else {
      return omissions.add("request that is not SOAP (\(call.method.prefix(20)))", at: title, isRequest: true)
    }
    if media.name.hasPrefix("multipart/") {
      return omissions.add("SOAP message in several parts", at: title, isRequest: true)
    }
    var request = ImportedRequest(
      folders: call.folders, name: call.name, url: call.url.withoutCredentials, version: MessageVersion(version),
      envelope: call.body)
    request.action = call.header("SOAPAction").map(\.unquoted) ?? media.parameter("action")
    if let charset = media.parameter("charset"), !["utf-8", "utf8"].contains(charset.lowercased()) {
      request.encoding = charset
    }
    request.connection = call.connection
    (request.user, request.credential) = (call.user, call.credential)
    take(headers: call, media, version, into: &request)
    if call.usesCertificate { ask(certificate: call.certificate, of: &request) }
    if let user = request.user { contents.askForPassword(of: user) }
    if call.url.withoutCredentials != call.url { omissions.add("user and password in the address", at: title) }
    if request.url.isEmpty { contents.problems.append(.init(.warning, "\(title.neutralised) has no address.")) }
    contents.requests.append(request)
  }

  mutating func finished() -> InterchangeContents {
    declareOpenVariables()
    contents.notCarriedOver = omissions.lines + contents.notCarriedOver
    contents.leaveOutSecrets()
    return contents
  }

  /// Variables that requests refer to and nobody gives a value.
  private mutating func declareOpenVariables() {
    var known = Set(contents.variables.map(\.name) + contents.environments.flatMap { $0.variables.map(\.name) })
    let open = contents.requests.flatMap(\.variableNames).filter { known.insert($0).inserted }
    contents.variables += open.map { .init($0, nil) }
    if !open.isEmpty {
      contents.questions.append(
        "What are the values of \(open.joined(separator: ", ").neutralised)? The source does not say.")
    }
  }

  /// Nil for a request that carries no SOAP.
  private static func version(_ call: HTTPCall, _ media: MediaType) -> EnvelopeVersion? {
    guard call.method.uppercased() == "POST" else { return nil }
    let places = EnvelopeVersion.allCases.compactMap { version in
      call.body.firstPlace(of: version.envelopeNamespace).map { (version, $0.lowerBound) }
    }
    if let first = places.min(by: { $0.1 < $1.1 }) { return first.0 }
    if media.name == "application/soap+xml" { return .soap12 }
    return call.header("SOAPAction") != nil ? .soap11 : nil
  }

  private mutating func take(
    headers call: HTTPCall, _ media: MediaType, _ version: EnvelopeVersion, into request: inout ImportedRequest
  ) {
    let isPlain = media.name.isEmpty || media.name == version.mediaType
    if media.name == "application/x-www-form-urlencoded" {
      omissions.add("Content-Type \(media.name): it becomes \(version.mediaType)", at: call.title)
    } else if !isPlain, let value = call.header("Content-Type") {
      request.headers.append(HTTPHeader("Content-Type", value))
    }
    for header in call.headers {
      switch HTTPHeaderRole(header.name) {
      case .binding: break
      case .transport: remark(transport: header, call)
      case .own: take(own: header, call, into: &request)
      }
    }
  }

  private mutating func take(own header: HTTPHeader, _ call: HTTPCall, into request: inout ImportedRequest) {
    guard SecretWords.isSecret(header: header.name, header.value) else {
      request.headers.append(header)
      return
    }
    let parts = header.value.split(separator: " ", maxSplits: 1)
    if header.name.lowercased() == "authorization", parts.first?.lowercased() == "basic", parts.count == 2,
      let user = Base64.decode(parts[1].utf8)?.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        .first
    {
      (request.user, request.credential) = (String(decoding: user, as: UTF8.self), .basic)
      return
    }
    omissions.add("header \(header.name), which holds a secret: give it as {{variable}}", at: call.title)
  }

  private mutating func remark(transport header: HTTPHeader, _ call: HTTPCall) {
    let name = header.name.lowercased()
    if name == "content-length" || name.hasPrefix(":") || name == "connection" { return }
    let host = call.url.components(after: "://").prefix { !"/?#".contains($0) }
    if name == "host", header.value.lowercased() == host.lowercased() { return }
    omissions.add("header \(header.name), which the transport makes", at: call.title)
  }

  private mutating func ask(certificate: String?, of request: inout ImportedRequest) {
    let name = ImportedRequest.identityName(certificate ?? "client")
    request.identity = name
    let source = certificate.map { " The source names \"\($0.neutralised)\"." } ?? ""
    let question = "Which file holds the client certificate \(name.neutralised)?" + source
    if !contents.questions.contains(question) { contents.questions.append(question) }
  }
}

extension String {
  /// What stands behind the first such text; all of it when there is none.
  fileprivate func components(after separator: String) -> Substring {
    guard let place = Array(utf8).firstPlace(of: separator) else { return self[...] }
    return self[utf8.index(startIndex, offsetBy: place.upperBound)...]
  }
}
