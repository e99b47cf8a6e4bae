public import Basics
public import Certificates

/// The intermediate store as a folder that can be changed: one PEM file for each certificate that is added, readable by
/// its owner alone, under a name that a person recognises. Blocks on the disk: not for the thread that paints.
public struct IntermediatesFolder: Sendable {
  public let path: String
  private let reader: CertificateReader

  /// What became of one certificate that was to be added.
  public struct Addition: Sendable, Equatable {
    public enum Outcome: Sendable, Equatable {
      case added(path: String)
      case alreadyThere(path: String)
      /// Why it has no place there.
      case leftOut(reason: String)
    }

    public var certificate: CertificateFacts
    public var outcome: Outcome

    public init(certificate: CertificateFacts, outcome: Outcome) {
      self.certificate = certificate
      self.outcome = outcome
    }
  }

  /// - Parameters:
  ///   - path: made with its parents (0700) when the first certificate is added.
  ///   - reader: tells a root, which has no place in the store, from an authority of a name that changed its key.
  public init(path: String, reader: CertificateReader) {
    self.path = path
    self.reader = reader
  }

  /// Adds what may complete a client chain: authorities that are no self-signed roots, each once.
  ///
  /// - Parameter present: what the store holds already, wherever in the folder.
  public func add(
    _ certificates: [CertificateFacts], present: [CertificateChain.Candidate]
  ) throws(CollectionError) -> [Addition] {
    var paths = Dictionary(present.map { ($0.certificate.sha256, $0.path) }) { first, _ in first }
    var additions: [Addition] = []
    for certificate in certificates {
      let outcome = try add(certificate, paths)
      if case .added(let path) = outcome { paths[certificate.sha256] = path }
      additions.append(Addition(certificate: certificate, outcome: outcome))
    }
    return additions
  }

  /// Takes the named certificate's file away.
  ///
  /// - Parameter name: the file's name, the subject's common name, or the SHA-256 fingerprint or at least its first eight
  ///   digits.
  /// - Returns: path of the file that is gone.
  public func remove(
    _ name: String, present: [CertificateChain.Candidate]
  ) throws(IntermediatesError) -> String {
    let wanted = present.filter { $0.answers(to: name) }
    let paths = Set(wanted.map(\.path)).sorted()
    guard let path = paths.first else { throw .unknown(name: name, folder: self.path) }
    guard paths.count == 1 else { throw .ambiguous(name: name, files: paths.map(\.fileName)) }
    let others = present.filter { $0.path == path && !$0.answers(to: name) }
    guard others.isEmpty else { throw .holdsOthers(file: path, others: others.map(\.certificate.subject.shortName)) }
    do throws(CollectionError) { try Disk.remove(path) } catch { throw .file(error) }
    return path
  }

  private func add(_ certificate: CertificateFacts, _ paths: [String: String]) throws(CollectionError)
    -> Addition.Outcome
  {
    if let reason = objection(to: certificate) { return .leftOut(reason: reason) }
    if let path = paths[certificate.sha256] { return .alreadyThere(path: path) }
    return .added(path: try write(certificate))
  }

  private func objection(to certificate: CertificateFacts) -> String? {
    if certificate.isSelfIssued, reader.isSigned(certificate, certificate) {
      return certificate.isCA
        ? "it is a self-signed root: servers have it or do not, and it is not sent"
        : "it is self-signed: nobody's issuer"
    }
    return certificate.isCA ? nil : "it is no certificate authority (basicConstraints)"
  }

  private func write(_ certificate: CertificateFacts) throws(CollectionError) -> String {
    try Disk.makeFolder(path, mode: 0o700)
    let target = "\(path)/\(Self.fileName(for: certificate))"
    let heading = "subject: \(certificate.subject)\nissuer:  \(certificate.issuer)\n"
    try Disk.write(Array(heading.utf8) + PEMBlock.text("CERTIFICATE", of: certificate.der), to: target, mode: 0o600)
    return target
  }

  /// `signet-issuing-ca-1a2b3c4d.pem`: from the name in the certificate, which may hold anything, only what is harmless.
  static func fileName(for certificate: CertificateFacts) -> String {
    let letters = certificate.subject.shortName.lowercased().map {
      $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-"
    }
    let words = String(letters).split(separator: "-").joined(separator: "-")
    return "\(words.isEmpty ? "authority" : String(words.prefix(60)))-\(certificate.sha256.prefix(8)).pem"
  }
}

extension CertificateChain.Candidate {
  /// The file it was found in.
  public var path: String {
    switch origin {
    case .identityFile: ""
    case .intermediates(let path), .store(let path): path
    }
  }

  fileprivate func answers(to name: String) -> Bool {
    let digits = name.lowercased().filter { $0 != ":" }
    let isFingerprint = digits.count >= 8 && digits.allSatisfy(\.isHexDigit)
    return path.fileName == name || certificate.subject.shortName == name
      || isFingerprint && certificate.sha256.hasPrefix(digits)
  }
}

extension String {
  fileprivate var fileName: String { split(separator: "/").last.map(String.init) ?? self }
}

/// Why a certificate could not be taken out of the store.
public enum IntermediatesError: Remediable, Equatable {
  case unknown(name: String, folder: String)
  case ambiguous(name: String, files: [String])
  /// The file, made by hand, holds other certificates as well.
  case holdsOthers(file: String, others: [String])
  case file(CollectionError)

  public var code: String {
    switch self {
    case .unknown: "intermediate-unknown"
    case .ambiguous: "intermediate-ambiguous"
    case .holdsOthers: "intermediate-not-alone"
    case .file(let error): error.code
    }
  }

  public var summary: String {
    switch self {
    case .unknown(let name, _): "The intermediate store holds nothing called '\(name.neutralised)'."
    case .ambiguous(let name, _): "Several files of the intermediate store answer to '\(name.neutralised)'."
    case .holdsOthers(let file, _): "\(file.neutralised) holds other certificates as well; nothing was removed."
    case .file(let error): error.summary
    }
  }

  public var values: [String] {
    switch self {
    case .unknown(_, let folder): ["store: \(folder.neutralised)"]
    case .ambiguous(_, let files): files.map(\.neutralised)
    case .holdsOthers(_, let others): others.prefix(10).map { "also in it: \($0)" }
    case .file(let error): error.values
    }
  }

  public var remedy: String {
    switch self {
    case .unknown: "Name a file, a common name or a fingerprint that signet intermediates list shows."
    case .ambiguous: "Name the file, or more digits of the fingerprint."
    case .holdsOthers: "Name the file to remove it with all that is in it, or edit it."
    case .file(let error): error.remedy
    }
  }
}
