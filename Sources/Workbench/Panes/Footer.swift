internal import Collections
internal import Exchange
internal import Text

/// Which commands the footer offers, most useful first; help has its place already.
enum Footer {
  /// A command, and what it is called where it stands.
  struct Hint: Equatable {
    var command: Command
    /// Its key stands beside that of the first.
    var other: Command?
    var title: String

    /// - Parameter title: nil is the command's own.
    init(_ command: Command, and other: Command? = nil, _ title: String? = nil) {
      (self.command, self.other) = (command, other)
      self.title = title ?? command.info.title
    }
  }

  static func hints(for model: Model) -> [Hint] {
    if let popup = model.popups.last { return hints(of: popup, model) }
    if model.completion != nil {
      return [Hint(.open, "take it"), Hint(.up, and: .down, "choose"), Hint(.back, "none")]
    }
    if model.isTyping { return typing(model) }
    if model.exchange?.isRunning == true { return [.cancel, .handshake, .response].map { Hint($0) } }
    return hints(of: model.paneContext, model)
  }

  // MARK: Panes

  private static func hints(of context: KeyContext, _ model: Model) -> [Hint] {
    if model.current == nil, context != .tree { return [.tree, .commandLine, .quit].map { Hint($0) } }
    switch context {
    case .tree where model.collection == nil: return [.commandLine, .quit].map { Hint($0) }
    case .tree where model.current == nil && model.treeRows.isEmpty:
      return [.add, .commandLine, .quit].map { Hint($0) }
    case .tree:
      let environment: [Command] = model.collection?.environments.isEmpty == false ? [.environment] : []
      return ([.open, .add, .send, .filter, .identity] + environment + [.binding, .copy, .commandLine, .quit])
        .map { Hint($0) }
    case .envelope where model.vim.grammar.pendingOperator != nil:
      return [.nextWord, .lineEnd, .match, .innerObject, .aroundObject, .back].map { Hint($0) }
    case .envelope where model.vim.visual != nil:
      return [.deleteMotion, .changeMotion, .yankMotion, .indentMotion, .outdentMotion, .innerObject, .aroundObject]
        .map { Hint($0) } + [Hint(.visualOtherEnd), Hint(.back)]
    case .envelope:
      return [Hint(.send), Hint(.edit)] + errors(model)
        + [.externalEditor, .reformat, .undo, .nextTab, .identity, .binding].map { Hint($0) }
    case .form: return form(model)
    case .handshake: return handshake(model)
    case .response: return response(model)
    default: return [.send, .identity, .binding, .search, .copy, .commandLine, .quit].map { Hint($0) }
    }
  }

  private static func form(_ model: Model) -> [Hint] {
    guard let tab = model.current?.tab, let row = model.rowUnderFormCursor else { return [] }
    let change =
      switch row.kind {
      case .choice: [Hint(.open, row.field?.hasTwoChoices == true ? "change" : "choose"), Hint(.next)]
      case .text: [Hint(.open, "edit")]
      case .button, .note: [Hint(.open, "do it")]
      }
    let add = tab == .binding ? [] : [Hint(.add, tab == .headers ? "new" : "add a file"), Hint(.remove)]
    return change + add + [Hint(.nextTab), Hint(.send)]
  }

  private static func typing(_ model: Model) -> [Hint] {
    [Hint(.back)] + errors(model) + [.complete, .search, .replace, .undo, .redo, .renameElement].map { Hint($0) }
  }

  /// Where the envelope has one.
  private static func errors(_ model: Model) -> [Hint] {
    guard let request = model.current else { return [] }
    if case .broken = request.wellFormedness { return [Hint(.nextError)] }
    return request.validity?.check?.errors.isEmpty == false ? [Hint(.nextError)] : []
  }

  private static func handshake(_ model: Model) -> [Hint] {
    guard let exchange = model.exchange else { return [.send, .identity, .binding].map { Hint($0) } }
    let pane = exchange.handshakePane
    let isOnMessages = pane.tab == .messages
    let evidence = Hint(.evidence, isOnMessages && pane.origin != nil ? "back" : isOnMessages ? "finding" : nil)
    let rest: [Command] = [.send, .copy, .response, .search]
    return [Hint(.open), Hint(.nextTab), evidence, Hint(.probe), Hint(isOnMessages ? .bytes : .compare)]
      + rest.map { Hint($0) }
  }

  /// Where there is no answer, what may bring one.
  private static func response(_ model: Model) -> [Hint] {
    guard let exchange = model.exchange, exchange.report?.response?.body.isEmpty == false else {
      return [.send, .handshake, .probe, .identity, .binding, .nextTab, .copy].map { Hint($0) }
    }
    switch exchange.responsePane.tab {
    case .body:
      return [.pretty, .search, .query, .nextTab, .copy, .writeBody, .validate, .addCheck, .send].map { Hint($0) }
    case .attachments: return [Hint(.open, "write it"), Hint(.nextTab), Hint(.copy), Hint(.send)]
    case .checks: return [.addCheck, .nextTab, .copy, .send].map { Hint($0) }
    case .changes: return [.compareFile, .search, .nextTab, .copy, .send].map { Hint($0) }
    case .headers, .timings: return [.nextTab, .search, .copy, .handshake, .send].map { Hint($0) }
    }
  }

  // MARK: Windows on top

  private static func hints(of popup: Popup, _ model: Model) -> [Hint] {
    switch popup.purpose {
    case .probes:
      let commands: [Command] =
        model.diagnosis?.isRunning == true ? [.cancel, .back] : [.copy, .writeBody, .probe, .back]
      return commands.map { Hint($0) }
    case .history(let list): return history(list)
    case .explorer where model.explorer?.found == nil:
      let isOperation = model.isOnOperation
      let add = model.isOnOperations ? [Hint(.add, isOperation ? "make request" : "make requests")] : []
      let rest: [Command] = [.fold, .optionalParts, .keepDescription, .back]
      return (isOperation ? [] : [Hint(.open)]) + add + [Hint(.search), Hint(.openDescription, "another")]
        + rest.map { Hint($0) }
    case .explorer: return [Hint(.open, "go there"), Hint(.back)]
    case .problem, .page: return [Hint(.back, "close")]
    case .settings: return [Hint(.open, "change"), Hint(.back, "close")]
    case .help, .palette: return [Hint(.open, "do it"), Hint(.back, "close")]
    case .menu, .question: return [Hint(.open, "choose"), Hint(.back, "leave it")]
    case .openRequests: return [Hint(.open, "show"), Hint(.closeRequest), Hint(.closeOthers), Hint(.back)]
    case .password: return [Hint(.open, "go on"), Hint(.back, "leave it")]
    case .prompt(let prompt): return [Hint(.open, prompt.use.isFile ? "write" : "take it"), Hint(.back, "leave it")]
    case .files, .certificates: return [Hint(.open, "take it"), Hint(.back)]
    }
  }

  private static func history(_ list: HistoryList) -> [Hint] {
    if list.isFiltering { return [Hint(.open, "keep it"), Hint(.back, "show all")] }
    let all = Hint(.allExchanges, list.request == nil ? "this request" : "all requests")
    let rest: [Command] = [.send, .reopen, .compare, .pin, .writeBody, .remove, .back]
    return [Hint(.open, "show"), Hint(.search), all] + rest.map { Hint($0) }
  }
}
