internal import Basics
internal import Glibc

/// Why a file could not be read.
package enum FileError: Remediable, Equatable {
  case unreadable(path: String, systemError: Int32)
  /// A device, a pipe or a folder.
  case notRegular(path: String)
  /// A secret that is none: others may read the file, or change it.
  case notPrivate(path: String, permissions: UInt32)
  case tooLarge(path: String, limit: Int)
  case tookTooLong(path: String, seconds: Int)
  case cancelled(path: String)

  package var code: String {
    switch self {
    case .unreadable(_, let error): error == ENOENT ? "file-not-found" : "file-unreadable"
    case .notRegular: "file-not-regular"
    case .notPrivate: "file-not-private"
    case .tooLarge: "file-too-large"
    case .tookTooLong: "file-timeout"
    case .cancelled: "cancelled"
    }
  }

  package var summary: String {
    switch self {
    case .unreadable(let path, let error): "\(path.neutralised) cannot be read: \(String(cString: strerror(error)))."
    case .notRegular(let path): "\(path.neutralised) is no file, but a folder, a pipe or a device."
    case .notPrivate(let path, _):
      "\(path.neutralised) holds a secret, and others may read or change it, so it was not used."
    case .tooLarge(let path, _): "\(path.neutralised) is too large."
    case .tookTooLong(let path, _): "\(path.neutralised) did not come to its end in time."
    case .cancelled(let path): "Reading \(path.neutralised) was cancelled."
    }
  }

  package var values: [String] {
    switch self {
    case .unreadable(_, let error): ["errno \(error)"]
    case .tooLarge(_, let limit): ["limit: \(limit) bytes"]
    case .tookTooLong(_, let seconds): ["limit: \(seconds) s"]
    case .notPrivate(_, let permissions): ["permissions: \(String(permissions, radix: 8))"]
    case .cancelled, .notRegular: []
    }
  }

  package var remedy: String {
    switch self {
    case .unreadable(_, ENOENT): "Check the path; it is taken from the current folder."
    case .unreadable(_, EACCES): "Give yourself the right to read it: ls -l shows who may."
    case .unreadable, .notRegular: "Name a file that can be read."
    case .notPrivate(let path, _):
      "Take their rights away: chmod 600 \(path.shellQuoted) (in Kubernetes: defaultMode: 0400). The file's group may read it."
    case .tooLarge: "Name the certificate or text file itself, not an archive or a device."
    case .tookTooLong: "Make sure that whoever writes to the pipe closes it."
    case .cancelled: "Send again."
    }
  }
}

/// Reads whole files of bounded size. Pipes (`<(command)`) are read to their end; whoever holds one open for too long
/// gets an error, not a hang. Blocks: call it on a thread of its own.
package struct FileReading: Sendable {
  var limit: Int
  var timeoutSeconds: Int
  var cancellation: Cancellation

  /// - Parameter limit: in bytes.
  package init(limit: Int = 10 * 1024 * 1024, timeoutSeconds: Int = 30) {
    self.init(limit: limit, timeoutSeconds: timeoutSeconds, cancellation: Cancellation())
  }

  init(limit: Int = 10 * 1024 * 1024, timeoutSeconds: Int = 30, cancellation: Cancellation) {
    self.limit = limit
    self.timeoutSeconds = timeoutSeconds
    self.cancellation = cancellation
  }

  package func bytes(of path: String) throws(FileError) -> [UInt8] {
    try bytes(of: path) { _ throws(FileError) in }
  }

  /// Of a file that nobody but its owner and its group may read, and nobody but its owner change.
  package func bytes(ofSecretFile path: String) throws(FileError) -> [UInt8] {
    try bytes(of: path) { status throws(FileError) in
      if let permissions = Self.sharing(status) { throw .notPrivate(path: path, permissions: permissions) }
    }
  }

  /// The permissions of a file that others may read or change; nil where they may not, or nothing is.
  package static func sharing(of path: String) -> UInt32? {
    var status = stat()
    return stat(path, &status) == 0 ? sharing(status) : nil
  }

  private static func sharing(_ status: stat) -> UInt32? {
    status.st_mode & S_IFMT == S_IFREG && status.st_mode & 0o027 != 0 ? status.st_mode & 0o777 : nil
  }

  private func bytes(of path: String, check: (stat) throws(FileError) -> Void) throws(FileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(path: path, systemError: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadable(path: path, systemError: errno) }
    try check(status)
    var bytes: [UInt8] = []
    let outcome = DescriptorReading(descriptor: descriptor, limit: limit, cancellation: cancellation)
      .read(into: &bytes, deadline: .init(seconds: Double(timeoutSeconds)))
    switch outcome {
    case .end: return bytes
    case .limit: throw .tooLarge(path: path, limit: limit)
    case .deadline: throw .tookTooLong(path: path, seconds: timeoutSeconds)
    case .cancelled: throw .cancelled(path: path)
    case .failed(let error): throw .unreadable(path: path, systemError: error)
    }
  }
}

extension FileReading {
  /// Of nothing but a regular file: for paths that a document names, so that none leads to a device.
  package func bytes(ofRegularFile path: String) throws(FileError) -> [UInt8] {
    var status = stat()
    guard stat(path, &status) == 0 else { throw .unreadable(path: path, systemError: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notRegular(path: path) }
    return try bytes(of: path)
  }
}

/// Reads a non-blocking descriptor to its end.
struct DescriptorReading {
  enum Outcome: Equatable {
    case end, limit, deadline, cancelled
    case failed(Int32)
  }

  var descriptor: Int32
  var limit: Int
  var cancellation: Cancellation
  /// How often cancellation is looked at.
  private static let stepMilliseconds: Int32 = 20

  func read(into bytes: inout [UInt8], deadline: Deadline) -> Outcome {
    var buffer = [UInt8](repeating: 0, count: 65536)
    defer { wipe(&buffer) }
    while true {
      if cancellation.isCancelled { return .cancelled }
      let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count == 0 { return .end }
      if count > 0 {
        bytes.append(contentsOf: buffer[..<count])
        if bytes.count > limit { return .limit }
      } else if errno == EAGAIN {
        if deadline.hasPassed { return .deadline }
        var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        _ = Glibc.poll(&poll, 1, Self.stepMilliseconds)
      } else if errno != EINTR {
        return .failed(errno)
      }
    }
  }
}

/// A moment on the monotonic clock.
struct Deadline {
  private let instant: ContinuousClock.Instant
  init(seconds: Double) { instant = ContinuousClock.now.advanced(by: .seconds(seconds)) }
  var hasPassed: Bool { ContinuousClock.now >= instant }
}
