internal import Basics
internal import Bindings
internal import Exchange
internal import Handshake
internal import SOAPClient
internal import Synchronization
internal import WSDL

/// Fetches documents over HTTP(S), with the identity and the trust of a request.
struct DescriptionFetch {
  let isURL: Bool
  private let origin: String
  private let remote: Bool
  private let draft: Draft
  private let ends = RedirectionEnds()
  private let session: SOAPSession
  private let calls: InterruptibleCalls

  private static let redirections = 5

  /// - Parameters:
  ///   - source: the description; documents from its server are fetched when it is a URL.
  ///   - remote: whether other servers are asked too.
  init(source: String, remote: Bool, draft: Draft, environment: ClientEnvironment, calls: InterruptibleCalls) {
    self.calls = calls
    session = SOAPSession(environment: environment)
    isURL = Self.isURL(source)
    origin = Self.origin(source)
    self.remote = remote
    var bounded = draft
    bounded.limits.responseBytes = min(draft.limits.responseBytes, DescriptionLimits().bytes)
    self.draft = bounded
  }

  static func isURL(_ location: String) -> Bool {
    let start = location.prefix(8).lowercased()
    return start.hasPrefix("http://") || start.hasPrefix("https://")
  }

  /// Scheme, host and port.
  private static func origin(_ url: String) -> String {
    (try? HTTPAddress(url)).map { "\($0.scheme)://\($0.hostAndPort)" } ?? ""
  }

  /// Follows where the server sends on to, as far as that may be asked: another server only with `remote`, and it never
  /// sees the certificate.
  ///
  /// - Throws: `FetchError`; `DescriptionError` when there are more bytes than a description may have.
  func bytes(of url: String) throws -> [UInt8] {
    let first = url
    var url = url
    for _ in 0...Self.redirections {
      let response = try response(from: url)
      guard (301...308).contains(response.status), let target = response.header("location") else {
        guard response.status == 200 else { throw FetchError.status(url, response.status) }
        if url != first { ends.note(url, for: first) }
        return response.body
      }
      let next = Location.resolved(target, in: url)
      guard Self.isURL(next) else { throw FetchError.notFetched(next, why: .file) }
      url = next
    }
    throw FetchError.notFetched(url, why: .redirections)
  }

  /// Where the document was found at last; the URL itself when it was there, or was not fetched.
  func end(of url: String) -> String { ends[url] }

  private func response(from url: String) throws -> Response {
    let isOwn = isURL && Self.origin(url) == origin
    guard isOwn || remote else { throw FetchError.notFetched(url, why: isURL ? .otherServer : .server) }
    var call = draft
    call.url = url
    if !isOwn { (call.identity, call.user, call.httpHeaders) = (nil, nil, []) }
    call.binding = try BindingParser.binding(
      BindingWords(),
      BindingContext(url: url, hasIdentity: call.identity != nil, hasUser: call.user != nil))
    let report = try calls.report(of: call, session)
    if report.findings.first?.code == "answer-too-large" {
      throw DescriptionError.tooMany(what: "bytes", limit: call.limits.responseBytes)
    }
    guard let response = report.response else { throw FetchError.failed(url, report) }
    return response
  }
}

/// Where redirected URLs ended.
private final class RedirectionEnds: Sendable {
  private let ends = Mutex<[String: String]>([:])

  func note(_ end: String, for url: String) { ends.withLock { $0[url] = end } }
  subscript(url: String) -> String { ends.withLock { $0[url] } ?? url }
}

extension Response {
  fileprivate func header(_ name: String) -> String? {
    httpHeaders.first { $0.name.lowercased() == name }?.value
  }
}

/// Why a document could not be fetched.
enum FetchError: Remediable {
  enum Reason { case otherServer, server, file, redirections, notKept, archive }

  case notFetched(String, why: Reason)
  case status(String, Int)
  case failed(String, Report)

  var code: String {
    switch self {
    case .notFetched: "not-fetched"
    case .status: "http-status"
    case .failed(_, let report): report.findings.first.map { "\($0.code)" } ?? "no-answer"
    }
  }

  var summary: String {
    switch self {
    case .notFetched(let url, .otherServer): "\(url.neutralised) is on another server than the description."
    case .notFetched(let url, .server): "\(url.neutralised) is on a server; the description is a file."
    case .notFetched(let url, .file): "\(url.neutralised) is a file; the description is on a server."
    case .notFetched(let url, .notKept): "\(url.neutralised) was not there when the description was imported."
    case .notFetched(let url, .archive): "\(url.neutralised) is not in the archive."
    case .notFetched(let url, .redirections): "\(url.neutralised) leads on too often."
    case .status(let url, let status): "\(url.neutralised) was answered with HTTP status \(status)."
    case .failed(let url, let report):
      "\(url.neutralised): \(report.findings.first?.summary ?? "there was no answer.")"
    }
  }

  var values: [String] {
    guard case .failed(_, let report) = self else { return [] }
    return report.findings.first.map { [$0.detail].filter { !$0.isEmpty } } ?? []
  }

  var remedy: String {
    switch self {
    case .notFetched(_, .otherServer), .notFetched(_, .server):
      "Add --remote to fetch it, or save it beside the description."
    case .notFetched(_, .notKept): "Import again from the service."
    case .notFetched(_, .archive): "Add it to the archive, or unpack that beside the file and name the folder."
    case .notFetched(_, .file): "Import from the files themselves."
    case .notFetched(_, .redirections): "Name the address at the end of the way."
    case .status(_, let status):
      status == 401 || status == 403
        ? "Say who asks: --cert FILE, or --user NAME." : "Check the address; descriptions often stand at ?wsdl."
    case .failed(_, let report): report.findings.first?.remedies.first?.text ?? "Check the address."
    }
  }

  var status: ExitStatus {
    if case .failed(_, let report) = self, report.exitStatus != .answered { return report.exitStatus }
    return .protocolViolation
  }
}
