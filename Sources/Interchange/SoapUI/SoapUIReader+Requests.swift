internal import Basics
internal import Bindings
internal import Handshake
internal import XML

extension SoapUIReader {
  mutating func read(interface: XMLElement) {
    let name = interface.plain("name") ?? ""
    let kind = interface.attributes.first { $0.name.local == "type" && $0.name.namespace != nil }?.value
    guard kind?.hasSuffix("WsdlInterface") ?? interface.isOldWSDL else {
      let kind = kind?.split(separator: ":").last.map { String($0) } ?? interface.plain("type") ?? "another kind"
      return omissions.add("interface that is not SOAP (\(kind))", at: name)
    }
    let operations = interface.all("operation")
    let known = Interface(
      version: interface.plain("soapVersion") == "1_2" ? .soap12 : .soap11,
      endpoints: interface.child("endpoints")?.all("endpoint").map(\.token) ?? [],
      actions: Dictionary(operations.map { ($0.plain("name") ?? "", $0.plain("action") ?? "") }) { first, _ in first },
      oneWay: Set(operations.filter { $0.isTrue("isOneWay") }.compactMap { $0.plain("name") }),
      addressing: ["USING", "REQUIRED"].contains(interface.plain("wsaVersion")?.uppercased() ?? ""))
    interfaces[name] = known
    if interface.child("definitionCache") != nil {
      omissions.add("copy of the WSDL (import wsdl reads the definition itself)", at: name)
    }
    (suite, testCase) = (nil, nil)
    for operation in operations {
      for call in operation.all("call") {
        let operationName = operation.plain("name") ?? ""
        add(call, [name, operationName], call.plain("name") ?? "Request", known, operationName)
      }
    }
  }

  /// - Parameter folders: where the request lies; its own name comes last in titles.
  mutating func add(
    _ call: XMLElement, _ folders: [String], _ name: String, _ interface: Interface, _ operation: String
  ) {
    let title = (folders + [name]).joined(separator: "/")
    let endpoint = call.child("endpoint")?.token ?? ""
    var request = ImportedRequest(
      folders: folders, name: name, url: expanded(endpoint.isEmpty ? interface.endpoints.first ?? "" : endpoint),
      action: expanded(interface.actions[operation] ?? ""), version: MessageVersion(interface.version),
      envelope: envelope(call, title))
    request.isOneWay = interface.oneWay.contains(operation)
    if request.url.isEmpty { contents.problems.append(.init(.warning, "\(title.neutralised) has no address.")) }
    let charset = call.child("encoding")?.token ?? "UTF-8"
    if charset.lowercased() != "utf-8", !charset.isEmpty { request.encoding = charset }
    take(settings: call, into: &request, title)
    take(credentials: call.child("credentials"), into: &request, title)
    take(addressing: call, interface, into: &request, title)
    take(keyStore: call.plain("sslKeystore"), into: &request, title)
    if let timeout = call.plain("timeout").flatMap(Double.init), timeout > 0 {
      request.connection.totalSeconds = timeout / 1000
    }
    take(assertions: call, into: &request, title)
    remark(call, title)
    contents.requests.append(request)
  }

  mutating func expanded(_ text: String) -> String { properties.expand(text, suite: suite, testCase: testCase) }

  /// The message's text. Versions of SoapUI wrote line ends as the letters `\r` before a line feed.
  private mutating func envelope(_ call: XMLElement, _ title: String) -> [UInt8] {
    guard let element = call.child("request") else { return [] }
    if let compression = element.plain("compression"), !compression.isEmpty {
      omissions.add("message that is compressed (\(compression))", at: title)
      return []
    }
    var text = element.text.replacing("\\r\n", with: "\n")
    if text.hasSuffix("\\r") { text.removeLast(2) }
    if text.utf8.count(where: { $0 == UInt8(ascii: "{") }) > 1, text.contains("{{") {
      omissions.add("{{ in the message, which is a variable here", at: title)
    }
    return Array(expanded(text).utf8)
  }

  private mutating func take(settings call: XMLElement, into request: inout ImportedRequest, _ title: String) {
    for setting in call.settings {
      let id = setting.id.split(separator: "@").last.map { String($0) } ?? setting.id
      let value = setting.value.trimmedWhitespace
      switch id {
      case "request-headers": take(headers: value, into: &request, title)
      case "force_mtom": if value == "true" { request.usesMTOM = true }
      // Alone it packs attachments, when there are any.
      case "enable-mtom": if value == "true", call.child("attachment") != nil { request.usesMTOM = true }
      case "skip_soap_action": if value == "true" { request.action = nil }
      // Of answers and of the program's screens; the first two only tell how attachments are packed, and they are named
      // themselves.
      case "expand-mtom-attachments", "disable-multipart-attachments", "discardResponse", "dumpFile", "pretty_print",
        "follow-redirects", "expandMtomResponseAttachments":
        break
      case "encode_attachments", "enable_inline_files", "strip-whitespaces", "remove_empty_content",
        "entitizeProperties",
        "inline_response_attachments":
        if value == "true" { omissions.add("setting \(id)", at: title) }
      default:
        if !value.isEmpty, value != "false" { omissions.add("setting \(id)=\(value.prefix(60))", at: title) }
      }
    }
  }

