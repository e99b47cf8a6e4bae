internal import Basics
internal import SOAPClient

/// Reading a file that a flag names, within bounds.
enum InputFile {
  /// An envelope above this, in bytes, is no editor's work.
  private static let envelopeLimit = 256 * 1024 * 1024
  /// A person may be typing it.
  private static let standardInputSeconds = 3600

  /// - Parameter path: `-` reads standard input to its end.
  static func envelope(_ path: String) throws(FileError) -> [UInt8] {
    if path == "-" {
      return try FileReading(limit: envelopeLimit, timeoutSeconds: standardInputSeconds).bytes(of: "/dev/stdin")
    }
    return try FileReading(limit: envelopeLimit).bytes(of: path)
  }

  static func certificates(_ path: String) throws(FileError) -> [UInt8] { try FileReading().bytes(of: path) }
}
