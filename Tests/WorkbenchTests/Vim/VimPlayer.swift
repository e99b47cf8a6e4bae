import Collections
import Foundation
import Screen
import Testing
import Text

@testable import Workbench

/// A text, where the cursor stands in it, and keys that are pressed then.
struct VimCase: Sendable, CustomTestStringConvertible {
  var lines: [String]
  /// From 0; the column in bytes.
  var line = 0
  var column = 0
  /// Names, as keymaps have them.
  var keys: [String]

  var testDescription: String {
    "\(keys.joined(separator: " ")) at \(line):\(column) of\n\(lines.joined(separator: "\n"))"
  }
}

/// What the keys have led to.
struct VimOutcome: Equatable, CustomStringConvertible {
  var lines: [String]
  var line: Int
  var column: Int
  var description: String { "\(line):\(column) of\n\(lines.joined(separator: "\n"))" }
}

/// The Vim that is installed, on key scripts.
enum VimPlayer {
  static let program = ["/usr/bin/vim"].first { FileManager.default.isExecutableFile(atPath: $0) }

  /// The cases in one run, each beginning with its own text and without an undo history.
  static func play(_ cases: [VimCase]) throws -> [VimOutcome] {
    guard let program else { return [] }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("vim-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = { (name: String) in folder.appendingPathComponent(name).path }
    let texts = cases.map { one in
      VimText(
        lines: one.lines, line: one.line + 1, column: one.column + 1,
        keys: String(decoding: one.keys.flatMap(bytes), as: UTF8.self))
    }
    try JSONEncoder().encode(texts).write(to: URL(fileURLWithPath: file("cases")))
    try Data(script(file).utf8).write(to: URL(fileURLWithPath: file("vimrc")))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["-u", file("vimrc"), "-i", "NONE", "-n", "-N", "--not-a-term"]
    process.environment = ["TERM": "dumb", "LC_ALL": "C.UTF-8", "HOME": folder.path]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let results = try JSONDecoder().decode(
      [VimText].self, from: Data(contentsOf: URL(fileURLWithPath: file("results"))))
    return results.map { VimOutcome(lines: $0.lines, line: $0.line - 1, column: $0.column - 1) }
  }

  private struct VimText: Codable {
    var lines: [String]
    var line: Int
    var column: Int
    var keys = ""
  }

  private static func script(_ file: (String) -> String) -> String {
    """
    set nocompatible autoindent shiftwidth=2 softtabstop=0 expandtab nojoinspaces report=9999 whichwrap= noswapfile belloff=all lazyredraw
    set backspace=indent,eol,start ttimeout ttimeoutlen=0 encoding=utf-8 quoteescape= nomore shortmess+=I lines=24 columns=80 scrolloff=0
    let g:cases = json_decode(readfile('\(file("cases"))')[0])
    let g:results = []
    function! Play()
      for case in g:cases
        enew!
        set undolevels=-1
        call setline(1, case.lines)
        set undolevels=1000
        call setcharsearch({'char': ''})
        let @" = ''
        call cursor(case.line, case.column)
        call feedkeys(case.keys . "\\<Esc>\\<Esc>", 'tx')
        call add(g:results, {'lines': getline(1, '$'), 'line': line('.'), 'column': col('.'), 'keys': ''})
      endfor
      call writefile([json_encode(g:results)], '\(file("results"))')
      qall!
    endfunction
    autocmd VimEnter * call Play()
    """
  }

  private static func bytes(of name: String) -> [UInt8] {
    switch name {
    case "Esc": return [0x1B]
    case "Enter": return [0x0D]
    case "Space": return [0x20]
    case "Backspace": return [0x08]
    default:
      if name.hasPrefix("C-"), let letter = name.utf8.last { return [letter & 0x1F] }
      return Array(name.utf8)
    }
  }
}

extension VimCase {
  /// What the workbench makes of it.
  ///
  /// - Returns: nil where the two are known to differ.
  func played() -> VimOutcome? {
    var session = Session(Self.collection(lines), columns: 100, rows: 40)
    session.model.keymap = .vim
    session.model.closesTags = false
    session.press("1 Enter")
    let offset = lines.prefix(line).reduce(0) { $0 + $1.utf8.count + 1 } + column
    _ = session.model.edit(.move(.offset(offset)))
    var isIdle = false
    for key in keys + ["Esc", "Esc"] {
      let before = (session.model.vim.lastStep, session.model.current?.editor.text)
      session.press(key)
      let model = session.model
      let isChange = model.vim.lastStep != before.0 && !model.isTyping
      if isChange, let text = model.current?.editor.text, before.1.map(text.isSameSnapshot) == true { isIdle = true }
    }
    // What changes nothing is a step of undo in Vim, but not here.
    if isIdle, keys.contains("u") || keys.contains("C-r") { return nil }
    guard let editor = session.model.current?.editor else { return nil }
    var after = String(decoding: editor.text.bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
    if after.count > 1, after.last == "" { after.removeLast() }
    let before = editor.text.bytes(in: 0..<editor.selection.head)
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return VimOutcome(lines: after, line: before.count { $0 == UInt8(ascii: "\n") }, column: before.count - start)
  }
}

extension VimCase {
  fileprivate static func collection(_ lines: [String]) -> Collection {
    var request = StoredRequest.sample("Ping", identity: nil)
    request.envelope = Array((lines.joined(separator: "\n") + "\n").utf8)
    return Collection(folder: "/collection", name: "partner-a", items: [.request(request)])
  }
}
