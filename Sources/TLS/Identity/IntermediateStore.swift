internal import Basics
public import Certificates
internal import Glibc

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
    guard let bytes = Self.readRegularFile(path) else {
      notes.append("\(path.neutralised) was left out: it cannot be read, or is larger than 1 MiB.")
      return
    }
    do {
      let found = try CertificateFile.candidates(IdentityFile(bytes: bytes, label: path), origin: .store(path: path))
      candidates += found.prefix(Self.maximumCertificateCount - candidates.count)
    } catch {
      notes.append("\(path.neutralised) was left out: \(error.summary)")
    }
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

  /// Nil for anything but a regular file of bounded size; a FIFO does not block.
  private static func readRegularFile(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size <= maximumFileByteCount
    else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes {
        read(descriptor, $0.baseAddress.map { $0 + filled }, $0.count - filled)
      }
      guard count > 0 else { return filled == 0 ? nil : Array(bytes.prefix(filled)) }
      filled += count
    }
    return bytes
  }
}
