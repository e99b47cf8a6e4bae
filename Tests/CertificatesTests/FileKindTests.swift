import Certificates
import Testing

@Suite struct FileKindTests {
  @Test(arguments: [
    ("", FileKind.empty), (" \r\n", .empty), ("-----BEGIN CERTIFICATE-----\nAA==\n", .pem),
    ("Bag Attributes\n-----BEGIN PRIVATE KEY-----\n", .pem), ("-----BEGIN PGP MESSAGE-----\n", .pgp),
    ("\u{FEFF}<!DOCTYPE html><html>", .html), ("<HTML>", .html), ("<?xml version='1.0'?>", .xml), ("{\"a\":1}", .json),
    ("ssh-rsa AAAAB3", .sshKey), ("PuTTY-User-Key-File-2: x", .sshKey), ("hello", .text), ("PK\u{3}\u{4}", .zip),
    ("%PDF-1.4", .pdf), ("SQLite format 3\0", .sqlite),
  ])
  func textIsToldByItsBeginning(text: String, kind: FileKind) {
    #expect(FileKind(of: Array(text.utf8)) == kind)
  }

  @Test(arguments: [
    ([0xFE, 0xED, 0xFE, 0xED, 0, 0, 0, 2], FileKind.javaKeystore), ([0xFF, 0xFE, 0x2D, 0], .utf16Text),
    ([0x1F, 0x8B, 8], .gzip), ([0x00, 0x01, 0x02, 0x03], .unknown), ([0x1E, 0xF1, 0xB5, 0xB0], .pvk),
    // SEQUENCE { INTEGER 3, SEQUENCE … }
    ([0x30, 0x08, 0x02, 0x01, 0x03, 0x30, 0x03, 0x06, 0x01, 0x2A], .pkcs12),
    // The same in BER's indefinite length.
    ([0x30, 0x80, 0x02, 0x01, 0x03, 0x30, 0x80], .pkcs12),
    // SEQUENCE { INTEGER 0, INTEGER 5 }: an RSA key's beginning.
    ([0x30, 0x06, 0x02, 0x01, 0x00, 0x02, 0x01, 0x05], .privateKey),
    // SEQUENCE { INTEGER 5, INTEGER 3 }: an RSA public key.
    ([0x30, 0x06, 0x02, 0x01, 0x05, 0x02, 0x01, 0x03], .publicKey),
  ])
  func bytesAreToldByTheirBeginning(bytes: [UInt8], kind: FileKind) {
    #expect(FileKind(of: bytes) == kind)
  }

  @Test func bareBase64IsToldWithWhatItHolds() {
    #expect(FileKind(of: Array("MAgCAQMwAwYB\nKg==\n".utf8)) == .base64(of: .pkcs12))
  }

  @Test func thePromisedSizeIsReadFromTheOuterLength() {
    #expect(FileKind.promisedByteCount(of: [0x30, 0x82, 0x01, 0x00, 0x02]) == 260)
    #expect(FileKind.promisedByteCount(of: [0x30, 0x05]) == 7)
    #expect(FileKind.promisedByteCount(of: [0x30, 0x80, 0x02]) == nil)
    #expect(FileKind.promisedByteCount(of: [0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF]) == 0x1_0000_0005)
    #expect(FileKind.promisedByteCount(of: [0x31, 0x05]) == nil)
  }

  @Test func everyBeginningOfLengthOctetsIsSomethingAndNoneTraps() {
    let bytes = UInt8.min...UInt8.max
    let kinds = bytes.flatMap { first in bytes.map { FileKind(of: [0x30, first, $0, 0x30, 0xFF]) } }
    #expect(kinds.count == 65_536)
    #expect(!kinds.contains(.empty) && !kinds.contains(.pem))
  }
}
