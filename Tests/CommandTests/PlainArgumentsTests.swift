import ArgumentParser
import Testing

@testable import signet

/// The plain form of `send`'s arguments, held against the parser.
@Suite struct PlainArgumentsTests {
  private static let base = ["send", "--url", "https://localhost/service"]

  /// Several values for a list, one for others, none for a switch.
  private static func arguments(of flag: PlainFlag) -> [String] {
    guard let maximum = flag.maximumValues else { return [flag.name] }
    let value =
      switch flag.name {
      case "--format": "json"
      case "--color": "never"
      case "--security-level", "--connect-timeout", "--max-time": "2"
      default: "value of \(flag.name)"
      }
    return maximum == 1 ? [flag.name, value] : [flag.name, value, flag.name, "", flag.name, "-"]
  }

  private func parsed(_ arguments: [String]) throws -> String {
    String(describing: try #require(try Signet.parseAsRoot(arguments) as? SendCommand).sending)
  }

  private func plain(_ arguments: [String]) throws -> String {
    String(describing: try #require(PlainArguments.send(arguments)))
  }

  @Test("Every flag of the parser has its plain form, and no other has one")
  func everyFlag() {
    let named = SendCommand.helpMessage(columns: 500).split(separator: "\n").compactMap { line in
      line.split(separator: " ").first.map(String.init)
    }
    let flags = Set(named.filter { $0.hasPrefix("--") })
    #expect(flags.count > 40)
    #expect(Set(PlainFlag.all.map(\.name)) == flags.subtracting(["--version"]))
  }

  @Test("Each flag alone is read as the parser reads it", arguments: PlainFlag.all.map(\.name))
  func oneFlag(name: String) throws {
    let flag = try #require(PlainFlag.all.first { $0.name == name })
    // Values of variables stand for a request's placeholders.
    let variables = ["--env", "--variable"]
    let base = variables.contains(name) ? ["send", "folder/Name.yaml"] : name == "--url" ? ["send"] : Self.base
    let arguments = base + Self.arguments(of: flag)
    #expect(try plain(arguments) == parsed(arguments))
    #expect(try plain(arguments) != plain(["send", "--url", "other"]))
  }

  @Test("All flags together are read as the parser reads them, whatever their order")
  func allFlags() throws {
    let flags = PlainFlag.all.filter { $0.name != "--url" }
    for flags in [flags, flags.reversed()] {
      let arguments = ["send"] + flags.flatMap(Self.arguments) + ["folder/Name.yaml"]
      #expect(try plain(arguments) == parsed(arguments))
    }
  }

  @Test(
    "What has another form is left to the parser",
    arguments: [
      ["--help"], ["-h"], ["--unknown", "x"], ["--action=a"], ["--action"], ["--action", "--quiet"],
      ["--action", "-x"],
      ["--action", "a", "--action", "b"], ["--security-level", "high"], ["--max-time", ""], ["--format", "yaml"],
      ["--", "x"], ["request.yaml"], ["--variable", "a=b"], ["-"], ["--quiet", "--quiet"], ["--version"],
    ])
  func otherForms(extra: [String]) {
    #expect(PlainArguments.send(Self.base + extra) == nil)
  }

  @Test("Other commands, and a call to nowhere, are left to the parser")
  func otherCommands() {
    for arguments in [[], ["send"], ["lint"] + Self.base.dropFirst(), ["--version"], ["a.yaml", "send"]] {
      #expect(PlainArguments.send(arguments) == nil)
    }
  }

  @Test("The workbench's folder is read as the parser reads it", arguments: [[], ["open"], ["open", "a folder"]])
  func folder(arguments: [String]) throws {
    let parsed = try #require(try Signet.parseAsRoot(arguments) as? OpenCommand)
    #expect(String(describing: try #require(PlainArguments.open(arguments))) == String(describing: parsed))
  }

  @Test(
    "What says more of the workbench is left to the parser",
    arguments: [
      ["--theme", "light"], ["open", "--theme"], ["open", "-h"], ["open", "a", "b"], ["folder"], ["send"],
    ])
  func moreOfTheWorkbench(arguments: [String]) {
    #expect(PlainArguments.open(arguments) == nil)
  }

  private static let imports = ["import", "wsdl", "a.wsdl"]

  @Test(
    "The import of a description from files is read as the parser reads it",
    arguments: [
      ["--list"], ["--list", "--format", "json"], ["--sample", "Get"], ["--sample", "Get", "--port", "P"],
      ["--into", "a folder", "--identity", "me"], ["--sample", "Get", "--optional", "include"],
      ["--list", "--identity", ""],
    ])
  func importing(rest: [String]) throws {
    let parsed = try #require(try Signet.parseAsRoot(Self.imports + rest) as? ImportWSDLCommand).importing
    #expect(String(describing: try #require(PlainArguments.importWSDL(Self.imports + rest))) == "\(parsed)")
    let last = ["import", "wsdl"] + rest + ["a.wsdl"]
    #expect(String(describing: try #require(PlainArguments.importWSDL(last))) == "\(parsed)")
  }

  @Test(
    "What says more of an import, or has to be fetched, is left to the parser",
    arguments: [
      [], ["--list", "--sample", "Get"], ["--list", "--list"], ["--list", "--port", "P"], ["--list", "b.wsdl"],
      ["--list", "--optional", "all"], ["--list", "--format", "yaml"], ["--list", "--cert", "me.pfx"], ["--sample"],
      ["--sample", "--list"], ["--list", "--remote"], ["--help"], ["--refresh", "a"], ["--into", "-x"],
    ])
  func otherImports(rest: [String]) {
    #expect(PlainArguments.importWSDL(Self.imports + rest) == nil)
    #expect(PlainArguments.importWSDL(["import", "wsdl", "HTTPS://host/a?wsdl", "--list"]) == nil)
    #expect(PlainArguments.importWSDL(["import", "wsdl", "--list"]) == nil)
    #expect(PlainArguments.importWSDL(["import", "har", "a.wsdl", "--list"]) == nil)
  }
}
