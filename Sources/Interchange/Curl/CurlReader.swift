internal import Basics
internal import Handshake

/// Reads curl's commands out of a shell script: each becomes a request when it carries SOAP. Nothing is run.
public struct CurlReader {
  /// Gives the bytes of a file that `--data @FILE` names, with `/` between folders; nil when it must not or cannot be read.
  public typealias Other = (_ path: String) -> [UInt8]?

  /// A script above this, in bytes, is none.
  public static let limit = 16 * 1024 * 1024

  private var reader = HTTPCallReader()
  private let other: Other

  public static func read(_ bytes: [UInt8], other: @escaping Other = { _ in nil }) -> InterchangeContents {
    var reader = CurlReader(other: other)
    let script = ShellScript(String(decoding: bytes, as: UTF8.self))
    reader.read(script)
    return reader.reader.finished()
  }

  private init(other: @escaping Other) { self.other = other }

  private mutating func read(_ script: ShellScript) {
    var number = 0
    // The null utility only expands its words, and stops where a variable is missing.
    for command in script.commands where command.words[0].text != ":" {
      guard Self.isCurl(command.words[0].text) else {
        reader.omissions.add("command that is not curl", at: String(command.words[0].text.prefix(60)))
        continue
      }
      for arguments in Self.separated(Array(command.words.dropFirst())) {
        number += 1
        add(arguments, command.input, number)
      }
    }
    if number == 0 {
      reader.contents.problems.append(.init(.error, "There is no curl command here."))
    }
    declare(script)
  }

  private static func isCurl(_ word: String) -> Bool {
    let name = word.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map { String($0) } ?? word
    return name == "curl" || name == "curl.exe"
  }

  /// `--next` begins another request.
  private static func separated(_ words: [ShellScript.Word]) -> [[ShellScript.Word]] {
    words.split { !$0.isQuoted && ($0.text == "--next" || $0.text == "-:") }.map { Array($0) }
  }

  private mutating func add(_ words: [ShellScript.Word], _ input: String?, _ number: Int) {
    var command = CurlCommand(input: input, other: other)
    command.read(words)
    var call = command.call
    call.name = Self.name(of: call, number)
    for omission in command.omissions { reader.omissions.add(omission, at: call.name) }
    if command.isCaretQuoted {
      reader.contents.problems.append(
        .init(
          .warning, "\(call.name.neutralised) is quoted for Windows' command prompt.",
          detail: "Copy it as cURL (bash), so that quotes are read as they are meant."))
    }
    reader.add(call)
  }

  /// The last word of the action, else of the address's path.
  private static func name(of call: HTTPCall, _ number: Int) -> String {
    let action = call.header("SOAPAction")?.unquoted ?? ""
    let path = call.url.prefix { $0 != "?" && $0 != "#" }
    let texts = [action, String(path)].compactMap { text in
      text.split(whereSeparator: { "/:#{}".contains($0) }).last.map { String($0) }
    }
    return texts.first ?? "Request \(number)"
  }

  /// Variables of the script that requests use.
  private mutating func declare(_ script: ShellScript) {
    let used = Set(reader.contents.requests.flatMap(\.variableNames))
    for assignment in script.assignments {
      let name = VariableText.name(assignment.name)
      reader.contents.variables.removeAll { $0.name == name }
      if used.contains(name) { reader.contents.variables.append(.init(name, assignment.value)) }
    }
  }
}