  /// `<xml-fragment><con:entry key="Name" value="…"/></xml-fragment>`.
  private mutating func take(headers text: String, into request: inout ImportedRequest, _ title: String) {
    guard !text.isEmpty else { return }
    guard let root = try? XMLDocument(Array(text.utf8)).root else {
      return omissions.add("HTTP headers that cannot be read", at: title)
    }
    // One entry alone may be the fragment itself.
    let entries = root.elements.isEmpty ? [root] : root.elements
    for entry in entries {
      guard let name = entry.plain("key"), !name.isEmpty else { continue }
      let value = expanded(entry.plain("value") ?? "")
      if name.lowercased() == "soapaction" {
        request.action = value.unquoted
      } else if SecretWords.isSecret(header: name, value) {
        omissions.add("header \(name), which holds a secret: give it as {{variable}}", at: title)
      } else if HTTPHeaderRole(name) == .transport {
        omissions.add("header \(name), which the transport makes", at: title)
      } else {
        request.headers.append(HTTPHeader(name, value))
      }
    }
  }

  private mutating func take(credentials: XMLElement?, into request: inout ImportedRequest, _ title: String) {
    guard let user = credentials?.child("username")?.token, !user.isEmpty else { return }
    let kind = (credentials?.child("selectedAuthProfile") ?? credentials?.child("authType"))?.token.lowercased() ?? ""
    if kind == "no authorization" { return omissions.add("user \(user), whom the request does not use", at: title) }
    let domain = credentials?.child("domain")?.token ?? ""
    request.user = expanded(domain.isEmpty ? user : "\(domain)\\\(user)")
    request.credential = kind.contains("ntlm") || !domain.isEmpty ? .ntlm : kind.contains("spnego") ? .windows : .basic
    contents.askForPassword(of: user)
  }

  private mutating func take(
    addressing call: XMLElement, _ interface: Interface, into request: inout ImportedRequest, _ title: String
  ) {
    guard call.isTrue("useWsAddressing"), let settings = call.child("wsaConfig") else { return }
    let version: AddressingVersion = settings.plain("version") == "200408" ? .wsAddressingAugust2004 : .wsAddressing10
    request.version = MessageVersion(interface.version, version)
    if let action = settings.plain("action"), !action.isEmpty {
      if interface.version == .soap11, let own = request.action, !own.isEmpty, own != action {
        omissions.add("wsa:Action that differs from the SOAPAction header", at: title)
      } else {
        request.action = expanded(action)
      }
    }
    for name in ["from", "to", "replyTo", "faultTo", "messageID", "relatesTo", "relationshipType"] {
      if let value = settings.plain(name), !value.isEmpty {
        omissions.add("wsa:\(name)=\(value.prefix(80))", at: title)
      }
    }
    if settings.plain("mustUnderstand") == "TRUE" { omissions.add("mustUnderstand of addressing headers", at: title) }
  }

  private mutating func take(keyStore name: String?, into request: inout ImportedRequest, _ title: String) {
    guard let name, !name.isEmpty else {
      if !request.url.lowercased().hasPrefix("http:") { bareTLSRequests += 1 }
      return
    }
    let identity = ImportedRequest.identityName(name)
    request.identity = identity
    let question =
      "Which file holds the client certificate \(identity)? The project names the key store "
      + "\"\((keyStores[name] ?? name).neutralised)\"; one in JKS becomes PKCS#12 with keytool -importkeystore."
    if !contents.questions.contains(question) { contents.questions.append(question) }
  }

  /// Parts of a request that are named only.
  private mutating func remark(_ call: XMLElement, _ title: String) {
    for attachment in call.all("attachment") {
      let name = attachment.child("name")?.token ?? ""
      omissions.add("attachment \(name)", at: title)
    }
    for direction in ["outgoingWss", "incomingWss"] {
      if let name = call.plain(direction), !name.isEmpty { omissions.add("\(direction) \(name)", at: title) }
    }
    if let type = call.plain("wssPasswordType"), !type.isEmpty, type != "None" {
      omissions.add("UsernameToken (\(type)): choose security transportWithMessageCredential", at: title)
    }
    if call.isTrue("useWsReliableMessaging") { omissions.add("WS-ReliableMessaging", at: title) }
    if let file = call.plain("dumpFile"), !file.isEmpty { omissions.add("dump file of answers", at: title) }
  }
}

extension XMLElement {
  /// SoapUI before 2.5 knew no other interfaces, and wrote no type, or its own.
  fileprivate var isOldWSDL: Bool {
    plain("type").map { $0 == "wsdl" } ?? (plain("bindingName") != nil || plain("soapVersion") != nil)
  }
}

extension ImportedRequest {
  /// A name as identities have it: small letters, and of a path the last part without its ending.
  static func identityName(_ file: String) -> String {
    let last = file.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
    let stem = last.lastIndex(of: ".").map { $0 == last.startIndex ? last : last[..<$0] } ?? last
    let name = stem.lowercased().unicodeScalars.map { scalar -> Character in
      let isWord = scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "-" || scalar == "_"
      return isWord ? Character(scalar) : "-"
    }
    return name.isEmpty ? "client" : String(name)
  }
}

extension String {
  var trimmedWhitespace: String {
    let scalars = unicodeScalars.drop { $0.properties.isWhitespace }
    guard let last = scalars.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
    return String(scalars[...last])
  }

  /// A SOAPAction's value without its quotes.
  var unquoted: String {
    let text = trimmedWhitespace
    guard text.utf8.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
    return String(text.dropFirst().dropLast())
  }
}
