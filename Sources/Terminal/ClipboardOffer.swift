internal import Basics

/// The control sequence that offers a text to the terminal's clipboard: OSC 52 (xterm's ctlseqs).
struct ClipboardOffer {
  private let sequence: [UInt8]

  /// GNU screen drops a string of more than 768 bytes (its MAXSTR).
  private static let pieceLimit = 700

  init(_ text: [UInt8]) {
    sequence = Array("\u{1B}]52;c;".utf8) + text.base64Digits + [0x07]
  }

  /// - Parameter throughScreen: in pieces that GNU screen hands on as they are (DCS), which knows no OSC 52 itself. tmux
  ///   knows it and does what its `set-clipboard` says.
  func bytes(throughScreen: Bool) -> [UInt8] {
    guard throughScreen else { return sequence }
    let starts = stride(from: 0, to: sequence.count, by: Self.pieceLimit)
    return starts.flatMap { start in
      Array("\u{1B}P".utf8) + sequence[start..<min(start + Self.pieceLimit, sequence.count)] + Array("\u{1B}\\".utf8)
    }
  }
}
