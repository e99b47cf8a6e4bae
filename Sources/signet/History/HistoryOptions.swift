internal import ArgumentParser

/// Whether a command's exchanges go into the history.
struct HistoryOptions: ParsableArguments {
  @Flag(name: .long, help: "Keep nothing of it in the history (signet history).")
  var noHistory = false

  /// - Returns: nil when nothing is to be kept.
  func recorder(_ command: String) -> HistoryRecorder? { noHistory ? nil : HistoryRecorder(command: command) }
}
