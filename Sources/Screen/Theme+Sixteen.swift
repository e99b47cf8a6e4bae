extension Theme {
  /// `Themes/sixteen.yaml` as a value: terminals of sixteen colours get it before any file could be read.
  public static let sixteen = Theme(
    name: "sixteen",
    looks: [
      .dim: Look(foreground: .palette(7)),
      .strong: Look(attributes: .bold),
      .link: Look(foreground: .palette(12), attributes: .underline),
      .border: Look(foreground: .palette(8)),
      .borderFocused: Look(foreground: .palette(14)),
      .title: Look(foreground: .palette(7)),
      .titleFocused: Look(foreground: .palette(14), attributes: .bold),
      .tab: Look(foreground: .palette(7)),
      .tabActive: Look(foreground: .palette(15), attributes: [.bold, .underline]),
      .overlay: Look(foreground: .palette(7), background: .palette(0)),
      .selection: Look(foreground: .palette(15), background: .palette(4)),
      .selectionUnfocused: Look(foreground: .palette(0), background: .palette(7)),
      .match: Look(foreground: .palette(0), background: .palette(3)),
      .matchCurrent: Look(foreground: .palette(0), background: .palette(11), attributes: .bold),
      .lineNumber: Look(foreground: .palette(6)),
      .lineNumberCurrent: Look(foreground: .palette(14)),
      .status: Look(foreground: .palette(7), background: .palette(4)),
      .statusMode: Look(foreground: .palette(0), background: .palette(14), attributes: .bold),
      .key: Look(foreground: .palette(11)),
      .field: Look(foreground: .palette(7), background: .palette(0), attributes: .underline),
      .fieldFocused: Look(foreground: .palette(15), background: .palette(4)),
      .placeholder: Look(foreground: .palette(6), attributes: .italic),
      .xmlTag: Look(foreground: .palette(14)),
      .xmlAttribute: Look(foreground: .palette(11)),
      .xmlValue: Look(foreground: .palette(10)),
      .xmlComment: Look(foreground: .palette(6), attributes: .italic),
      .xmlEntity: Look(foreground: .palette(13)),
      .xmlCData: Look(foreground: .palette(13)),
      .xmlInstruction: Look(foreground: .palette(6)),
      .error: Look(foreground: .palette(9), attributes: .bold),
      .warning: Look(foreground: .palette(11)),
      .success: Look(foreground: .palette(10)),
      .note: Look(foreground: .palette(14)),
      .problem: Look(foreground: .palette(15), background: .palette(1), attributes: .underline),
      .ladderPassed: Look(foreground: .palette(10)),
      .ladderFailed: Look(foreground: .palette(9), attributes: .bold),
      .ladderPending: Look(foreground: .palette(7)),
      .certificateAsked: Look(foreground: .palette(14)),
      .certificateSent: Look(foreground: .palette(11)),
      .certificateAccepted: Look(foreground: .palette(10)),
      .certificateRefused: Look(foreground: .palette(9), attributes: .bold),
      .fromClient: Look(foreground: .palette(14)),
      .fromServer: Look(foreground: .palette(13)),
    ])

  /// The one for a terminal where nobody has chosen another.
  ///
  /// - Parameter isWithoutColor: the person wants no colours (`NO_COLOR`, no-color.org).
  public static func preset(for depth: ColorDepth, isWithoutColor: Bool) -> Theme {
    switch depth {
    case _ where isWithoutColor: .mono
    case .mono: .mono
    case .colors16: .sixteen
    case .colors256, .trueColor: .dark
    }
  }
}
