internal import Basics

extension CollectionFolder {
  /// Writes what changed of a request: in its document only the lines whose values differ.
  ///
  /// - Parameter overwrites: saves also when somebody else changed the files since they were read; their version is
  ///   kept beside them as `….theirs`.
  /// - Returns: the files as they are now.
  public func save(_ request: StoredRequest, overwrites: Bool = false) throws(CollectionError) -> StoredRequest.Stamp {
    try Self.checkPath(request.path)
    let documentPath = try inside(documentPath(request.path))
    let envelopePath = try envelopePath(request.path, request.document)
    let document = try Disk.read(documentPath, limit: Self.documentLimit)
    if document == nil, request.onDisk.document != nil, !overwrites { throw .deletedMeanwhile(path: documentPath) }
    let newDocument = try edited(document, request.document, path: documentPath)
    let envelope = try Disk.read(envelopePath, limit: Self.envelopeLimit)
    let newEnvelope = request.envelope ?? envelope
    if let newEnvelope, newEnvelope != envelope { try checkSecrets(newEnvelope, over: envelope, path: envelopePath) }
    // Both are looked at before either is written.
    let isTheirDocument = isTheirs(document, newDocument, known: request.onDisk.document)
    let isTheirEnvelope = isTheirs(envelope, newEnvelope, known: request.onDisk.envelope)
    if !overwrites && isTheirDocument { throw .changedMeanwhile(path: documentPath) }
    if !overwrites && isTheirEnvelope { throw .changedMeanwhile(path: envelopePath) }
    // The envelope goes first. On a full disk neither is written.
    try Disk.write(
      try changes(newEnvelope, over: envelope, keepingTheirs: isTheirEnvelope, path: envelopePath)
        + changes(newDocument, over: document, keepingTheirs: isTheirDocument, path: documentPath))
    return .init(document: newDocument, envelope: newEnvelope)
  }

  /// Writes what a request would be here beside its files, as `….mine`, where the files say something else.
  ///
  /// - Returns: the paths that were written, relative to the collection's folder.
  public func keepBeside(_ request: StoredRequest) throws(CollectionError) -> [String] {
    var written: [String] = []
    for version in try versions(of: request) where version.ours != version.theirs {
      let path = freeName("\(path)/\(version.file).mine")
      if let slash = path.lastIndex(of: "/") { try Disk.makeFolder(String(path[..<slash])) }
      try Disk.write(version.ours, to: path)
      written.append(String(path.dropFirst(self.path.count + 1)))
    }
    return written
  }

  /// A file of a request as it is on the disk, and as the request would be written over it.
  public struct Versions: Sendable, Equatable {
    /// Relative to the collection's folder.
    public var file: String
    /// Empty when there is no file.
    public var theirs: [UInt8]
    public var ours: [UInt8]

    public init(file: String, theirs: [UInt8], ours: [UInt8]) {
      self.file = file
      self.theirs = theirs
      self.ours = ours
    }
  }

  /// The document and the envelope, each in both versions.
  public func versions(of request: StoredRequest) throws(CollectionError) -> [Versions] {
    try Self.checkPath(request.path)
    let document = try inside(documentPath(request.path))
    let theirs = try Disk.read(document, limit: Self.documentLimit)
    let envelope = try Disk.read(envelopePath(request.path, request.document), limit: Self.envelopeLimit)
    return [
      Versions(
        file: request.path + ".yaml", theirs: theirs ?? [], ours: try edited(theirs, request.document, path: document)),
      Versions(file: request.envelopeFile, theirs: envelope ?? [], ours: request.envelope ?? envelope ?? []),
    ]
  }

  private func edited(
    _ bytes: [UInt8]?, _ document: RequestDocument, path: String
  ) throws(CollectionError) -> [UInt8] {
    let text = try bytes.map { bytes throws(CollectionError) in try Self.text(bytes, path: path) } ?? ""
    let before = (try? YAMLField.parse(text)).map { RequestDocument.read($0).document } ?? RequestDocument()
    if let key = document.literalSecret, key != before.literalSecret { throw .literalSecret(path: path, key: key) }
    do { return Array(try document.written(over: text).utf8) } catch {
      throw .malformed(path: path, line: error.line, column: error.column, text: error.text)
    }
  }

  /// A password that somebody wrote there by hand stays; none comes in.
  private func checkSecrets(
    _ envelope: [UInt8], over old: [UInt8]?, path: String
  ) throws(CollectionError) {
    if LiteralSecret.isPrivateKey(envelope) { throw .literalSecret(path: path, key: "PRIVATE KEY") }
    let passwords = UsernameTokenPasswords.texts(in: envelope)
    if !passwords.isSubset(of: UsernameTokenPasswords.texts(in: old ?? [])) {
      throw .literalSecret(path: path, key: "Password")
    }
  }

  private func isTheirs(_ current: [UInt8]?, _ new: [UInt8]?, known: UInt64?) -> Bool {
    guard let current, current != new else { return false }
    return StoredRequest.Stamp.digest(current) != known
  }

  /// What is to be written, in this order; its folder is made.
  private func changes(
    _ new: [UInt8]?, over current: [UInt8]?, keepingTheirs: Bool, path: String
  ) throws(CollectionError) -> [(bytes: [UInt8], path: String)] {
    guard let new, new != current else { return [] }
    if let slash = path.lastIndex(of: "/") { try Disk.makeFolder(String(path[..<slash])) }
    return (keepingTheirs ? current.map { [($0, freeName(path + ".theirs"))] } ?? [] : []) + [(new, path)]
  }

  private func freeName(_ path: String) -> String {
    guard Disk.exists(path) else { return path }
    return (2...).lazy.map { "\(path)-\($0)" }.first { !Disk.exists($0) } ?? path
  }
}
