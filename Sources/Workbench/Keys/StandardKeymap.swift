public import Screen

public typealias WorkbenchKeymap = Keymap<Command, KeyContext>

extension Keymap where Command == Workbench.Command, Context == KeyContext {
  /// The keys as they come. Every action has a plain letter; Ctrl, Alt and function keys are second ways, because
  /// terminals, tmux and SSH swallow many of them.
  public static let standard = WorkbenchKeymap([
    Binding("s F5 M-Enter", .send, in: [.global]),
    Binding("p", .probe, in: [.global, .probes]),
    Binding("x", .cancel, in: [.global, .probes]),
    Binding("S", .save, in: [.global]),

    Binding("1", .tree, in: [.global]),
    Binding("2", .request, in: [.global]),
    Binding("3", .handshake, in: [.global]),
    Binding("4", .response, in: [.global]),
    Binding("Tab", .nextPane, in: [.global]),
    Binding("S-Tab", .previousPane, in: [.global]),
    Binding("]", .nextTab, in: [.global]),
    Binding("[", .previousTab, in: [.global]),
    Binding("+", .zoomIn, in: [.global]),
    Binding("_", .zoomOut, in: [.global]),
    Binding("Esc", .back, in: [.global, .typing, .list, .field]),

    Binding("k Up", .up, in: [.global, .list]),
    Binding("j Down", .down, in: [.global, .list]),
    Binding("h Left", .left, in: [.global, .list]),
    Binding("l Right", .right, in: [.global, .list]),
    Binding("PgUp C-u", .pageUp, in: [.global, .list]),
    Binding("PgDn C-d", .pageDown, in: [.global, .list]),
    Binding("g Home", .top, in: [.global, .list]),
    Binding("G End", .bottom, in: [.global, .list]),
    Binding("Enter", .open, in: [.global, .list, .field]),
    Binding("Space", .fold, in: [.tree, .handshake]),
    Binding("Up", .up, in: [.field]),
    Binding("Down", .down, in: [.field]),
    Binding("Tab", .next, in: [.field]),
    Binding("S-Tab", .previous, in: [.field]),

    Binding("i", .edit, in: [.global]),
    Binding("U", .editURL, in: [.global]),
    Binding("A", .editAction, in: [.global]),
    Binding("b", .binding, in: [.global]),
    Binding("c", .identity, in: [.global]),
    Binding("e", .externalEditor, in: [.global]),
    Binding("=", .reformat, in: [.envelope]),
    Binding("u", .undo, in: [.envelope]),
    Binding("C-r", .redo, in: [.envelope, .typing]),
    Binding("C-_", .undo, in: [.typing]),
    Binding("a", .add, in: [.tree, .form]),
    Binding("F", .newFolder, in: [.tree]),
    Binding("d", .remove, in: [.tree, .form]),
    Binding("r", .rename, in: [.tree]),
    Binding("D", .duplicate, in: [.tree]),
    Binding("Space l Right", .next, in: [.form]),
    Binding("h Left", .previous, in: [.form]),

    Binding("/", .search, in: [.global]),
    Binding("n", .searchNext, in: [.global]),
    Binding("N", .searchPrevious, in: [.global]),
    Binding("=", .pretty, in: [.response]),
    Binding("y", .copy, in: [.global, .probes]),
    Binding("w", .writeBody, in: [.global, .probes]),
    Binding("o", .evidence, in: [.handshake]),
    Binding("v", .bytes, in: [.handshake]),
    Binding("C", .compare, in: [.global]),
    Binding("w", .exportTranscript, in: [.handshake]),

    Binding(":", .commandLine, in: [.global]),
    Binding("C-p", .palette, in: [.always]),
    Binding("? F1", .help, in: [.global, .list]),
    Binding("R", .reload, in: [.tree]),
    Binding("C-l", .redraw, in: [.always]),
    Binding("C-z", .suspend, in: [.always]),
    Binding("q", .back, in: [.list]),
    Binding("q", .quit, in: [.global]),
  ])
}
