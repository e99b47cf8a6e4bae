extension String {
  /// The text with everything that could steer a terminal or hide text made visible: C0 controls as Unicode control
  /// pictures (ESC becomes ␛), DEL as ␡, C1 controls, bidirectional overrides and line separators as U+FFFD.
  ///
  /// Whatever came from a server, a file or a certificate passes through here before it is shown on a line.
  public var neutralised: String { neutralised(keepingLines: false) }

  /// The same for text of several lines: line feeds and tabs stay.
  public var neutralisedLines: String { neutralised(keepingLines: true) }

  private func neutralised(keepingLines: Bool) -> String {
    if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return self }
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      let isKept = keepingLines && (scalar == "\t" || scalar == "\n")
      result.append(isKept ? scalar : scalar.neutralised)
    }
    return String(result)
  }
}

extension Unicode.Scalar {
  /// The scalar to show in its place: itself, a control picture or U+FFFD.
  public var neutralised: Unicode.Scalar {
    switch value {
    case 0..<0x20: Unicode.Scalar(0x2400 + value) ?? "\u{FFFD}"
    case 0x7F: "\u{2421}"
    case 0x80..<0xA0, 0x061C, 0x200B, 0x200E...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF, 0xE0000...0xE007F:
      "\u{FFFD}"
    default: self
    }
  }
}
