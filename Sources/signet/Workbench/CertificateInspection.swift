internal import Basics
internal import Certificates
internal import Collections
internal import Exchange
internal import Handshake
internal import SOAPClient
internal import TLS
internal import Workbench

/// Looks into a certificate file for the identity form.
struct CertificateInspection: Sendable {
  private static let fileLimit = 16 * 1024 * 1024

  private let question: CertificateQuestion
  private let environment: ClientEnvironment

  init(_ question: CertificateQuestion, _ environment: ClientEnvironment) {
    self.question = question
    self.environment = environment
  }

  func preview() async -> CertificateFilePreview {
    do {
      return describe(try contents(isToken ? nil : try await password()))
    } catch IdentityError.passwordNeeded {
      return CertificateFilePreview(path: question.path, state: .needsPassword)
    } catch IdentityError.wrongPassword {
      return CertificateFilePreview(path: question.path, state: .wrongPassword)
    } catch let error as any Remediable {
      return failure(Problem(error))
    } catch {
      return failure(Problem(code: "certificate", summary: "The file could not be read.", remedy: "Check the file."))
    }
  }

  /// A token is looked at without its PIN: what is not tried cannot lock it.
  private var isToken: Bool { question.path.hasPrefix(TokenURI.scheme) }

  private func password() async throws -> Secret? {
    try await environment.secret(question.password, purpose: "password of \(question.path)")
  }

  private func contents(_ password: Secret?) throws -> CertificateFileContents {
    var candidates: [CertificateChain.Candidate] = []
    for path in question.intermediates {
      candidates += try CertificateFile.candidates(try Self.file(path), origin: .intermediates(path: path))
    }
    if let folder = environment.intermediatesFolder { candidates += IntermediateStore(folder: folder).candidates }
    return try CertificateFile.inspect(
      try identity(), password: password, intermediates: candidates, now: environment.now())
  }

  private func identity() throws -> IdentityFile {
    guard case .token(let uri) = try CertificateSource.named(question.path) else { return try Self.file(question.path) }
    return IdentityFile(token: uri)
  }

  /// The certificates of a file that is to go into the intermediate store.
  static func authorities(in path: String) throws -> [CertificateFacts] {
    try CertificateFile.candidates(file(path), origin: .intermediates(path: path)).map(\.certificate)
  }

  private static func file(_ path: String) throws(CollectionError) -> IdentityFile {
    let absolute = Disk.absolute(path)
    guard let bytes = try Disk.read(absolute, limit: fileLimit) else {
      throw .system(path: absolute, doing: "read", number: 2)
    }
    return IdentityFile(bytes: bytes, label: path)
  }

  private func describe(_ contents: CertificateFileContents) -> CertificateFilePreview {
    CertificateFilePreview(
      path: question.path, state: contents.lockedKeyCount > 0 && !isToken ? .needsPassword : .readable,
      format: contents.format,
      encryption: contents.encryption, certificates: contents.certificates.map(\.facts),
      hasPrivateKey: contents.certificates.contains(where: \.hasPrivateKey) || question.keyPath != nil
        || isToken && contents.lockedKeyCount > 0,
      chain: contents.chain, warnings: contents.findings.map(\.summary))
  }

  private func failure(_ problem: Problem) -> CertificateFilePreview {
    CertificateFilePreview(path: question.path, state: .failed(problem))
  }
}
