internal import Basics
internal import Bindings
internal import Certificates
internal import Exchange
internal import Handshake

/// A draft as JSON and back.
enum DraftArchive {
  /// - Parameter draft: without secrets, as `ExchangeRecord` has it.
  static func json(_ draft: Draft, lacksSecrets: Bool) -> JSONValue {
    [
      "lacksSecrets": .bool(lacksSecrets),
      "name": .optional(draft.name), "folder": .optional(draft.folder),
      "url": .string(draft.url), "method": .string(draft.method.rawValue),
      "envelope": draft.envelope.map(envelope) ?? .null,
      "action": .optional(draft.action), "oneWay": .bool(draft.isOneWay),
      "binding": .string(draft.binding.description), "flavour": .string(draft.flavour.rawValue),
      "identity": draft.identity.map(identity) ?? .null,
      "user": draft.user.map {
        [
          "name": .string($0.name), "password": .string($0.password.description), "folder": .optional($0.folder),
        ]
      } ?? .null,
      "chain": .string(draft.chain.rawValue),
      "trust": [
        "anchors": .optional(draft.trust.anchorsPath), "folder": .optional(draft.trust.folderPath),
        "revocationLists": .strings(draft.trust.revocationListPaths), "insecure": .bool(draft.trust.insecure),
        "collection": .optional(draft.trust.folder), "named": .strings(draft.trust.namedPaths.sorted()),
      ],
      "tls": tls(draft.tls),
      "httpHeaders": .array(draft.httpHeaders.map { [.string($0.name), .string($0.value)] }),
      "soapHeaders": .array(draft.soapHeaders.map(header)),
      "behaviors": .strings(draft.behaviors.map(\.description)),
      "resolve": .strings(draft.route.resolve), "proxy": .optional(draft.route.proxyURL),
      "limits": [
        "connectSeconds": .double(draft.limits.connectSeconds), "totalSeconds": .double(draft.limits.totalSeconds),
        "idleSeconds": .double(draft.limits.idleSeconds), "responseBytes": .int(draft.limits.responseBytes),
      ],
      "insertions": .array(draft.insertions.map(insertion)),
    ]
  }

  private static func envelope(_ bytes: [UInt8]) -> JSONValue {
    if let text = String(validating: bytes, as: UTF8.self) { return ["text": .string(text)] }
    return ["base64": .base64(bytes)]
  }

  private static func identity(_ identity: IdentityReference) -> JSONValue {
    [
      "name": .optional(identity.name), "certificate": .string(identity.certificate.label),
      "key": .optional(identity.key?.label), "format": .optional(identity.format?.rawValue),
      "password": .string(identity.password.description),
      "intermediates": .strings(identity.intermediates.map(\.label)),
    ]
  }

  private static func tls(_ settings: TLSSettings) -> JSONValue {
    [
      "minimum": .optional(settings.minimum.map { Int($0.rawValue) }),
      "maximum": .optional(settings.maximum.map { Int($0.rawValue) }),
      "ciphers": .optional(settings.ciphers), "curves": .optional(settings.curves),
      "securityLevel": .optional(settings.securityLevel),
      "legacyRenegotiation": .bool(settings.legacyRenegotiation),
    ]
  }

  private static func header(_ header: SOAPHeader) -> JSONValue {
    var (text, xml): (String?, String?)
    switch header.content {
    case .text(let content): text = content
    case .xml(let content): xml = content
    }
    return [
      "name": .string(header.name), "namespace": .string(header.namespace), "text": .optional(text),
      "xml": .optional(xml), "mustUnderstand": .bool(header.mustUnderstand), "actor": .optional(header.actor),
      "relay": .bool(header.relay),
    ]
  }

  private static func insertion(_ insertion: Insertion) -> JSONValue {
    var secret = JSONValue.null
    if case .secret(let name, let source, let folder) = insertion.content {
      secret = ["name": .string(name), "source": .string(source.description), "folder": .optional(folder)]
    }
    return [
      "marker": .string(insertion.marker), "written": .string(insertion.written), "secret": secret,
      "base64": .bool(insertion.isBase64),
    ]
  }
}

