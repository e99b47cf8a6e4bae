internal import Basics
internal import Certificates
internal import XML

/// Writes one Security header as WCF's SendSecurityHeader does.
struct SecurityHeaderWriter {
  let plan: MessageSecurity
  let credentials: MessageCredentials
  let means: MessageSecurityMeans
  /// The envelope with what is added besides the header itself.
  var edit: EnvelopeEdit
  var names: SecurityPrefixes
  var ids: SecurityIDs
  private var additions: [String] = []
  /// As they stand in the header, by WCF's order.
  private var timestamp = ""
  private var tokens = ""
  private(set) var timestampID: String?
  private(set) var userNameTokenID: String?
  private(set) var certificateTokenID: String?
  private var passwordText: String?

  init(
    _ plan: MessageSecurity, _ envelope: [UInt8], charset: String?, _ credentials: MessageCredentials,
    _ means: MessageSecurityMeans
  ) throws(MessageSecurityError) {
    let edit: EnvelopeEdit?
    do throws(XMLProblem) { edit = try EnvelopeEdit(envelope, charset: charset) } catch { throw .malformed(error) }
    guard let edit else { throw .notAnEnvelope }
    if edit.headers(SecurityNames.security).contains(where: { edit.root.element(at: $0)?.actor == nil }) {
      throw .headerPresent
    }
    self.plan = plan
    self.credentials = credentials
    self.means = means
    self.edit = edit
    names = SecurityPrefixes(edit.root)
    ids = SecurityIDs(edit.root, uuid: means.uuid)
  }

  mutating func write() throws(MessageSecurityError) -> SecuredEnvelope {
    if let declaration = names.utilityDeclaration { edit.add(attribute: declaration, at: []) }
    if let seconds = plan.timestampSeconds { writeTimestamp(seconds) }
    if let form = plan.userName { try writeUserName(form) }
    var signature = ""
    if let wanted = plan.signature { signature = try writeSignature(wanted) }
    let header = header(signature: signature)
    return SecuredEnvelope(
      bytes: bytes(header), shown: bytes(hidingPassword(in: header)), additions: additions)
  }

  // MARK: Parts

  private mutating func writeTimestamp(_ seconds: Double) {
    let expires = Timestamp(secondsSinceEpoch: means.now.secondsSinceEpoch + Int64(max(0, min(seconds, 1e9))))
    let id = ids.counted()
    timestampID = id
    let u = names.utility
    timestamp =
      "<\(u):Timestamp \(u):Id=\"\(id)\"><\(u):Created>\(means.now.withMilliseconds)</\(u):Created>"
      + "<\(u):Expires>\(expires.withMilliseconds)</\(u):Expires></\(u):Timestamp>"
    additions.append("Timestamp from \(means.now) to \(expires)")
  }

  private mutating func writeUserName(_ form: MessageSecurity.PasswordForm) throws(MessageSecurityError) {
    guard let name = credentials.userName, !name.isEmpty else { throw .userNameMissing }
    let id = ids.unique()
    userNameTokenID = id
    let (o, u) = (names.security, names.utility)
    tokens += "<\(o):UsernameToken \(u):Id=\"\(id)\"><\(o):Username>"
    tokens += try escaped(name, what: "user name") + "</\(o):Username>"
    switch form {
    case .text: try writePasswordText()
    case .digest: try writePasswordDigest()
    }
    tokens += "</\(o):UsernameToken>"
    additions.append("UsernameToken of \(name.neutralised), password as \(form.rawValue)")
  }

  private mutating func writePasswordText() throws(MessageSecurityError) {
    guard let password = credentials.password else { return }
    let text = try escaped(password.withBytes { String(decoding: $0, as: UTF8.self) }, what: "password")
    passwordText = text
    let o = names.security
    tokens += "<\(o):Password Type=\"\(SecurityNames.passwordText)\">\(text)</\(o):Password>"
  }

  private mutating func writePasswordDigest() throws(MessageSecurityError) {
    guard let password = credentials.password else { throw .passwordMissing }
    let nonce = means.random(16)
    let created = means.now.withMilliseconds
    let digest = UsernameTokenDigest.digest(
      nonce: nonce, created: created, password: password, by: means.cryptography)
    let (o, u) = (names.security, names.utility)
    tokens += "<\(o):Password Type=\"\(SecurityNames.passwordDigest)\">\(digest.base64)</\(o):Password>"
    tokens += "<\(o):Nonce EncodingType=\"\(SecurityNames.base64Binary)\">\(nonce.base64)</\(o):Nonce>"
    tokens += "<\(u):Created>\(created)</\(u):Created>"
  }

