internal import ArgumentParser
internal import Basics
internal import Collections
internal import Exchange
internal import Handshake

/// Where the exchange's capture goes (of a diagnosis, the first call's): files that open everything that was sent and
/// received.
struct CaptureOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The TLS secrets in NSS format, private; replaces the file. lint writes none.", valueName: "FILE"))
  var keylog: String?
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The whole connection with its TLS secrets, for Wireshark, private; replaces the file. lint writes none.",
      valueName: "FILE"))
  var pcapng: String?

  var isGiven: Bool { keylog != nil || pcapng != nil }

  /// Finds out before anything is sent whether the files can be written.
  func check() throws {
    for path in [keylog, pcapng].compactMap(\.self) {
      do throws(CollectionError) { try Disk.checkPrivate(path) } catch { throw CommandStop(error, .file) }
    }
  }

  /// Writes the files and says what is in them, whatever else is kept quiet.
  /// - Parameter capture: nil when nothing was sent.
  func write(_ capture: Capture?) throws {
    guard isGiven else { return }
    guard let capture else { return StandardError.write("Nothing was sent: no capture was written.\n") }
    if let keylog { try write(capture.keyLog, to: keylog, CaptureText.ofKeyLog(capture)) }
    if let pcapng { try write(capture.pcapng, to: pcapng, CaptureText.ofPackets(capture)) }
  }

  private func write(_ bytes: [UInt8], to path: String, _ said: String) throws {
    var bytes = bytes
    defer { wipe(&bytes) }
    do throws(CollectionError) { try Disk.writePrivate(bytes, to: path) } catch { throw CommandStop(error, .file) }
    StandardError.write("\(path.neutralised): \(said)\n")
  }
}