extension DraftArchive {
  /// - Returns: nil for what is no draft.
  static func draft(_ json: JSONValue) -> (draft: Draft, lacksSecrets: Bool)? {
    guard let url = json["url"]?.text, let words = json["binding"]?.text,
      let binding = try? BindingParser.binding(words)
    else { return nil }
    let insertions = (json["insertions"]?.elements ?? []).map { Self.insertion($0) }
    guard insertions.allSatisfy({ $0 != nil }) else { return nil }
    let draft = Draft(
      name: json["name"]?.text, url: url, method: json["method"]?.text.flatMap(RequestMethod.init) ?? .post,
      envelope: json["envelope"]?["text"]?.text.map { Array($0.utf8) } ?? json["envelope"]?["base64"]?.bytes,
      action: json["action"]?.text, binding: binding,
      flavour: json["flavour"]?.text.flatMap(Flavour.init) ?? .netFramework,
      identity: json["identity"].flatMap { Self.identity($0) }, user: json["user"].flatMap { Self.user($0) },
      chain: json["chain"]?.text.flatMap(ChainChoice.init) ?? .full, trust: trust(json["trust"] ?? .null),
      tls: tls(json["tls"] ?? .null), httpHeaders: Self.headers(json["httpHeaders"]),
      soapHeaders: (json["soapHeaders"]?.elements ?? []).compactMap { Self.soapHeader($0) },
      isOneWay: json["oneWay"]?.isTrue ?? false,
      behaviors: (json["behaviors"]?.texts ?? []).compactMap { RequestBehavior($0) }, folder: json["folder"]?.text,
      route: Route(resolve: json["resolve"]?.texts ?? [], proxyURL: json["proxy"]?.text),
      limits: limits(json["limits"] ?? .null), insertions: insertions.compactMap(\.self))
    return (draft, json["lacksSecrets"]?.isTrue ?? false)
  }

  static func headers(_ json: JSONValue?) -> [HTTPHeader] {
    (json?.elements ?? []).map(\.texts).filter { $0.count == 2 }.map { HTTPHeader($0[0], $0[1]) }
  }

  private static func identity(_ json: JSONValue) -> IdentityReference? {
    guard let certificate = json["certificate"]?.text.flatMap({ try? CertificateSource.named($0) }) else { return nil }
    return IdentityReference(
      name: json["name"]?.text, certificate: certificate,
      key: json["key"]?.text.flatMap { try? CertificateSource.named($0) },
      format: json["format"]?.text.flatMap(CertificateFormat.init), password: source(json["password"]),
      intermediates: (json["intermediates"]?.texts ?? []).map { .file(path: $0) })
  }

  private static func user(_ json: JSONValue) -> UserReference? {
    json["name"]?.text.map {
      UserReference(name: $0, password: source(json["password"]), folder: json["folder"]?.text)
    }
  }

  /// What cannot be read any more is asked for.
  private static func source(_ json: JSONValue?) -> SecretSource {
    json?.text.map { (try? SecretSource.parse($0)) ?? .prompt } ?? .none
  }

  private static func trust(_ json: JSONValue) -> TrustReference {
    var trust = TrustReference(
      anchorsPath: json["anchors"]?.text, folderPath: json["folder"]?.text,
      revocationListPaths: json["revocationLists"]?.texts ?? [], insecure: json["insecure"]?.isTrue ?? false)
    trust.folder = json["collection"]?.text
    trust.namedPaths = Set(json["named"]?.texts ?? [])
    return trust
  }

  private static func tls(_ json: JSONValue) -> TLSSettings {
    let version = { (json: JSONValue?) in json?.number.flatMap(UInt16.init(exactly:)).map(TLSVersion.init) }
    return TLSSettings(
      minimum: version(json["minimum"]), maximum: version(json["maximum"]), ciphers: json["ciphers"]?.text,
      curves: json["curves"]?.text, securityLevel: json["securityLevel"]?.number,
      legacyRenegotiation: json["legacyRenegotiation"]?.isTrue ?? false)
  }

  private static func limits(_ json: JSONValue) -> Limits {
    let preset = Limits()
    return Limits(
      connectSeconds: json["connectSeconds"]?.fraction ?? preset.connectSeconds,
      totalSeconds: json["totalSeconds"]?.fraction ?? preset.totalSeconds,
      idleSeconds: json["idleSeconds"]?.fraction ?? preset.idleSeconds,
      responseBytes: json["responseBytes"]?.number ?? preset.responseBytes)
  }

  private static func soapHeader(_ json: JSONValue) -> SOAPHeader? {
    guard let name = json["name"]?.text else { return nil }
    return SOAPHeader(
      name, in: json["namespace"]?.text ?? "", json["xml"]?.text.map { .xml($0) } ?? .text(json["text"]?.text ?? ""),
      mustUnderstand: json["mustUnderstand"]?.isTrue ?? false, actor: json["actor"]?.text,
      relay: json["relay"]?.isTrue ?? false)
  }

  private static func insertion(_ json: JSONValue) -> Insertion? {
    guard let marker = json["marker"]?.text, let written = json["written"]?.text else { return nil }
    let isBase64 = json["base64"]?.isTrue ?? false
    if let secret = json["secret"], let name = secret["name"]?.text {
      return Insertion(
        marker: marker, written: written,
        content: .secret(name: name, source(secret["source"]), folder: secret["folder"]?.text), isBase64: isBase64)
    }
    let words = written.dropFirst(2).dropLast(2).split(separator: " ", maxSplits: 1).map(String.init)
    guard let word = words.first, let value = BuiltIn.named(word)?.read(words.count > 1 ? words[1] : "") else {
      return nil
    }
    return Insertion(marker: marker, written: written, content: .builtIn(value), isBase64: isBase64)
  }
}
