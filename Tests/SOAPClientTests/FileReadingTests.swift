import Glibc
import Testing

@testable import SOAPClient

@Suite struct FileReadingTests {
  @Test func `A file above the limit is refused`() throws {
    let folder = try TestFolder()
    let path = try folder.write([UInt8](repeating: 1, count: 11), as: "a")
    #expect(try FileReading(limit: 11).bytes(of: path).count == 11)
    #expect(throws: FileError.tooLarge(path: path, limit: 10)) { try FileReading(limit: 10).bytes(of: path) }
    #expect(throws: FileError.tooLarge(path: "/dev/zero", limit: 10)) {
      try FileReading(limit: 10).bytes(of: "/dev/zero")
    }
  }

  @Test func `A pipe that nobody closes is given up`() throws {
    let folder = try TestFolder()
    let path = folder.path + "/pipe"
    try #require(mkfifo(path, 0o600) == 0)
    let writer = open(path, O_RDWR | O_CLOEXEC)
    defer { close(writer) }
    #expect(throws: FileError.tookTooLong(path: path, seconds: 0)) {
      try FileReading(timeoutSeconds: 0).bytes(of: path)
    }
  }
}
