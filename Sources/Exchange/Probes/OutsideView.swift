internal import Basics
internal import Certificates
internal import Handshake

/// What somebody outside may read: names of files without their folders, addresses without credentials and values.
struct OutsideView {
  /// Paths of this computer, the longest first, so that none is replaced by a part of it.
  private let paths: [String]

  init(_ draft: Draft) {
    let identity = draft.identity
    let sources = [identity?.certificate, identity?.key].compactMap { $0 } + (identity?.intermediates ?? [])
    var paths = sources.compactMap { source -> String? in if case .file(let path) = source { path } else { nil } }
    if case .some(.file(let path)) = identity?.password { paths.append(path) }
    paths += [draft.trust.anchorsPath, draft.trust.folderPath].compactMap { $0 } + draft.trust.revocationListPaths
    self.paths = paths.filter { $0.contains("/") }.sorted { $0.utf8.count > $1.utf8.count }
  }

  /// Without the folders of the files that were named, and in a text that speaks of a person's folder without those of any
  /// other absolute path.
  func text(_ text: String) -> String {
    var result = text
    for path in paths { result = result.replacing(path, with: Self.fileName(path)) }
    return Self.withoutFolders(result)
  }

  private static func fileName(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

  /// `/home/me/keys/alice.pfx` becomes `alice.pfx`. A path begins after a space, a quote or a bracket.
  private static func withoutFolders(_ text: String) -> String {
    guard text.contains("/home/") || text.contains("/root/") || text.contains("/Users/") || text.contains("/tmp/")
    else {
      return text
    }
    return text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      let opening = word.prefix { "(\"'“‘[".contains($0) }
      let rest = word.dropFirst(opening.count)
      guard rest.hasPrefix("/"), rest.dropFirst().contains("/") else { return String(word) }
      return opening + fileName(String(rest))
    }.joined(separator: " ")
  }

  /// Without credentials and fragment; values of the query as dots: `https://host/service?wsdl&key=…`.
  static func url(_ url: String) -> String {
    let bare = url.withoutCredentials.prefix { $0 != "#" }
    guard let mark = bare.firstIndex(of: "?") else { return String(bare).neutralised }
    let parts = bare[bare.index(after: mark)...].split(separator: "&", omittingEmptySubsequences: false)
    let shown = parts.map { part in part.firstIndex(of: "=").map { part[...$0] + "…" } ?? String(part) }
    return (bare[...mark] + shown.joined(separator: "&")).neutralised
  }

  /// Every text in it.
  func json(_ value: JSONValue) -> JSONValue {
    switch value {
    case .string(let string): .string(text(string))
    case .array(let elements): .array(elements.map(json))
    case .object(let members): .object(members.map { JSONValue.Member($0.name, json($0.value)) })
    case .null, .bool, .int, .double: value
    }
  }

  /// The report without what nobody outside needs: bodies, values of the caller's own headers, cookies, the query.
  static func report(_ report: Report) -> Report {
    var shown = report
    shown.draft.url = url(report.draft.url)
    shown.draft.route.proxyCredentials = nil
    shown.ticket?.url = url(report.ticket?.url ?? "")
    shown.ticket?.httpHeaders = hidden(report.ticket?.httpHeaders ?? [], own: report.draft.httpHeaders)
    shown.response?.body = []
    shown.response?.decoded = nil
    shown.response?.inspectedEnvelope = nil
    shown.response?.attachments = []
    shown.response?.fault = nil
    shown.response?.httpHeaders = (report.response?.httpHeaders ?? []).map { header in
      header.name.lowercased() == "set-cookie" ? HTTPHeader(header.name, "••••") : header
    }
    return shown
  }

  private static func hidden(_ headers: [HTTPHeader], own: [HTTPHeader]) -> [HTTPHeader] {
    let names = Set(own.map { $0.name.lowercased() })
    return headers.redacted.map { names.contains($0.name.lowercased()) ? HTTPHeader($0.name, "••••") : $0 }
  }
}
