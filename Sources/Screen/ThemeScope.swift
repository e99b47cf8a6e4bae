/// What a theme can give a look of its own: the one table of all looks on the screen.
public enum ThemeScope: String, Sendable, Hashable, CaseIterable {
  case text = "text"
  case dim = "dim"
  case strong = "strong"
  case border = "border"
  case borderFocused = "border.focused"
  case title = "title"
  case titleFocused = "title.focused"
  case selection = "selection"
  case selectionUnfocused = "selection.unfocused"
  case status = "status"
  case statusMode = "status.mode"
  case key = "key"
  case tab = "tab"
  case tabActive = "tab.active"
  case field = "field"
  case fieldFocused = "field.focused"
  case placeholder = "placeholder"
  case overlay = "overlay"
  case link = "link"
  case lineNumber = "line.number"
  case lineNumberCurrent = "line.number.current"
  case match = "match"
  case matchCurrent = "match.current"
  case xmlTag = "xml.tag"
  case xmlAttribute = "xml.attribute"
  case xmlValue = "xml.value"
  case xmlText = "xml.text"
  case xmlComment = "xml.comment"
  case xmlEntity = "xml.entity"
  case xmlCData = "xml.cdata"
  case xmlInstruction = "xml.instruction"
  case error = "error"
  case warning = "warning"
  case success = "success"
  case note = "note"
  case problem = "problem"
  case ladderPassed = "ladder.passed"
  case ladderFailed = "ladder.failed"
  case ladderPending = "ladder.pending"
  case certificateAsked = "certificate.asked"
  case certificateSent = "certificate.sent"
  case certificateAccepted = "certificate.accepted"
  case certificateRefused = "certificate.refused"
  case fromClient = "from.client"
  case fromServer = "from.server"

  /// What it is the look of.
  public var summary: String { facts.summary }
  /// Where what the theme leaves open comes from; only `text` has none.
  public var parent: ThemeScope? { self == .text ? nil : facts.parent }
  /// How it stands out where there are no colours.
  public var monochrome: Attributes { facts.monochrome }

  private var facts: (summary: String, parent: ThemeScope, monochrome: Attributes) {
    switch self {
    case .text: ("Everything that has no other look, and the background of the screen.", .text, [])
    case .dim: ("What matters less: units, times, hints.", .text, .dim)
    case .strong: ("What is to be seen first in a text.", .text, .bold)
    case .border: ("The line around a pane.", .dim, [])
    case .borderFocused: ("The line around the pane that has the keyboard.", .border, .bold)
    case .title: ("The name of a pane.", .text, [])
    case .titleFocused: ("The name of the pane that has the keyboard.", .title, [.bold, .reverse])
    case .selection: ("Selected text, or the selected row of the pane that has the keyboard.", .text, .reverse)
    case .selectionUnfocused: ("The selected row of another pane.", .selection, .underline)
    case .status: ("The status and key lines.", .text, [])
    case .statusMode: ("The name of the mode in the status line.", .status, [.bold, .reverse])
    case .key: ("A key that can be pressed.", .strong, .bold)
    case .tab: ("A tab inside a pane.", .dim, [])
    case .tabActive: ("The tab that is shown.", .strong, [.bold, .underline])
    case .field: ("A form field.", .text, .underline)
    case .fieldFocused: ("The form field that is being edited.", .field, .reverse)
    case .placeholder: ("What stands in an empty field.", .dim, .dim)
    case .overlay: ("The background of dialogs, help and palette.", .text, [])
    case .link: ("Something that opens.", .text, .underline)
    case .lineNumber: ("Line numbers.", .dim, .dim)
    case .lineNumberCurrent: ("The number of the cursor's line.", .lineNumber, .bold)
    case .match: ("A place that a search found.", .text, .underline)
    case .matchCurrent: ("The found place at which the search stands.", .match, [.reverse, .bold])
    case .xmlTag: ("Angle brackets and element names.", .text, .bold)
    case .xmlAttribute: ("Attribute names and the equals signs after them.", .text, [])
    case .xmlValue: ("Attribute values with their quotes.", .text, [])
    case .xmlText: ("Text between tags.", .text, [])
    case .xmlComment: ("Comments.", .dim, .dim)
    case .xmlEntity: ("Entity and character references.", .xmlText, .underline)
    case .xmlCData: ("CDATA sections.", .xmlText, [])
    case .xmlInstruction: ("XML declaration, processing instructions and DOCTYPE.", .xmlComment, .dim)
    case .error: ("What failed.", .text, [.bold, .reverse])
    case .warning: ("What may not be what was meant.", .text, [.bold, .underline])
    case .success: ("What went well.", .text, .bold)
    case .note: ("What is good to know.", .text, [])
    case .problem: ("The place in a text at which it stops being well-formed.", .error, [.underline, .bold])
    case .ladderPassed: ("A step of the handshake that was passed.", .success, [])
    case .ladderFailed: ("The step of the handshake that broke.", .error, [.bold, .reverse])
    case .ladderPending: ("A step of the handshake that was not reached.", .dim, .dim)
    case .certificateAsked: ("Whether the server asked for a client certificate.", .note, [])
    case .certificateSent: ("Which client certificate was sent.", .note, [])
    case .certificateAccepted: ("The client certificate was accepted.", .success, .bold)
    case .certificateRefused: ("The client certificate was refused.", .error, [.bold, .reverse])
    case .fromClient: ("A message that the client sent.", .text, [])
    case .fromServer: ("A message that the server sent.", .text, .bold)
    }
  }
}
