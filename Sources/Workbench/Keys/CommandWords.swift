extension Command {
  /// Words that people type who look for a command, where neither its name nor its explanation has them.
  var otherWords: String { Self.otherWords[self] ?? "" }

  static let otherWords: [Command: String] = [
    .settings: "theme colours colors dark light vim keymap keys preferences options configuration limits bell mouse",
    .identity: "password pfx p12 pkcs12 pem key mtls login",
    .binding: "wcf soap 1.2 soap 1.1 soap12 soap11 version mtom attachments security",
    .editURL: "url endpoint host", .editAction: "method operation", .environment: "variables stage",
    .probe: "diagnose why intermediate proxy tls", .cancel: "cancel abort interrupt", .quit: "exit leave",
    .compare: "diff changes", .compareFile: "diff", .history: "past last week log resend again",
    .openDescription: "import wsdl", .explorer: "wsdl operations import", .save: "store",
    .zoomIn: "full screen maximise", .zoomOut: "split layout", .even: "layout split", .replace: "find substitute",
    .search: "find grep", .query: "query namespace",
    .writeBody: "save body save answer save attachment export download",
    .capture: "pcap record", .reformat: "pretty format indent", .undoTree: "undo branch versions",
    .renameElement: "tag pair", .toggleComment: "uncomment", .externalEditor: "vi vim nano emacs",
    .addCheck: "assertion test expect", .messages: "log", .validate: "schema xsd", .pretty: "indent format",
    .evidence: "finding cause jump", .exportTranscript: "report save", .help: "manual shortcuts",
  ]
}
