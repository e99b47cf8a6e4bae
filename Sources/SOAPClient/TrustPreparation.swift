internal import Basics
internal import Certificates
internal import Exchange
internal import Glibc
internal import TLS

/// From a reference to the anchors and revocation lists themselves. Blocks: call it on a thread of its own.
struct TrustPreparation: Sendable {
  var reference: TrustReference
  var reading: FileReading

  func load() throws(Refusal) -> ServerTrust {
    if let folder = reference.folder {
      for path in reference.pathsInside where CollectionPath.isLinkedOut(path, of: folder) { throw .fileOutside(path) }
    }
    let lists = try revocationLists()
    guard reference.anchorsPath != nil || reference.folderPath != nil else {
      return ServerTrust(verifies: !reference.insecure, revocationLists: lists)
    }
    let anchors = try reference.anchorsPath.map { path throws(Refusal) in
      try pem(path, label: "CERTIFICATE", whatItIs: "certificate")
    }
    if let folder = reference.folderPath, access(folder, R_OK | X_OK) != 0 {
      throw Refusal(FileError.unreadable(path: folder, systemError: errno), stage: .file)
    }
    return ServerTrust(
      anchors: .only(pem: anchors ?? [], folder: reference.folderPath), verifies: !reference.insecure,
      revocationLists: lists,
      label: [reference.anchorsPath, reference.folderPath].compactMap { $0 }.joined(separator: ", "))
  }

  /// All lists as one text, each file with a line end of its own; nil when none was named.
  private func revocationLists() throws(Refusal) -> [UInt8]? {
    var text: [UInt8] = []
    for path in reference.revocationListPaths {
      text += try pem(path, label: "X509 CRL", whatItIs: "certificate revocation list") + [0x0A]
    }
    return text.isEmpty ? nil : text
  }

  private func pem(_ path: String, label: String, whatItIs: String) throws(Refusal) -> [UInt8] {
    let bytes: [UInt8]
    do throws(FileError) { bytes = try reading.bytes(of: path) } catch { throw Refusal(error, stage: .file) }
    // Authorities publish their lists in DER.
    if label == "X509 CRL", FileKind(of: bytes) == .revocationList { return PEMBlock.text(label, of: bytes) }
    // `TRUSTED CERTIFICATE` is OpenSSL's own kind of block.
    if bytes.firstPlace(of: "\(label)-----") != nil { return bytes }
    throw Refusal(
      stage: .file, code: "not-pem", summary: "\(path.neutralised) holds no \(whatItIs) in PEM.",
      values: ["\(bytes.count) bytes without a line -----BEGIN \(label)-----"],
      remedy: "Convert it: openssl \(label == "CERTIFICATE" ? "x509" : "crl") -inform DER -in FILE -out FILE.pem")
  }
}
