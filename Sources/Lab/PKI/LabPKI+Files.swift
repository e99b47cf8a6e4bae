internal import Basics
internal import Glibc
internal import TLS

extension LabPKI {
  /// The files that `write` makes.
  public struct Files: Sendable, Hashable {
    public var folder: String
    /// The anchor that clients trust.
    public var rootPEM: String
    /// For `--intermediates`.
    public var intermediatePEM: String
    public var identities: [Identity]

    public struct Identity: Sendable, Hashable {
      public var name: String
      /// Opened by `LabPKI.password`.
      public var pfx: String
      /// The leaf, its intermediates, and the key unencrypted.
      public var pem: String
    }

    public func identity(_ client: Client) -> Identity? { identities.first { $0.name == client.rawValue } }
  }

  /// Writes the root, the intermediate and every client identity into a folder, which is made (0700) when it is not
  /// there. Each file appears whole, with mode 0600, or not at all.
  public func write(to folder: String) throws(LabError) -> Files {
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
      throw .file(step: "make the folder", path: folder, systemError: errno)
    }
    var files = Files(
      folder: folder, rootPEM: folder + "/root.pem", intermediatePEM: folder + "/intermediate.pem", identities: [])
    try writeAtomically(root.certificatePEM, to: files.rootPEM)
    try writeAtomically(intermediate.certificatePEM, to: files.intermediatePEM)
    for client in Client.allCases {
      guard let identity = try? self.client(client) else { continue }
      files.identities.append(try write(identity, to: folder))
    }
    return files
  }

  private func write(_ identity: LabIdentity, to folder: String) throws(LabError) -> Files.Identity {
    let files = Files.Identity(
      name: identity.name, pfx: "\(folder)/\(identity.name).pfx", pem: "\(folder)/\(identity.name).pem")
    let contents = try identity.contents()
    try writeAtomically(contents.pfx, to: files.pfx)
    try writeAtomically(contents.pem, to: files.pem)
    return files
  }
}

extension LabIdentity {
  /// The identity as PKCS#12, opened by `LabPKI.password`, and as PEM with an unencrypted key.
  public func contents() throws(LabError) -> (pfx: [UInt8], pem: [UInt8]) {
    do {
      let pfx = try leaf.pkcs12(password: Secret(LabPKI.password), chain: intermediates, friendlyName: name)
      let certificates = ([leaf] + intermediates).flatMap(\.certificatePEM)
      return (pfx, certificates + (try leaf.privateKeyPEM()))
    } catch {
      throw .settings(summary: error.summary, values: error.values)
    }
  }
}

/// Writes beside, syncs, renames: a reader sees the old file or the new one.
private func writeAtomically(_ bytes: [UInt8], to path: String) throws(LabError) {
  let temporary = "\(path).\(getpid()).part"
  let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
  guard descriptor >= 0 else { throw .file(step: "create", path: temporary, systemError: errno) }
  var written = 0
  while written < bytes.count {
    let result = bytes.withUnsafeBytes {
      Glibc.write(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written)
    }
    guard result > 0 || errno == EINTR else { break }
    written += max(0, result)
  }
  let isComplete = written == bytes.count && fsync(descriptor) == 0
  close(descriptor)
  guard isComplete, rename(temporary, path) == 0 else {
    let reason = errno
    unlink(temporary)
    throw .file(step: "write", path: path, systemError: reason)
  }
}
