internal import Schema

/// The arguments of `send` in the form that scripts write, known flags, each value an argument of its own, of `open` with
/// a folder at most, and of `import wsdl` where nothing is fetched.
///
/// ArgumentParser builds the definitions of every flag several times over, and the Swift runtime then searches its thousands
/// of conformances for each generic type of them: more than a third of what a whole call costs. What is not of this form,
/// and everything that has to be said of arguments, is left to the parser.
enum PlainArguments {
  /// - Parameter arguments: the process's, its name excepted.
  /// - Returns: nil when the parser has to read them.
  static func send(_ arguments: [String]) -> Sending? {
    guard arguments.first == "send" else { return nil }
    let flags = PlainFlag.all
    var given = Array(repeating: [String](), count: flags.count)
    var sending = Sending()
    var rest = arguments.dropFirst()
    while let argument = rest.popFirst() {
      guard argument.isFlag else {
        guard sending.call.target == nil else { return nil }
        sending.call.target = argument
        continue
      }
      guard let index = flags.firstIndex(where: { $0.name == argument }) else { return nil }
      guard flags[index].maximumValues != nil else {
        guard given[index].isEmpty else { return nil }
        given[index].append(argument)
        continue
      }
      guard let value = rest.popFirst(), value == "-" || !value.isFlag else { return nil }
      given[index].append(value)
    }
    for (flag, values) in zip(flags, given) {
      guard values.count <= flag.maximumValues ?? 1, flag.fill(&sending, values) else { return nil }
    }
    return (try? sending.call.validate()) == nil ? nil : sending
  }

  /// `signet`, `signet open` and `signet open FOLDER`.
  static func open(_ arguments: [String]) -> OpenCommand? {
    guard arguments.isEmpty || arguments[0] == "open", arguments.count <= 2 else { return nil }
    let folder = arguments.dropFirst().first ?? "."
    if folder.isFlag { return nil }
    var command = OpenCommand()
    command.folder = folder
    var look = LookOptions()
    look.theme = nil
    command.look = look
    return command
  }

  private static let importFlags = ["--sample", "--port", "--into", "--optional", "--identity", "--format"]

  /// `import wsdl` of a file, a folder or an archive.
  static func importWSDL(_ arguments: [String]) -> DescriptionImport? {
    guard arguments.starts(with: ["import", "wsdl"]) else { return nil }
    var (sources, given): ([String], [String: String]) = ([], [:])
    var rest = arguments.dropFirst(2)
    while let argument = rest.popFirst() {
      guard argument.isFlag else {
        sources.append(argument)
        continue
      }
      guard given[argument] == nil else { return nil }
      guard argument != "--list" else {
        given[argument] = ""
        continue
      }
      guard importFlags.contains(argument), let value = rest.popFirst(), !value.isFlag else { return nil }
      given[argument] = value
    }
    guard sources.count == 1, !sources[0].isEmpty, !DescriptionFetch.isURL(sources[0]), let use = use(of: given)
    else { return nil }
    let (optional, format) = (given["--optional"] ?? "comment", given["--format"] ?? "text")
    guard let optional = OptionalParts(rawValue: optional), let format = ImportWSDLCommand.Format(rawValue: format)
    else { return nil }
    return DescriptionImport(
      source: sources[0], use: use, optional: optional, identity: given["--identity"], format: format)
  }

  private static func use(of given: [String: String]) -> DescriptionImport.Use? {
    guard given["--port"] == nil || given["--sample"] != nil else { return nil }
    return switch (given["--list"], given["--sample"], given["--into"]) {
    case (_?, nil, nil): .list
    case (nil, let operation?, nil): .sample(operation: operation, port: given["--port"])
    case (nil, nil, let folder?): .requests(folder: folder)
    default: nil
    }
  }
}

extension String {
  fileprivate var isFlag: Bool { utf8.first == UInt8(ascii: "-") }
}
