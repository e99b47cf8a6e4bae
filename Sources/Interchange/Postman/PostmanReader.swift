internal import Basics
internal import Bindings
internal import Handshake

/// Reads Postman's collections (schema v2.0 and v2.1) and its environments.
public struct PostmanReader {
  /// A collection above this, in bytes, is none.
  public static let limit = 64 * 1024 * 1024
  private static let depthLimit = 50

  private var reader = HTTPCallReader()

  /// - Throws: the place where the file stops being JSON.
  public static func read(_ bytes: [UInt8]) throws(InterchangeError) -> InterchangeContents {
    read(try JSONReader.read(bytes))
  }

  static func read(_ root: JSONValue) -> InterchangeContents {
    var reader = PostmanReader()
    let collection = root["collection"] ?? root
    if collection["item"] != nil {
      reader.read(collection)
    } else if let values = root["values"] {
      let variables = reader.variables(values)
      reader.reader.contents.environments = [.init(name: root["name"]?.text ?? "Postman", variables: variables)]
    } else {
      reader.reader.contents.problems.append(
        .init(.error, "This is no Postman collection.", detail: "There is no \"item\" in it."))
    }
    return reader.reader.finished()
  }

  private mutating func read(_ collection: JSONValue) {
    reader.contents.name = collection["info"]?["name"]?.text ?? ""
    reader.contents.variables = variables(collection["variable"])
    remark(scripts: collection, at: "collection")
    read(items: collection, folders: [], auth: collection["auth"])
  }

  private mutating func read(items owner: JSONValue, folders: [String], auth: JSONValue?) {
    guard folders.count < Self.depthLimit else {
      return reader.omissions.add("folders deeper than here", at: folders[0])
    }
    for item in owner["item"]?.elements ?? [] {
      let name = item["name"]?.text ?? ""
      let title = (folders + [name]).joined(separator: "/")
      remark(scripts: item, at: title)
      for variable in variables(item["variable"]) { declare(variable, at: title) }
      if item["item"] != nil {
        read(items: item, folders: folders + [name], auth: item["auth"] ?? auth)
      } else if let request = item["request"] {
        read(request, item, folders, name.isEmpty ? "Request" : name, auth: request["auth"] ?? item["auth"] ?? auth)
      }
    }
  }

  private mutating func read(
    _ request: JSONValue, _ item: JSONValue, _ folders: [String], _ name: String, auth: JSONValue?
  ) {
    var call = HTTPCall(folders: folders, name: name, url: text(Self.url(request)))
    if let url = request.text { call.url = text(url) }
    call.method = request["method"]?.text ?? "GET"
    for header in Self.headers(request["header"]) { call.headers.append(HTTPHeader(header.name, text(header.value))) }
    take(body: request["body"], into: &call)
    take(auth: auth, into: &call)
    if item["protocolProfileBehavior"]?["strictSSL"] == .bool(false) { call.connection.isInsecure = true }
    for variable in request["url"]?["variable"]?.elements ?? [] {
      let name = variable["key"]?.text ?? ""
      if !call.fill(pathVariable: name, with: text(variable["value"]?.text ?? "")) {
        reader.omissions.add("path variable :\(name)", at: call.title)
      }
    }
    if let certificate = request["certificate"], certificate.text == nil, certificate != .null {
      call.usesCertificate = true
      call.certificate = certificate["cert"]?["src"]?.text ?? certificate["name"]?.text
    }
    if let responses = item["response"]?.elements, !responses.isEmpty {
      reader.omissions.add("saved answer", at: call.title)
    }
    reader.add(call)
  }

  private static func url(_ request: JSONValue) -> String {
    guard let url = request["url"] else { return "" }
    if let text = url.text ?? url["raw"]?.text { return text }
    let host = url["host"].map { $0.text ?? $0.elements.compactMap(\.text).joined(separator: ".") } ?? ""
    let path = url["path"].map { $0.text ?? $0.elements.compactMap(\.text).joined(separator: "/") } ?? ""
    let scheme = url["protocol"]?.text.map { $0 + "://" } ?? ""
    let port = url["port"]?.text.map { $0.isEmpty ? "" : ":" + $0 } ?? ""
    let query = (url["query"]?.elements ?? []).filter { $0["disabled"]?.isTrue != true }.map { part in
      (part["key"]?.text ?? "") + (part["value"]?.text.map { "=" + $0 } ?? "")
    }
    return scheme + host + port + (path.isEmpty ? "" : "/" + path)
      + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
  }