  private mutating func writeSignature(_ wanted: MessageSecurity.Signature) throws(MessageSecurityError) -> String {
    guard let signer = credentials.signer else { throw .signerMissing }
    let id = ids.unique()
    certificateTokenID = id
    let (o, u) = (names.security, names.utility)
    tokens +=
      "<\(o):BinarySecurityToken \(u):Id=\"\(id)\" ValueType=\"\(SecurityNames.x509v3)\""
      + " EncodingType=\"\(SecurityNames.base64Binary)\">\(signer.certificate.der.base64)</\(o):BinarySecurityToken>"
    let parts = try SignedParts(wanted.parts, in: &self)
    let unsigned = bytes(header(signature: ""))
    let writer = SignatureWriter(
      signature: wanted, signer: signer, cryptography: means.cryptography, prefix: o, tokenID: id, charset: edit.charset
    )
    let signature = try writer.write(parts.ids, of: unsigned)
    additions.append(
      "Signature by \(signer.certificate.subject.description.neutralised) over "
        + parts.names.joined(separator: ", "))
    return signature
  }

  // MARK: The whole

  private func header(signature: String) -> String {
    let o = names.security
    let content = plan.timestampIsLast ? tokens + signature + timestamp : timestamp + tokens + signature
    return "<\(o):Security \(names.envelope):mustUnderstand=\"1\"\(names.envelopeDeclaration)"
      + " xmlns:\(o)=\"\(SecurityNames.extensionNamespace)\">\(content)</\(o):Security>"
  }

  private func bytes(_ header: String) -> [UInt8] {
    var edit = edit
    edit.add(header: header)
    return edit.result
  }

  private func hidingPassword(in header: String) -> String {
    guard let passwordText else { return header }
    let o = names.security
    // The only place where the writer puts this type and the text together.
    let written = "\(SecurityNames.passwordText)\">\(passwordText)</\(o):Password>"
    guard let range = header.firstRange(of: written) else { return header }
    return header[..<range.lowerBound] + "\(SecurityNames.passwordText)\">••••</\(o):Password>"
      + header[range.upperBound...]
  }

  /// As element content. Beyond ASCII by number where the envelope is written in another encoding than UTF-8.
  private func escaped(_ text: String, what: String) throws(MessageSecurityError) -> String {
    guard text.unicodeScalars.allSatisfy(\.isXMLCharacter) else { throw .unwritable(what: what) }
    let text = text.escaped(inAttribute: false)
    guard edit.declaresOtherEncoding else { return text }
    return text.unicodeScalars.map { $0.isASCII ? String($0) : "&#\($0.value);" }.joined()
  }
}

/// UsernameToken Profile 1.1 section 3.1: SHA-1 over nonce, Created as it is written, and password.
enum UsernameTokenDigest {
  static func digest(
    nonce: [UInt8], created: String, password: Secret, by cryptography: MessageCryptography
  ) -> [UInt8] {
    var message = nonce + Array(created.utf8) + password.withBytes { $0 }
    defer { wipe(&message) }
    return cryptography.digest(.sha1, message)
  }
}

extension Timestamp {
  /// As WCF writes it: `2026-11-27T03:11:00.000Z`.
  var withMilliseconds: String { description.dropLast() + ".000Z" }
}

extension XMLElement {
  /// Whom a header block is for: actor of SOAP 1.1, role of SOAP 1.2; nil for the receiver at the end.
  var actor: String? {
    attributes.first { attribute in
      (attribute.name.local == "actor" || attribute.name.local == "role") && attribute.name.namespace != nil
        && !attribute.value.isEmpty
        && attribute.value != "http://www.w3.org/2003/05/soap-envelope/role/ultimateReceiver"
    }?.value
  }
}

extension Unicode.Scalar {
  /// XML 1.0 section 2.2.
  var isXMLCharacter: Bool {
    switch value {
    case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }
}

extension MessageSecurityMeans {
  var uuid: String { UniqueID.uuid(random) }
}
