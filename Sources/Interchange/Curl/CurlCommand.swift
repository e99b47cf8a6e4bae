internal import Basics
internal import Bindings
internal import Handshake

/// One request of a curl command line.
struct CurlCommand {
  private(set) var call = HTTPCall(name: "", url: "")
  /// What it says and has no counterpart.
  private(set) var omissions: [String] = []
  private(set) var isCaretQuoted = false
  private var method: String?
  private var data: [UInt8]?
  /// Taken away with `-H 'Name:'`.
  private var removed: Set<String> = []
  private let input: String?
  private let other: CurlReader.Other

  init(input: String?, other: @escaping CurlReader.Other) {
    self.input = input
    self.other = other
  }

  mutating func read(_ words: [ShellScript.Word]) {
    var rest = words[...]
    while let word = rest.popFirst() {
      if word.text == "^" { isCaretQuoted = true }
      guard word.text.hasPrefix("-"), word.text.utf8.count > 1 else {
        if !word.text.isEmpty, word.text != "^" { take(url: word) }
        continue
      }
      if word.text.hasPrefix("--") { read(long: word, &rest) } else { read(short: word, &rest) }
    }
    call.method = method ?? (data == nil ? "GET" : "POST")
    call.body = data ?? []
    addOwnHeaders()
  }

  private mutating func read(long word: ShellScript.Word, _ rest: inout ArraySlice<ShellScript.Word>) {
    guard let option = CurlOption.named(word.text) else {
      omissions.append("option \(word.text.prefix(60))")
      return
    }
    let value = option.takesValue ? rest.popFirst() ?? ShellScript.Word() : ShellScript.Word()
    take(option, word.text, value)
  }

  /// `-k -XPOST -sS`: several letters in a word, and the value of the last behind it or in the next.
  private mutating func read(short word: ShellScript.Word, _ rest: inout ArraySlice<ShellScript.Word>) {
    var letters = word.text.unicodeScalars.dropFirst()
    while let letter = letters.popFirst() {
      let name = "-\(letter)"
      guard let option = CurlOption.named(name) else {
        // Such as -L: it follows redirects, which a SOAP client does not.
        omissions.append(letter == "L" ? "following redirects" : "option \(name)")
        continue
      }
      guard option.takesValue else {
        take(option, name, ShellScript.Word())
        continue
      }
      var value = ShellScript.Word(text: String(letters), isComputed: word.isComputed)
      if letters.isEmpty { value = rest.popFirst() ?? ShellScript.Word() }
      take(option, name, value)
      return
    }
  }

  private mutating func take(url word: ShellScript.Word) {
    if !call.url.isEmpty { omissions.append("second address \(word.text.withoutCredentials.prefix(200))") }
    guard call.url.isEmpty else { return }
    let hasScheme = word.text.contains("://") || word.text.hasPrefix("{{")
    call.url = hasScheme || word.text.isEmpty ? word.text : "http://" + word.text
  }

  private mutating func take(_ option: CurlOption, _ name: String, _ value: ShellScript.Word) {
    if value.isComputed, value.text.isEmpty {
      if case .configuration = option.meaning { return }
      omissions.append("value of \(name) that a program makes")
      if case .binaryData = option.meaning { data = data ?? [] }
      return
    }
    let text = value.text
    switch option.meaning {
    case .url: take(url: value)
    case .method: method = text
    case .header: take(header: text)
    case .data, .rawData, .binaryData, .urlEncodedData, .json: take(data: option.meaning, text)
    case .form:
      omissions.append("form field \(text.prefix(60))")
      data = data ?? []
    case .upload:
      omissions.append("upload of \(text.prefix(200))")
      method = method ?? "PUT"
    case .get: method = method ?? "GET"
    case .head: method = method ?? "HEAD"
    case .user, .authentication, .certificate, .certificateType, .key, .passphrase: take(credential: option, name, text)
    case .userAgent: call.headers.append(HTTPHeader("User-Agent", text))
    case .referer: call.headers.append(HTTPHeader("Referer", text))
    case .cookie: omissions.append("cookies")
    case .configuration: omissions.append("configuration file \(text.prefix(200))")
    case .unknown: omissions.append("option \(name)")
    case .ofAnswer, .next: break
    default: take(connection: option.meaning, name, text)
    }
  }

