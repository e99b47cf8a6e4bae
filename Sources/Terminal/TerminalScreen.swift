internal import Basics
internal import CNcurses
internal import Glibc
public import Screen

/// The terminal, painted by ncurses. One per process, used from the main thread only.
///
/// While it is open the process's signals are taken, standard error is held back, and whatever ends the process gives the
/// terminal back first. `close` prints the tail of what was held back.
public final class TerminalScreen {
  public let colorDepth: ColorDepth
  /// What frames and marks are to be drawn with.
  public let glyphs: Glyphs

  private var styles: StyleTable
  /// What the terminal shows; nil when that is not known.
  private var shown: Frame?
  private var row: [signet_terminal_cell] = []
  private var isOpen = true
  /// A title of ours is shown.
  private var isTitled = false

  public init() throws(TerminalError) {
    let status = signet_terminal_open()
    guard status == SIGNET_TERMINAL_OK else { throw TerminalError(status) }
    let colors = Int(signet_terminal_colors())
    colorDepth = colors >= 256 ? .colors256 : colors >= 8 ? .colors16 : .mono
    let isConsole = getenv("TERM").map { strncmp($0, "linux", 5) == 0 } ?? false
    glyphs = signet_terminal_is_unicode() == 0 ? .ascii : isConsole ? .console : .unicode
    styles = StyleTable(colors: colors, pairs: Int(signet_terminal_pairs()))
  }

  deinit { close() }

  public var size: Size {
    var columns: Int32 = 0
    var rows: Int32 = 0
    signet_terminal_size(&columns, &rows)
    return Size(columns: Int(columns), rows: Int(rows))
  }

  /// Makes the terminal look like the frame: only rows that changed are handed over, and everything is written at once.
  public func paint(_ frame: Frame) {
    if styles.isFull {
      styles.removeAll()
      repaint()
    }
    for row in 0..<min(frame.size.rows, size.rows) where hasChanged(row, in: frame) { draw(row, of: frame) }
    let cursor = frame.cursor ?? Position(column: 0, row: -1)
    signet_terminal_place_cursor(Int32(cursor.row), Int32(cursor.column))
    signet_terminal_refresh()
    shown = frame
  }

  /// The next `paint` writes every cell, whatever the terminal showed.
  public func repaint() {
    shown = nil
    signet_terminal_repaint()
  }

  /// Reads the terminal's size anew; the next `paint` writes every cell.
  public func resize() {
    signet_terminal_resize()
    shown = nil
  }

  /// Stops the process with the terminal given back, and takes it again when it is continued.
  public func suspend() {
    signet_terminal_suspend()
    repaint()
  }

  /// Takes the terminal again after somebody else stopped and continued the process.
  public func resume() {
    resize()
    signet_terminal_enter()
    repaint()
  }

  /// Runs a program with the terminal and waits for it. The exit status, or 128 and the signal that ended it.
  ///
  /// - Parameter arguments: the program, searched in `PATH`, and its arguments.
  public func run(_ arguments: [String]) throws(TerminalError) -> Int {
    var pointers = arguments.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    let status = signet_terminal_run(&pointers)
    repaint()
    guard status >= 0 else { throw .system(errno) }
    let signal = status & 0x7F
    return Int(signal == 0 ? status >> 8 & 0xFF : 128 + signal)
  }

  /// Offers the text to the clipboard of the terminal's own machine (OSC 52, xterm's ctlseqs). Whether it takes it is
  /// the terminal's affair; there is no answer.
  public func copy(_ text: [UInt8]) {
    let offer = ClipboardOffer(text).bytes(throughScreen: getenv("STY") != nil && getenv("TMUX") == nil)
    signet_terminal_write(offer, offer.count)
  }

  /// BEL; what it does is set in the terminal.
  public func ring() {
    let bell: [UInt8] = [0x07]
    signet_terminal_write(bell, bell.count)
  }

  /// The title of the terminal's window (OSC 2, xterm's ctlseqs); empty gives it back the one it had. Only where the
  /// terminal is of a kind that has titles.
  public func setTitle(_ title: String) {
    guard hasTitle, !title.isEmpty || isTitled else { return }
    let text = title.isEmpty ? "signet" : String(title.neutralised.prefix(120))
    let save = title.isEmpty || isTitled ? "" : "\u{1B}[22;2t"
    let bytes = Array("\(save)\u{1B}]2;\(text)\u{07}\(title.isEmpty ? "\u{1B}[23;2t" : "")".utf8)
    isTitled = !title.isEmpty
    signet_terminal_write(bytes, bytes.count)
  }

  /// The console and real terminals have none, and some print what they do not know.
  private var hasTitle: Bool {
    let kinds = [
      "xterm", "tmux", "screen", "rxvt", "kitty", "foot", "alacritty", "wezterm", "ghostty", "st-", "konsole", "gnome",
      "vte", "mintty", "iterm", "contour", "rio", "putty",
    ]
    let term = getenv("TERM").map { String(cString: $0) } ?? ""
    return kinds.contains { term.hasPrefix($0) }
  }

  public func close() {
    guard isOpen else { return }
    setTitle("")
    isOpen = false
    signet_terminal_close()
  }

  private func hasChanged(_ row: Int, in frame: Frame) -> Bool {
    guard let shown, shown.size == frame.size else { return true }
    let range = row * frame.size.columns..<(row + 1) * frame.size.columns
    return shown.cells[range] != frame.cells[range]
  }

  private func draw(_ index: Int, of frame: Frame) {
    row.removeAll(keepingCapacity: true)
    for cell in frame.cells[index * frame.size.columns..<(index + 1) * frame.size.columns] {
      let look = styles[cell.style]
      row.append(
        signet_terminal_cell(
          scalar: cell.scalar.value, mark: cell.mark?.value ?? 0, pair: look.pair, attributes: look.attributes,
          width: cell.width))
    }
    signet_terminal_draw_row(Int32(index), row, Int32(row.count))
  }
}
