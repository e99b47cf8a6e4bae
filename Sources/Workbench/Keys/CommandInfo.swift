/// What help, palette and footer say about a command.
public struct CommandInfo: Sendable, Hashable {
  public var command: Command
  /// Two or three words.
  public var title: String
  /// One sentence.
  public var help: String

  init(_ command: Command, _ title: String, _ help: String) {
    self.command = command
    self.title = title
    self.help = help
  }
}

extension Command {
  public var info: CommandInfo { Self.infos[self] ?? CommandInfo(self, rawValue, "") }

  /// Every command once, in the order of the help.
  public static let table: [CommandInfo] = plainTable + normalTable.map(\.info)

  private static let plainTable: [CommandInfo] = [
    CommandInfo(.send, "send", "Sends the request."),
    CommandInfo(.probe, "probe", "Makes probes that tell why the call fails; nothing is called."),
    CommandInfo(.cancel, "stop", "Stops what runs: a call, the probes, the reading of a WSDL."),
    CommandInfo(.save, "save", "Writes the request's files now; leaving a field, sending and quitting do it too."),

    CommandInfo(.tree, "requests", "Goes to the tree of requests."),
    CommandInfo(.request, "request", "Goes to the request."),
    CommandInfo(.handshake, "handshake", "Goes to the handshake."),
    CommandInfo(.response, "response", "Goes to the response."),
    CommandInfo(.nextPane, "next pane", "Goes to the next pane."),
    CommandInfo(.previousPane, "previous pane", "Goes to the previous pane."),
    CommandInfo(.nextTab, "next tab", "Shows the pane's next tab."),
    CommandInfo(.previousTab, "previous tab", "Shows the pane's previous tab."),
    CommandInfo(.nextRequest, "next request", "Shows the next of the requests that are open."),
    CommandInfo(.previousRequest, "previous request", "Shows the previous of the requests that are open."),
    CommandInfo(.openRequests, "open requests", "Lists the requests that are open, and how the call of each stands."),
    CommandInfo(.closeRequest, "close", "Closes the request; it is saved, and its call goes on."),
    CommandInfo(.closeOthers, "close others", "Closes every open request but the one that is shown."),
    CommandInfo(.zoomIn, "zoom", "Gives this pane the whole screen."),
    CommandInfo(.zoomOut, "unzoom", "Shows all panes again."),
    CommandInfo(.taller, "taller", "Gives this pane more rows; the mouse moves the line between panes too."),
    CommandInfo(.shorter, "shorter", "Gives this pane fewer rows."),
    CommandInfo(.wider, "wider", "Gives this pane more columns."),
    CommandInfo(.narrower, "narrower", "Gives this pane fewer columns."),
    CommandInfo(.even, "own sizes", "Gives the panes back the sizes that they have by themselves."),
    CommandInfo(.back, "back", "Leaves what is open; never quits."),

    CommandInfo(.up, "up", "Moves up."),
    CommandInfo(.down, "down", "Moves down."),
    CommandInfo(.left, "left", "Moves left, or closes a node."),
    CommandInfo(.right, "right", "Moves right, or opens a node."),
    CommandInfo(.pageUp, "page up", "Moves up a screen."),
    CommandInfo(.pageDown, "page down", "Moves down a screen."),
    CommandInfo(.top, "top", "Moves to the start."),
    CommandInfo(.bottom, "bottom", "Moves to the end."),
    CommandInfo(.open, "open", "Opens, edits or changes what the cursor is on."),
    CommandInfo(.fold, "fold", "Opens or closes the node under the cursor."),

    CommandInfo(.edit, "edit", "Types into the envelope; Esc ends it."),
    CommandInfo(.editURL, "address", "Changes the address that the request goes to."),
    CommandInfo(.editAction, "action", "Changes the SOAP action."),
    CommandInfo(
      .binding, "binding", "Chooses how the message travels: Basic, BasicHttps, WSHttp, WS2007Http or Custom."),
    CommandInfo(.identity, "certificate", "Chooses the client certificate."),
    CommandInfo(.externalEditor, "$EDITOR", "Opens the envelope in $EDITOR."),
    CommandInfo(.reformat, "reformat", "Indents the envelope anew."),
    CommandInfo(.undo, "undo", "Takes the last change back."),
    CommandInfo(.redo, "redo", "Makes the change again that was taken back."),
    CommandInfo(.add, "new", "Makes a new entry: a request, a header, a behavior."),
    CommandInfo(.newFolder, "new folder", "Makes a folder of requests."),
    CommandInfo(.filter, "filter", "Shows only the requests whose path holds what is typed; Esc shows all."),
    CommandInfo(.moveEntry, "move", "Moves the request or the folder into another folder."),
    CommandInfo(.undoChange, "undo", "Takes back the last new, deleted, renamed or moved entry of the tree."),
    CommandInfo(.redoChange, "redo", "Does again what was taken back in the tree."),
    CommandInfo(.environment, "environment", "Chooses the environment that placeholders take their values from."),
    CommandInfo(.remove, "delete", "Deletes the entry, after asking where files would go."),
    CommandInfo(.rename, "rename", "Renames the request."),
    CommandInfo(.duplicate, "duplicate", "Copies the request under another name."),
    CommandInfo(.previous, "previous choice", "Takes the field's previous choice."),
    CommandInfo(.next, "next choice", "Takes the field's next choice."),
    CommandInfo(.moveUp, "move up", "Moves the behavior up: it runs earlier."),
    CommandInfo(.moveDown, "move down", "Moves the behavior down: it runs later."),

    CommandInfo(
      .complete, "complete", "Offers what may stand at the cursor: elements, attributes and values of the schemas."),
    CommandInfo(.goToLine, "go to line", "Goes to a line of the envelope by its number; :123 does too."),
    CommandInfo(
      .undoTree, "all texts", "Lists every text that the envelope has had, with its age; Enter goes back to it."),
    CommandInfo(.earlier, "earlier text", "Shows the text that was made before this one, on whatever branch."),
    CommandInfo(.later, "later text", "Shows the text that was made after this one, on whatever branch."),
    CommandInfo(.replace, "replace", "Replaces text in the envelope, one match at a time or all."),
    CommandInfo(
      .regularExpression, "regular expression", "Searches the envelope for a regular expression, or for plain text."),
    CommandInfo(
      .matchCase, "match case", "Tells small letters from capitals when searching the envelope, or does not."),
    CommandInfo(.wholeWord, "whole words", "Searches the envelope for whole words only, or for parts of them too."),
    CommandInfo(.nextError, "next error", "Goes to the next place that is no XML or breaks its schema, and says why."),
    CommandInfo(
      .previousError, "previous error", "Goes to the place before that is no XML or breaks its schema, and says why."),
    CommandInfo(.matchingTag, "other tag", "Goes to the other tag of the element."),
    CommandInfo(.renameElement, "rename element", "Renames both tags of the element at the cursor."),
    CommandInfo(
      .growSelection, "select more", "Selects the element's content, then the element, then what is around it."),
    CommandInfo(.shrinkSelection, "select less", "Selects again what was selected before it grew."),
    CommandInfo(.selectAll, "select all", "Selects the whole envelope."),
    CommandInfo(.toggleComment, "comment", "Puts the line or the selected elements into a comment, or out of it."),
    CommandInfo(.moveLineUp, "line up", "Moves the selected lines up."),
    CommandInfo(.moveLineDown, "line down", "Moves the selected lines down."),
    CommandInfo(.duplicateLine, "duplicate line", "Repeats the line, or what is selected."),
    CommandInfo(.joinLines, "join lines", "Joins the line with the next, or the selected lines."),
    CommandInfo(.deleteLine, "delete line", "Deletes the selected lines."),
    CommandInfo(.deleteToLineEnd, "delete rest", "Deletes up to the end of the line."),
    CommandInfo(.cut, "cut", "Cuts what is selected, or the line, to the clipboard."),
    CommandInfo(.copySelection, "copy selection", "Copies what is selected, or the line, to the clipboard."),
    CommandInfo(.paste, "paste", "Pastes what Signet copied last; the terminal's own paste works while typing."),
    CommandInfo(.minimise, "minimise", "Takes away all white space that XML does not need."),
    CommandInfo(.foldAll, "fold all", "Shows only the first line of every element of the envelope but the outermost."),
    CommandInfo(.unfoldAll, "unfold all", "Shows all lines of the envelope."),
    CommandInfo(.wrap, "wrap", "Lets long lines go on in the next row, or beyond the edge."),
    CommandInfo(.closeTags, "close tags", "Lets typing > or </ bring the end tag, or no longer does."),

    CommandInfo(.search, "search", "Searches in this pane."),
    CommandInfo(.searchNext, "next match", "Goes to the next match."),
    CommandInfo(.searchPrevious, "previous match", "Goes to the match before."),
    CommandInfo(.pretty, "pretty / raw", "Shows the answer indented, or exactly as it was received."),
    CommandInfo(
      .query, "XPath", "Puts an XPath 1.0 expression to the answer, and lists the nodes; soap: is the envelope's."),
    CommandInfo(
      .validate, "validate", "Checks the answer against the schemas of its description, and lists what is wrong."),
    CommandInfo(
      .copy, "copy", "Copies something of this pane to the terminal's clipboard (OSC 52; tmux: set-clipboard on)."),
    CommandInfo(.writeBody, "write", "Writes the answer's body, an attachment, or the probes' report, to a file."),
    CommandInfo(
      .nextSibling, "next sibling", "Goes to the next element beside this one of the answer; l goes into it."),
    CommandInfo(.previousSibling, "sibling before", "Goes to the element before this one of the answer."),
    CommandInfo(.parent, "parent", "Goes to the element around this one of the answer; h does too."),
    CommandInfo(
      .addCheck, "add check", "Adds what must hold of each answer: its status, fault, an element's value, and others."),
    CommandInfo(.compareFile, "compare with file", "Compares the answer with one that was written to a file."),
    CommandInfo(
      .preview, "preview",
      "Shows the request as it will be sent: placeholders filled, secrets as dots, what the binding adds."),
    CommandInfo(
      .certificates, "certificates",
      "Shows the identities that are known, and what each certificate file of a folder holds; Enter uses one."),
    CommandInfo(.settings, "settings", "Shows every setting, its value and where that comes from, and changes it."),

    CommandInfo(.evidence, "evidence", "Goes from a finding to the message it rests on, and back."),
    CommandInfo(
      .bytes, "bytes", "Shows the bytes of the message under the cursor or of the answer, or no longer does."),
    CommandInfo(.compare, "compare", "Compares this exchange with another one, of this request or of any."),
    CommandInfo(.exportTranscript, "export", "Writes the decoded handshake to a file: text, or JSON by its ending."),
    CommandInfo(
      .capture, "capture", "Captures the next calls whole, TLS secrets included, for Wireshark; or no longer does."),
    CommandInfo(
      .writeCapture, "write capture", "Writes the captured call to a private file for Wireshark: pcapng, or key log."),

    CommandInfo(.history, "history", "Lists past exchanges of this request; Enter shows one in the panes, read-only."),
    CommandInfo(.pin, "pin", "Keeps a past exchange whatever the limits say, or no longer does."),
    CommandInfo(.allExchanges, "all exchanges", "Lists the past exchanges of all requests, or of this one only."),
    CommandInfo(.reopen, "reopen", "Makes a new request of a past exchange, as it was asked for then."),
    CommandInfo(
      .explorer, "description", "Looks through the service's description: operations, messages and their types."),
    CommandInfo(.openDescription, "open another", "Opens another description (WSDL): a file, a folder or a URL."),
    CommandInfo(.keepDescription, "keep", "Keeps the description with the collection, so that envelopes are checked."),
    CommandInfo(
      .optionalParts, "optional parts", "Puts optional parts into new requests as comments, wholly, or not at all."),

    CommandInfo(.commandLine, "command", "Types a command by its name."),
    CommandInfo(.messages, "messages", "Lists what was said in the top line, newest first."),
    CommandInfo(.palette, "palette", "Finds a command by a few letters."),
    CommandInfo(.help, "keys", "Lists the keys of this pane, and all others."),
    CommandInfo(.reload, "reload", "Reads the collection's files anew."),
    CommandInfo(.redraw, "redraw", "Paints the whole screen anew."),
    CommandInfo(.suspend, "suspend", "Puts Signet into the background; fg brings it back."),
    CommandInfo(.quit, "quit", "Saves and leaves Signet; asks when a call is running."),
  ]

  private static let infos = Dictionary(uniqueKeysWithValues: table.map { ($0.command, $0) })
}
