/// Which commands the footer offers, most useful first; help has its place already.
enum Footer {
  static func commands(for model: Model) -> [Command] {
    if case .probes? = model.popups.last?.purpose {
      return model.diagnosis?.isRunning == true ? [.cancel, .back] : [.copy, .writeBody, .probe, .back]
    }
    if case .history(let list)? = model.popups.last?.purpose, !list.isFiltering {
      return [.open, .send, .reopen, .compare, .search, .pin, .writeBody, .remove, .allExchanges, .back]
    }
    if case .explorer? = model.popups.last?.purpose {
      return model.explorer?.found == nil
        ? [.search, .add, .fold, .openDescription, .keepDescription, .optionalParts, .back] : [.open, .back]
    }
    if !model.popups.isEmpty { return [.open, .back, .up, .down] }
    if model.completion != nil { return [.open, .back, .up, .down] }
    if model.isTyping { return [.back, .complete, .undo, .redo] }
    if model.exchange?.isRunning == true { return [.cancel, .handshake, .response] }
    let common: [Command] = [.send, .identity, .binding, .search, .copy, .commandLine, .quit]
    switch model.paneContext {
    case .tree:
      if model.current == nil, model.treeRows.isEmpty { return [.add, .commandLine, .quit] }
      return [.open, .add, .send, .filter, .identity, .binding, .copy, .commandLine, .quit]
    case .envelope: return [.send, .edit, .externalEditor, .reformat, .undo, .nextTab, .identity, .binding]
    case .form: return [.open, .next, .add, .remove, .nextTab, .send]
    case .handshake:
      let onMessages = model.exchange?.handshakePane.tab == .messages
      return [.open, .nextTab, .evidence, .probe, onMessages ? .bytes : .compare, .send, .copy, .response, .search]
    case .response: return [.pretty, .search, .query, .validate, .addCheck, .copy, .writeBody, .nextTab, .send]
    default: return common
    }
  }
}