  /// An array of members, or lines of text.
  private static func headers(_ value: JSONValue?) -> [(name: String, value: String)] {
    if let lines = value?.text {
      return lines.split(whereSeparator: \.isNewline).compactMap { line in
        let parts = line.split(separator: ":", maxSplits: 1)
        return parts.count == 2 ? (String(parts[0]).trimmedWhitespace, String(parts[1]).trimmedWhitespace) : nil
      }
    }
    return (value?.elements ?? []).filter { $0["disabled"]?.isTrue != true }.map {
      ($0["key"]?.text ?? "", $0["value"]?.text ?? "")
    }
  }

  private mutating func take(body: JSONValue?, into call: inout HTTPCall) {
    guard let body, body["disabled"]?.isTrue != true else { return }
    switch body["mode"]?.text {
    case "raw", nil:
      call.body = Array(text(body["raw"]?.text ?? "").utf8)
      let language = body["options"]?["raw"]?["language"]?.text
      if language == "xml", call.header("Content-Type") == nil {
        call.headers.append(HTTPHeader("Content-Type", "application/xml"))
      }
    case "file":
      let file = body["file"]?["src"]?.text ?? body["file"]?["content"]?.text ?? ""
      reader.omissions.add("message in the file \(file.prefix(200))", at: call.title)
    case let mode?: reader.omissions.add("body of mode \(mode.prefix(40))", at: call.title)
    }
  }

  private mutating func take(auth: JSONValue?, into call: inout HTTPCall) {
    guard let kind = auth?["type"]?.text, kind != "noauth" else { return }
    let values = auth?[kind]
    func value(_ name: String) -> String? {
      values?[name]?.text ?? values?.elements.first { $0["key"]?.text == name }?["value"]?.text
    }
    switch kind {
    case "basic", "digest", "ntlm":
      let domain = value("domain") ?? ""
      let user = value("username") ?? ""
      call.user = text(domain.isEmpty ? user : "\(domain)\\\(user)")
      call.credential = HTTPClientCredentialType(rawValue: kind)
    default: reader.omissions.add("authorization of type \(kind.prefix(40))", at: call.title)
    }
  }

  private mutating func remark(scripts owner: JSONValue, at place: String) {
    for event in owner["event"]?.elements ?? [] {
      let lines = event["script"]?["exec"].map { $0.text.map { [$0] } ?? $0.elements.compactMap(\.text) } ?? []
      guard lines.contains(where: { !$0.trimmedWhitespace.isEmpty }) else { continue }
      let kind = event["listen"]?.text == "test" ? "test script" : "script before requests"
      reader.omissions.add(kind, at: place)
    }
  }

  private func variables(_ value: JSONValue?) -> [InterchangeContents.Variable] {
    (value?.elements ?? []).compactMap { variable in
      let isOff = variable["disabled"]?.isTrue == true || variable["enabled"] == .bool(false)
      guard let key = variable["key"]?.text ?? variable["id"]?.text, !key.isEmpty, !isOff else { return nil }
      var read = InterchangeContents.Variable(VariableText.name(key), text(variable["value"]?.text ?? ""))
      if variable["type"]?.text == "secret" { (read.value, read.isSecret) = (nil, true) }
      return read
    }
  }

  private mutating func declare(_ variable: InterchangeContents.Variable, at place: String) {
    if let known = reader.contents.variables.first(where: { $0.name == variable.name }) {
      if known.value != variable.value { reader.omissions.add("another value of variable \(variable.name)", at: place) }
    } else {
      reader.contents.variables.append(variable)
    }
  }

  /// Postman's own variables have their counterparts; others keep their name.
  private func text(_ text: String) -> String {
    VariableText.rewritten(text) { name in
      switch name {
      case "$guid", "$randomUUID": "$uuid"
      case "$timestamp": "$timestamp unix"
      case "$isoTimestamp": "$timestamp iso"
      case "$randomInt": "$random 0 1000"
      default: name.isEmpty ? nil : VariableText.name(name)
      }
    }
  }
}
