public import Basics
internal import Bindings
internal import Handshake

/// Reads Insomnia's exports: version 4 (`resources`, JSON or YAML) and version 5 (`collection.insomnia.rest/5.0`, YAML).
public struct InsomniaReader {
  /// An export above this, in bytes, is none.
  public static let limit = 64 * 1024 * 1024
  private static let depthLimit = 50

  private var reader = HTTPCallReader()
  private var certificates: [(host: String, file: String, isUsed: Bool)] = []

  /// - Parameter root: the export, whichever text form it had.
  public static func read(_ root: JSONValue) -> InterchangeContents {
    var reader = InsomniaReader()
    if let resources = root["resources"] {
      reader.read(resources: resources.elements)
    } else if root["type"]?.text?.contains("insomnia") == true || root["collection"] != nil {
      reader.read(collection: root)
    } else {
      reader.reader.contents.problems.append(
        .init(
          .error, "This is no export of Insomnia.",
          detail: "There are neither \"resources\" nor a \"collection\" in it."))
    }
    for certificate in reader.certificates where !certificate.isUsed {
      reader.reader.omissions.add("client certificate \(certificate.file)", at: certificate.host)
    }
    return reader.reader.finished()
  }

  // MARK: Version 5

  private mutating func read(collection root: JSONValue) {
    reader.contents.name = root["name"]?.text ?? ""
    read(environments: root["environments"])
    for certificate in root["certificates"]?.elements ?? [] { take(certificate: certificate) }
    read(children: root["collection"]?.elements ?? [], folders: [])
    for part in ["spec", "testSuites", "mockServer"] where root[part] != nil {
      reader.omissions.add(part, at: "collection")
    }
  }

  /// - Parameter owners: the folders themselves, whose headers and authentication their requests have too.
  private mutating func read(children: [JSONValue], folders: [String], owners: [JSONValue] = []) {
    guard folders.count < Self.depthLimit else { return }
    for child in children {
      let name = child["name"]?.text ?? "Request"
      if let inner = child["children"] {
        if let environment = child["environment"], !environment.members.isEmpty {
          reader.omissions.add("environment of a folder", at: name)
        }
        read(children: inner.elements, folders: folders + [name], owners: owners + [child])
      } else {
        read(request: child, folders, owners)
      }
    }
  }

  private mutating func read(environments root: JSONValue?) {
    guard let root else { return }
    reader.contents.variables = Self.variables(root["data"])
    for inner in root["subEnvironments"]?.elements ?? [] { add(environment: inner) }
  }

  // MARK: Version 4

  private mutating func read(resources: [JSONValue]) {
    let byID = Dictionary(resources.compactMap { resource in resource["_id"]?.text.map { ($0, resource) } }) {
      first, _ in
      first
    }
    for resource in resources {
      switch resource["_type"]?.text {
      case "environment": read(environment: resource, byID)
      case "client_certificate": take(certificate: resource)
      default: break
      }
    }
    for resource in resources {
      switch resource["_type"]?.text {
      case "request":
        let owners = Self.groups(above: resource, byID)
        read(request: resource, owners.map { $0["name"]?.text ?? "Folder" }, owners)
      case "workspace": reader.contents.name = resource["name"]?.text ?? ""
      case "request_group", "environment", "cookie_jar", "client_certificate": break
      case let type?: reader.omissions.add("resource of type \(type.prefix(40))", at: resource["name"]?.text ?? "")
      case nil: break
      }
    }
  }

  /// The outermost first.
  private static func groups(above resource: JSONValue, _ byID: [String: JSONValue]) -> [JSONValue] {
    var groups: [JSONValue] = []
    var parent = resource["parentId"]?.text
    while let id = parent, let folder = byID[id], groups.count < depthLimit {
      if folder["_type"]?.text == "request_group" { groups.insert(folder, at: 0) }
      parent = folder["parentId"]?.text
    }
    return groups
  }

  private mutating func read(environment: JSONValue, _ byID: [String: JSONValue]) {
    let parent = environment["parentId"]?.text.flatMap { byID[$0] }
    if parent?["_type"]?.text == "environment" {
      add(environment: environment)
    } else {
      reader.contents.variables += Self.variables(environment["data"])
    }
  }

  // MARK: Both

  private mutating func add(environment: JSONValue) {
    let name = environment["name"]?.text ?? "Environment"
    reader.contents.environments.append(.init(name: name, variables: Self.variables(environment["data"])))
  }

  /// Values inside values have their names joined with full stops.
  private static func variables(_ data: JSONValue?, prefix: String = "", depth: Int = 0) -> [InterchangeContents
    .Variable]
  {
    guard depth < 10 else { return [] }
    return (data?.members ?? []).flatMap { member -> [InterchangeContents.Variable] in
      let name = prefix + member.name
      switch member.value {
      case .object: return variables(member.value, prefix: name + ".", depth: depth + 1)
      case .array(let elements):
        return elements.enumerated().compactMap { index, element in
          element.text.map { .init(VariableText.name("\(name)[\(index)]"), rewritten($0)) }
        }
      default: return [.init(VariableText.name(name), member.value.text.map(rewritten) ?? "")]
      }
    }
  }

