internal import Basics
internal import Handshake

/// Calls as an HTTP archive (HAR 1.2), each without an answer.
enum HARWriter {
  static func write(_ calls: [HTTPCall]) -> ExportedText {
    var omissions = calls.flatMap(\.routeOmissions)
    for call in calls where call.user != nil { omissions.append("\(call.line): the user and how he is authenticated") }
    if calls.contains(where: { $0.connection.isInsecure || $0.connection.anchorsPath != nil }) {
      omissions.append("which servers are trusted")
    }
    let log: JSONValue = [
      "log": [
        "version": "1.2", "creator": ["name": "Signet", "version": "1"], "entries": .array(calls.map(entry)),
      ]
    ]
    return ExportedText(text: log.pretty + "\n", notCarriedOver: omissions)
  }

  private static func entry(_ call: HTTPCall) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("_name", .string(call.name)), .init("_folders", .strings(call.folders)),
      // Nothing was measured; the members are there because the format wants them.
      .init("startedDateTime", "1970-01-01T00:00:00.000Z"), .init("time", 0), .init("request", request(call)),
      .init("response", response), .init("cache", .object([])), .init("timings", ["send": 0, "wait": 0, "receive": 0]),
    ]
    if call.usesCertificate { members.append(.init("_clientCertificate", .string(call.certificate ?? "client"))) }
    return .object(members)
  }

  static func request(_ call: HTTPCall) -> JSONValue {
    var data: [JSONValue.Member] = [.init("mimeType", .string(call.header("Content-Type") ?? ""))]
    if let text = call.bodyText {
      data.append(.init("text", .string(text)))
    } else {
      data += [.init("text", .string(call.body.base64)), .init("_encoding", "base64")]
    }
    return [
      "method": .string(call.method), "url": .string(call.url), "httpVersion": "HTTP/1.1", "cookies": [],
      "headers": .array(call.pairs.map { ["name": .string($0.name), "value": .string($0.value)] }),
      "queryString": .array(query(call.url)), "postData": .object(data), "headersSize": -1,
      "bodySize": .int(call.body.count),
    ]
  }

  static let response: JSONValue = [
    "status": 0, "statusText": "", "httpVersion": "HTTP/1.1", "cookies": [], "headers": [],
    "content": ["size": 0, "mimeType": "x-unknown"], "redirectURL": "", "headersSize": -1, "bodySize": -1,
  ]

  private static func query(_ url: String) -> [JSONValue] {
    guard let mark = url.firstIndex(of: "?") else { return [] }
    return url[url.index(after: mark)...].prefix { $0 != "#" }.split(separator: "&").map { part in
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return ["name": .string(String(pair[0])), "value": .string(pair.count > 1 ? String(pair[1]) : "")]
    }
  }
}
