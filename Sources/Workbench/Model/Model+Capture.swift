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
    return prompt(
      .writeCapture, "Write everything that was sent, and what opens it, to", "",
      hint: "a path: pcapng for Wireshark, or the key log alone when it ends in .keylog")
  }

  mutating func writeCapture(to path: String) -> [Effect] {
    guard !path.isEmpty else { return [] }
    guard let capture = exchange?.report?.capture else { return sayNoCapture() }
    let form: CaptureForm = path.lowercased().hasSuffix(".keylog") ? .keyLog : .packets
    return [.writeCapture(capture, form, path: path)]
  }

  private mutating func sayNoCapture() -> [Effect] {
    say("This call was not captured: :capture, then send it again.", .bad)
    return []
  }

  /// Nobody should have such a file without knowing what it is.
  mutating func sayCaptureWritten(_ path: String, _ contents: String) -> [Effect] {
    open(
      Popup(
        .question(
          Question(
            title: "A file with secrets", lines: ["Written to \(path.neutralised).", contents],
            choices: [Choice("k", "I know", .close)]))))
  }
}