  private mutating func read(request: JSONValue, _ folders: [String], _ owners: [JSONValue]) {
    let name = request["name"]?.text ?? "Request"
    guard let url = request["url"]?.text, !url.hasPrefix("ws:"), !url.hasPrefix("wss:"),
      request["protoMethodName"] == nil
    else { return reader.omissions.add("request that is not HTTP", at: (folders + [name]).joined(separator: "/")) }
    var call = HTTPCall(folders: folders, name: name, url: Self.rewritten(url))
    call.method = request["method"]?.text ?? "GET"
    for owner in owners + [request] {
      let own = Self.enabled(owner["headers"]).map {
        HTTPHeader($0["name"]?.text ?? "", Self.rewritten($0["value"]?.text ?? ""))
      }
      let names = Set(own.map { $0.name.lowercased() })
      call.headers.removeAll { names.contains($0.name.lowercased()) }
      call.headers += own
    }
    for variable in Self.enabled(request["pathParameters"]) {
      let name = variable["name"]?.text ?? ""
      if !call.fill(pathVariable: name, with: Self.rewritten(variable["value"]?.text ?? "")) {
        reader.omissions.add("path parameter :\(name)", at: call.title)
      }
    }
    let query = Self.enabled(request["parameters"]).map {
      "\($0["name"]?.text ?? "")=\(Self.rewritten($0["value"]?.text ?? ""))"
    }
    if !query.isEmpty { call.url += (call.url.contains("?") ? "&" : "?") + query.joined(separator: "&") }
    take(body: request["body"], into: &call)
    let authentications = (owners + [request]).compactMap { $0["authentication"] }
    take(authentication: authentications.last { !($0["type"]?.text ?? "").isEmpty }, into: &call)
    takeCertificate(into: &call)
    for script in ["preRequestScript", "afterResponseScript"] where !(request[script]?.text ?? "").isEmpty {
      reader.omissions.add("script (\(script))", at: call.title)
    }
    let scripts = request["scripts"]
    for script in ["preRequest", "afterResponse"] where !(scripts?[script]?.text ?? "").isEmpty {
      reader.omissions.add("script (\(script))", at: call.title)
    }
    if [call.url, String(decoding: call.body, as: UTF8.self)].contains(where: { $0.contains("{%") }) {
      reader.omissions.add("template tag {% … %}, which stays as it is", at: call.title)
    }
    reader.add(call)
  }

  private static func enabled(_ list: JSONValue?) -> [JSONValue] {
    (list?.elements ?? []).filter { $0["disabled"]?.text != "true" && !($0["name"]?.text ?? "").isEmpty }
  }

  private mutating func take(body: JSONValue?, into call: inout HTTPCall) {
    guard let body, let text = body["text"]?.text else {
      if let kind = body?["mimeType"]?.text { reader.omissions.add("body of type \(kind.prefix(60))", at: call.title) }
      return
    }
    call.body = Array(Self.rewritten(text).utf8)
    if let type = body["mimeType"]?.text, !type.isEmpty, call.header("Content-Type") == nil {
      call.headers.append(HTTPHeader("Content-Type", type))
    }
  }

  private mutating func take(authentication: JSONValue?, into call: inout HTTPCall) {
    guard let kind = authentication?["type"]?.text, kind != "none", authentication?["disabled"]?.text != "true" else {
      return
    }
    switch kind {
    case "basic", "digest", "ntlm":
      call.user = Self.rewritten(authentication?["username"]?.text ?? "")
      call.credential = HTTPClientCredentialType(rawValue: kind)
    default: reader.omissions.add("authentication of type \(kind.prefix(40))", at: call.title)
    }
  }

  private mutating func take(certificate: JSONValue) {
    guard certificate["disabled"]?.text != "true" else { return }
    let file = certificate["cert"]?.text ?? certificate["pfx"]?.text ?? ""
    let host = (certificate["host"]?.text ?? "").lowercased()
    let plain = host.replacing("https://", with: "").replacing("*", with: "")
    if !plain.isEmpty { certificates.append((plain, file, false)) }
  }

  /// That of the host, which a variable may name: in the base environment or in any other.
  private mutating func takeCertificate(into call: inout HTTPCall) {
    guard !certificates.isEmpty, call.url.utf8.count <= 4_096 else { return }
    let scopes = [reader.contents.variables] + reader.contents.environments.map(\.variables)
    let addresses = scopes.map { variables in
      variables.filter { ($0.value ?? "").utf8.count <= 1_024 && call.url.contains("{{\($0.name)}}") }
        .reduce(call.url) { $0.replacing("{{\($1.name)}}", with: $1.value ?? "") }.lowercased()
    }
    let index = certificates.firstIndex { certificate in addresses.contains { $0.contains(certificate.host) } }
    guard let index else { return }
    certificates[index].isUsed = true
    (call.usesCertificate, call.certificate) = (true, certificates[index].file)
  }

  /// `{{ _.name }}`, `{{ _['name'] }}` and `{{ name }}` are `{{name}}`.
  private static func rewritten(_ text: String) -> String {
    VariableText.rewritten(text) { inner in
      var name = inner
      if name.hasPrefix("_.") { name.removeFirst(2) }
      if name.hasPrefix("_['") || name.hasPrefix("_[\"") { name = String(name.dropFirst(3).dropLast(2)) }
      return name.isEmpty || name.contains("|") || name.contains("(") ? nil : VariableText.name(name)
    }
  }
}