  private mutating func take(connection meaning: CurlOption.Meaning, _ name: String, _ text: String) {
    switch meaning {
    case .insecure: call.connection.isInsecure = true
    case .anchors: call.connection.anchorsPath = text
    case .anchorsFolder: call.connection.anchorsFolder = text
    case .revocationList: call.connection.revocationLists = [text]
    case .resolve: call.connection.resolve.append(text)
    case .proxy:
      call.connection.proxyURL = text.withoutCredentials
      if text.withoutCredentials != text { omissions.append("user and password of the proxy") }
    case .proxyUser: omissions.append("user and password of the proxy")
    case .minimum(let version): call.connection.minimum = TLSVersion(curl: version)
    case .maximum: call.connection.maximum = TLSVersion(curl: text)
    case .ciphers: call.connection.ciphers = text
    case .curves: call.connection.curves = text
    case .connectSeconds: call.connection.connectSeconds = Double(text)
    case .totalSeconds: call.connection.totalSeconds = Double(text)
    default: omissions.append("option \(name)")
    }
  }

  private mutating func take(credential option: CurlOption, _ name: String, _ text: String) {
    switch option.meaning {
    case .user:
      let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      call.user = parts.first.map { String($0) }
      call.credential = call.credential ?? .basic
    case .authentication:
      switch name {
      case "--digest": call.credential = .digest
      case "--ntlm": call.credential = .ntlm
      case "--negotiate": call.credential = .windows
      case "--basic": call.credential = .basic
      default: omissions.append("choice of the authentication by the server (\(name))")
      }
    case .certificate:
      call.usesCertificate = true
      let file = Self.certificateFile(text)
      call.certificate = file.hasPrefix("{{") ? nil : file
    // Of a file that a person names anyway.
    case .key, .certificateType: call.usesCertificate = true
    default: break
    }
  }

  /// `FILE:PASSWORD` with `\:` for a colon of the name; a PKCS#11 URI and a drive letter have theirs.
  private static func certificateFile(_ text: String) -> String {
    if text.hasPrefix("pkcs11:") { return String(text.prefix { $0 != "?" }) }
    var file = ""
    var isEscaped = false
    for (offset, scalar) in text.unicodeScalars.enumerated() {
      if scalar == ":", !isEscaped, offset != 1 { break }
      if scalar == "\\", !isEscaped {
        isEscaped = true
        continue
      }
      if isEscaped, scalar != ":", scalar != "\\" { file.unicodeScalars.append("\\") }
      isEscaped = false
      file.unicodeScalars.append(scalar)
    }
    return file
  }
}

// Headers and the message.
extension CurlCommand {
  private mutating func take(header text: String) {
    if text.hasPrefix("@") { return omissions.append("headers in the file \(text.dropFirst().prefix(200))") }
    if text.hasSuffix(";"), !text.contains(":") {
      call.headers.append(HTTPHeader(String(text.dropLast()).trimmedWhitespace, ""))
      return
    }
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return omissions.append("header without a colon: \(text.prefix(60))") }
    let name = String(parts[0]).trimmedWhitespace
    let value = String(parts[1]).trimmedWhitespace
    if value.isEmpty { removed.insert(name.lowercased()) } else { call.headers.append(HTTPHeader(name, value)) }
  }

  private mutating func take(data meaning: CurlOption.Meaning, _ text: String) {
    var bytes = Array(text.utf8)
    switch meaning {
    case .urlEncodedData: omissions.append("data that curl encodes for a form")
    case .json: call.headers.append(HTTPHeader("Content-Type", "application/json"))
    case .data, .binaryData:
      guard text.hasPrefix("@") else { break }
      bytes = file(String(text.dropFirst()))
      if case .data = meaning { bytes.removeAll { $0 == 0x0A || $0 == 0x0D } }
    default: break
    }
    data = data.map { $0 + [UInt8(ascii: "&")] + bytes } ?? bytes
  }

  private mutating func file(_ path: String) -> [UInt8] {
    if path == "-" {
      if input == nil { omissions.append("message from standard input") }
      return Array((input ?? "").utf8)
    }
    if let bytes = other(path) { return bytes }
    omissions.append("message in the file \(path.prefix(200)), which must lie beside the script or below it")
    return []
  }

  /// What curl adds where nobody says otherwise.
  private mutating func addOwnHeaders() {
    call.headers.removeAll { removed.contains($0.name.lowercased()) }
    let isForm = data != nil && call.header("Content-Type") == nil && !removed.contains("content-type")
    if isForm { call.headers.append(HTTPHeader("Content-Type", "application/x-www-form-urlencoded")) }
  }
}

extension TLSVersion {
  /// `1.2`; nil for `default` and what is none.
  init?(curl number: String) {
    guard let minor = ["1.0", "1.1", "1.2", "1.3"].firstIndex(of: number) else { return nil }
    self.init(rawValue: 0x0301 + UInt16(minor))
  }

  var curlNumber: String { "1.\(max(0, Int(rawValue) - 0x0301))" }
}
