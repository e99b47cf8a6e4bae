internal import ArgumentParser
internal import Basics
internal import Collections
internal import Exchange
internal import SOAPClient

/// `signet run`: the requests of a collection, with their assertions.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Send the requests of a collection in order, and check what they assert.",
    discussion: """
      Example: signet run requests --env test --variable customer=42 --junit results.xml
      Requests go out in the order of the tree (folders first, each by name), those of `order` in collection.yaml before
      them; connections are kept. What `captures` takes from an answer is a variable of the requests after it. A request
      passes when it is answered without a fault and its assertions hold; an ending that an assertion speaks of (`fault`,
      `status`, `finding`) is no failure by itself.
      Assertions:
      \(AssertionKind.all.map { "  \($0.word) \($0.hint): \($0.help)\n    \($0.examples.joined(separator: " · "))" }
        .joined(separator: "\n"))
      Placeholders besides variables:
      \(BuiltIn.all.map { "  \($0.example)  \($0.help)" }.joined(separator: "\n"))
      Ends with 0 when all passed; else with the first of these that happened: 130 interrupted, 2 usage, 7 file,
      5 identity not loaded, 4 network or proxy, 3 handshake failed or client certificate refused, 6 answer broke the
      protocol, 1 SOAP fault or failed assertion.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Argument(help: ArgumentHelp("The collection's folder.", valueName: "folder")) var folder = "."
  @Argument(
    help: ArgumentHelp("Paths or patterns of requests: billing/*, **/Get*. Default: all.", valueName: "request"))
  var requests: [String] = []
  @Option(name: .long, help: ArgumentHelp("Only requests with this tag; repeatable.", valueName: "TAG"))
  var tag: [String] = []
  @OptionGroup(title: "Variables") var variables: VariableOptions
  @Option(name: .long, help: ArgumentHelp("Send a request that fails up to N times more.", valueName: "N"))
  var retries = 0
  @Option(name: .customLong("repeat"), help: ArgumentHelp("Send all of them N times.", valueName: "N"))
  var passes = 1
  @Option(
    name: .long,
    help: ArgumentHelp("N at once; a request waits for those whose captures it needs.", valueName: "N"))
  var parallel = 1
  @Flag(name: .long, help: "Send nothing more once a request has failed.") var stopOnFailure = false
  @Option(name: .long, help: ArgumentHelp("Write the results as JUnit XML.", valueName: "FILE")) var junit: String?
  @Option(
    name: .long, help: ArgumentHelp("Write the results as TAP; - is standard output.", valueName: "FILE|-"))
  var tap: String?
  @Option(name: .long, help: "text or json.") var format = Format.text
  @OptionGroup var text: TextOptions
  @OptionGroup var history: HistoryOptions

  func validate() throws {
    let limits = [
      ("--retries", retries, 0...100), ("--repeat", passes, 1...1_000_000), ("--parallel", parallel, 1...64),
    ]
    for (flag, value, range) in limits where !range.contains(value) {
      throw ValidationError("\(flag) \(value): it is a number from \(range.lowerBound) to \(range.upperBound).")
    }
    if tap == "-", format == .json { throw ValidationError("--tap - and --format json both write to standard output.") }
  }

  func run() throws {
    let stop = RunStop()
    let run = try commandLine { try prepared(stop) }
    try check(files: [junit, tap == "-" ? nil : tap].compactMap(\.self))
    Interrupt.catchSignals { stop.interrupt() }
    let progress = RunProgress(
      total: run.requests.count * passes, isQuiet: text.quiet, colors: text.colorsStandardOutput,
      writesLines: format == .text && tap != "-")
    let result = runBlocking { await run.run(progress.tell) }
    progress.finish()
    defer { run.history?.finish() }
    try write(result)
    if format == .json { StandardOutput.write(result.json.pretty + "\n") }
    if tap == "-" { StandardOutput.write(result.tap) }
    if format == .text, tap != "-" { StandardOutput.write(result.line + "\n") }
    if result.exitStatus != .answered { throw CommandStop(result.exitStatus) }
  }

  private func prepared(_ stop: RunStop) throws -> CollectionRun {
    let choice = try variables.choice()
    let collection = try CollectionFolder(path: folder).loadExisting()
    let selection = RunSelection(patterns: requests, tags: tag)
    let broken = selection.problems(of: collection, environment: try collection.environment(choice))
    for problem in collection.problems where broken.contains(problem) || !text.quiet {
      StandardError.write(problem.description.neutralised + "\n")
    }
    if let first = broken.first { throw CommandStop(BrokenCollection(first: first, count: broken.count), .file) }
    let chosen = try selection.requests(of: collection)
    return CollectionRun(
      collection: collection, requests: chosen, identities: IdentitiesFile().loadTellingProblems(), choice: choice,
      session: SOAPSession(environment: .commandLine),
      options: CollectionRun.Options(
        retries: retries, passes: passes, workers: parallel, stopsOnFailure: stopOnFailure,
        keepsReports: format == .json), stop: stop, history: history.recorder("run"))
  }

  /// Before anything is sent: a run whose results cannot be written is no run.
  private func check(files: [String]) throws {
    for file in files {
      do throws(CollectionError) { try Disk.checkPrivate(Disk.absolute(file)) } catch {
        throw CommandStop(error, .file)
      }
    }
  }

  private func write(_ result: RunResult) throws {
    do throws(CollectionError) {
      if let junit { try Disk.write(Array(result.junit.utf8), to: Disk.absolute(junit)) }
      if let tap, tap != "-" { try Disk.write(Array(result.tap.utf8), to: Disk.absolute(tap)) }
    } catch {
      throw CommandStop(error, .file)
    }
  }
}

/// A run that leaves out what it cannot read would pass for the wrong reason.
private struct BrokenCollection: Remediable {
  let first: Collection.Problem
  let count: Int

  var code: String { "collection-broken" }
  var summary: String { "Files of the collection cannot be read as they are meant, so nothing was sent." }
  var values: [String] { [first.description.neutralised] + (count > 1 ? ["and \(count - 1) more, named above"] : []) }
  var remedy: String { "Correct them, or name the requests that are to be sent." }
}
