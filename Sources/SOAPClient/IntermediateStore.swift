internal import Basics
public import Certificates
internal import Glibc
internal import TLS

/// A folder of certificate files (PEM, DER, PKCS#7) that may complete client chains.
public struct IntermediateStore: Sendable {
  /// In the order of the files' names; at most 2,000.
  public private(set) var candidates: [CertificateChain.Candidate] = []
  /// One sentence for each file that was left out, and why.
  public private(set) var notes: [String] = []

  static let maximumFileCount = 500
  static let maximumFileByteCount = 1 << 20
  static let maximumCertificateCount = 2000

  /// Reads the folder itself, not those in it. One that does not exist is an empty store; a broken file is a note.
  public init(folder: String) {
    let names = Self.fileNames(in: folder)
    for name in names.prefix(Self.maximumFileCount) { add("\(folder)/\(name)") }
    if names.count > Self.maximumFileCount {
      notes.append("\(folder): only the first \(Self.maximumFileCount) of \(names.count) files were read.")
    }
  }

  private mutating func add(_ path: String) {
    guard candidates.count < Self.maximumCertificateCount else { return }
    do {
      guard Self.isRegularFile(path) else { throw FileError.unreadable(path: path, systemError: EINVAL) }
      let bytes = try FileReading(limit: Self.maximumFileByteCount, timeoutSeconds: 5).bytes(of: path)
      let found = try CertificateFile.candidates(IdentityFile(bytes: bytes, label: path), origin: .store(path: path))
      candidates += found.prefix(Self.maximumCertificateCount - candidates.count)
    } catch {
      notes.append("\(path.neutralised) was left out: \((error as? any Remediable)?.summary ?? "it cannot be read.")")
    }
  }

  /// The folder and the files in it; nil when there are too many to look at each of them often. None where there is no
  /// folder.
  static func paths(in folder: String) -> [String]? {
    guard access(folder, F_OK) == 0 else { return [] }
    let names = fileNames(in: folder)
    return names.count > 20 ? nil : [folder] + names.map { "\(folder)/\($0)" }
  }

  private static func fileNames(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while names.count < 10 * maximumFileCount, let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  /// Pipes and devices have no place in the folder, and could make its reader wait.
  private static func isRegularFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }
}
