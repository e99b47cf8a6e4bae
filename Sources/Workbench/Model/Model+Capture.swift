internal import Basics
internal import Exchange
internal import Handshake
internal import Screen

// Capturing what the next calls send and receive. A capture stands in the report of its exchange alone, and is wiped with
// it: when the request is sent again, and when Signet ends.
extension Model {
  /// - Parameter isOn: nil turns it over.
  mutating func capture(_ isOn: Bool? = nil) -> [Effect] {
    capturesNext = isOn ?? !capturesNext
    say(
      capturesNext
        ? "The next calls are captured, secrets included; W in 3 writes the last one."
        : "The next calls are not captured.")
    return []
  }

  mutating func promptForCaptureFile() -> [Effect] {
    guard exchange?.report?.capture != nil else { return sayNoCapture() }
    return promptForNewFile(
      .writeCapture, "Write everything that was sent, and what opens it, to", suggestedFile(".pcapng"),
      "pcapng for Wireshark, or the key log alone when it ends in .keylog")
  }

  mutating func writeCapture(to path: String) -> [Effect] {
    guard !path.isEmpty else { return [] }
    guard let capture = exchange?.report?.capture else { return sayNoCapture() }
    let form: CaptureForm = path.lowercased().hasSuffix(".keylog") ? .keyLog : .packets
    return [.writeCapture(capture, form, path: path)]
  }

  private mutating func sayNoCapture() -> [Effect] {
    say(
      capturesNext
        ? "This call was made before capturing began: send it again (s), then W."
        : "This call was not captured: K in 3 captures the next calls; then send it again (s), and W.", .bad)
    return []
  }

  /// Nobody should have such a file without knowing what it is.
  mutating func sayCaptureWritten(_ path: String, _ contents: String) -> [Effect] {
    lastFilePrompt = nil
    return open(
      Popup(
        .question(
          Question(
            title: "A file with secrets", lines: ["Written to \(path.neutralised).", contents],
            choices: [Choice("k", "I know", .close)]))))
  }
}
