import Basics
import Bindings
import Certificates
import Exchange
import Foundation
import GRDB
import Handshake
import Synchronization
import Testing

@testable import History

@Suite struct HistoryDatabaseTests {
  private let fixture: HistoryFixture

  init() throws { fixture = try HistoryFixture() }

  @Test func `What was written is listed, newest first, by every condition`() throws {
    let database = try fixture.database()
    try database.add([
      HistoryFixture.entry("Billing/Get", message: "<order>Grünwald 4711</order>", endedAt: 1_000_000),
      HistoryFixture.entry("Billing/Put", status: 500, findings: ["soap-fault", "slow"], endedAt: 2_000_000),
      HistoryFixture.entry("Get", answer: "<found>it \"quoted\" AND more</found>", endedAt: 3_000_000),
    ])
    func names(_ filter: PastExchangeFilter) throws -> [String] { try database.list(filter).map(\.name) }
    #expect(try names(PastExchangeFilter()) == ["Get", "Billing/Put", "Billing/Get"])
    #expect(try names(PastExchangeFilter(limit: 1)) == ["Get"])
    #expect(try names(PastExchangeFilter(request: "Billing/*")) == ["Billing/Put", "Billing/Get"])
    #expect(try names(PastExchangeFilter(request: "https://*/Get")) == ["Get", "Billing/Get"])
    #expect(
      try names(PastExchangeFilter(ofRequest: .init(collection: "/collection", path: "Billing/Put"))) == [
        "Billing/Put"
      ])
    #expect(try names(PastExchangeFilter(status: 500)) == ["Billing/Put"])
    #expect(try names(PastExchangeFilter(finding: "slow")) == ["Billing/Put"])
    #expect(try names(PastExchangeFilter(finding: "slo")) == [])
    let middle = Timestamp(secondsSinceEpoch: 2_000_000)
    #expect(try names(PastExchangeFilter(since: middle)) == ["Get", "Billing/Put"])
    #expect(try names(PastExchangeFilter(until: middle)) == ["Billing/Get"])
    #expect(try names(PastExchangeFilter(text: "grunw 471")) == ["Billing/Get"])
    #expect(try names(PastExchangeFilter(text: "grunw 47")) == [] && names(PastExchangeFilter(text: "IT")) == ["Get"])
    #expect(try names(PastExchangeFilter(text: "\"quoted\" and")) == ["Get"])
    #expect(try names(PastExchangeFilter(text: "NEAR( * ^ :")) == [])
    #expect(try names(PastExchangeFilter(request: "Get", status: 200, text: "found")) == ["Get"])
    #expect(try names(PastExchangeFilter(anywhere: "ling/pu")) == ["Billing/Put"])
    #expect(try names(PastExchangeFilter(anywhere: "LOW")) == ["Billing/Put"])
    #expect(try names(PastExchangeFilter(anywhere: "ut")) == ["Billing/Put"])
    #expect(try names(PastExchangeFilter(anywhere: "UT")) == ["Billing/Put"])
    #expect(try names(PastExchangeFilter(anywhere: "%")) == [] && names(PastExchangeFilter(anywhere: "!")) == [])
    #expect(try names(PastExchangeFilter(anywhere: "500")) == ["Billing/Put"])
    #expect(try names(PastExchangeFilter(anywhere: "grunw")) == ["Billing/Get"])
    #expect(try names(PastExchangeFilter(anywhere: "\" OR url:")) == [])
  }

  @Test func `A stored exchange is the one that was written`() throws {
    let database = try fixture.database()
    let entry = try HistoryFixture.entry("Billing/Put", message: "<ä/>", status: 500, findings: ["soap-fault"])
    let number = try #require(try database.add([entry]).first)
    let stored = try database.stored(number)
    var summary = entry.summary
    summary.number = number
    #expect(stored.summary == summary)
    #expect(stored.request == "<ä/>" && stored.answer == "<b/>" && !stored.isAnswerCut)
    #expect(stored.json["response"]?["body"] == .string("<b/>"))
    #expect(stored.json["request"]?["url"] == .string("https://localhost/Billing/Put"))
    #expect(throws: HistoryError.noExchange(number: 77)) { try database.stored(77) }
  }

  @Test func `The oldest go when there are too many, pinned ones stay`() throws {
    let database = try fixture.database(HistoryLimits(exchanges: 3))
    let first = try database.add([HistoryFixture.entry("pinned"), HistoryFixture.entry("old")])
    try #require(try database.pin(first[0], true))
    for name in ["a", "b", "c"] { try database.add([HistoryFixture.entry(name)]) }
    #expect(try database.list().map(\.name) == ["c", "b", "pinned"])
    try database.pin(first[0], false)
    try database.add([HistoryFixture.entry("d")])
    #expect(try database.list().map(\.name) == ["d", "c", "b"])
  }

  @Test func `The oldest go when they are too large, or too old`() throws {
    let size = try HistoryFixture.entry("x", message: String(repeating: "m", count: 10_000)).message.storedBytes
    let database = try fixture.database(HistoryLimits(bytes: size * 2 + size / 2, days: 10))
    for name in ["a", "b", "c"] {
      try database.add([HistoryFixture.entry(name, message: String(repeating: "m", count: 10_000))])
    }
    #expect(try database.list().map(\.name) == ["c", "b"])
    try database.add([HistoryFixture.entry("new", endedAt: 1_000_000 + 11 * 86400)])
    #expect(try database.list().map(\.name) == ["new"])
  }

  @Test func `What is deleted is gone from the search and from the file`() throws {
    let database = try fixture.database()
    let numbers = try database.add([
      HistoryFixture.entry("a", message: "<m>rarewordone</m>"), HistoryFixture.entry("b", message: "<m>kept</m>"),
      HistoryFixture.entry("c", answer: "<m>rarewordtwo</m>", endedAt: 500_000),
    ])
    try database.delete(numbers[0])
    #expect(try database.delete(before: Timestamp(secondsSinceEpoch: 600_000)) == 1)
    #expect(try !database.delete(numbers[0]))
    #expect(try database.list(PastExchangeFilter(text: "rarewordone")) == [])
    #expect(try database.list(PastExchangeFilter(text: "rarewordtwo")) == [])
    #expect(try database.list(PastExchangeFilter(text: "kept")).map(\.number) == [numbers[1]])
    _ = try database.queue.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    let bytes = try Data(contentsOf: URL(fileURLWithPath: database.path))
    for word in ["rarewordone", "rarewordtwo"] { #expect(bytes.range(of: Data(word.utf8)) == nil) }
    #expect(bytes.range(of: Data("kept".utf8)) != nil)
    try database.queue.write {
      try $0.execute(sql: "INSERT INTO message_text (message_text) VALUES ('integrity-check')")
    }
  }

  @Test func `What the limits delete is gone from the file on the next day`() throws {
    let database = try fixture.database(HistoryLimits(exchanges: 4, days: 10_000))
    // The index keeps only what a word does not share with the one before it: these differ early.
    var generator = SystemRandomNumberGenerator()
    let letters = Array("abcdefghijklmnopqrstuvwxyz")
    let secret = (0..<40).map { _ in String((0..<20).compactMap { _ in letters.randomElement(using: &generator) }) }
    for word in secret {
      try database.add([HistoryFixture.entry("old", message: "<m>\(word)</m>", endedAt: 1_000_000)])
    }
    func words() throws -> Int {
      _ = try database.queue.writeWithoutTransaction { try $0.checkpoint(.truncate) }
      let bytes = try Data(contentsOf: URL(fileURLWithPath: database.path))
      return secret.count { bytes.range(of: Data($0.suffix(12).utf8)) != nil }
    }
    #expect(try words() > 4, "FTS5 keeps words until they are merged.")
    try database.add([HistoryFixture.entry("new", message: "<m>fresh</m>", endedAt: 1_000_000 + 86_400)])
    #expect(try words() == 3)
    #expect(try database.list(PastExchangeFilter(text: secret[39])).count == 1)
    try database.queue.write {
      try $0.execute(sql: "INSERT INTO message_text (message_text) VALUES ('integrity-check')")
    }
  }

  @Test func `What an earlier version wrote is found together with what comes now, and goes as it does`() throws {
    try FirstHistory.write(to: fixture.path)
    let database = try fixture.database()
    try database.add([
      HistoryFixture.entry("New", message: "<word>common</word>", endedAt: 1_780_000_000),
      HistoryFixture.entry("Other", endedAt: 1_780_000_001),
    ])
    #expect(try database.list(PastExchangeFilter(text: "common")).map(\.name) == ["New", "Old"])
    #expect(try database.list(PastExchangeFilter(anywhere: "Old")).map(\.name) == ["Old"])
    let old = try database.stored(1)
    #expect(old.request == "<word>common</word>" && old.json == ["old": 1])
    #expect(try database.delete(1))
    #expect(try database.list(PastExchangeFilter(text: "common")).map(\.name) == ["New"])
    try fixture.check(database)
  }

  @Test func `A file that was brought up to date has what a new one has`() throws {
    try FirstHistory.write(to: fixture.path)
    let other = try HistoryFixture()
    func objects(_ database: HistoryDatabase) throws -> [String] {
      try database.queue.read { database in
        let named = "SELECT type || ' ' || name FROM sqlite_schema WHERE name NOT LIKE 'sqlite%'"
        let columns = "SELECT t.name || '.' || c.name FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c"
        let own = try String.fetchAll(
          database, sql: "SELECT type || name || sql FROM sqlite_schema WHERE type NOT IN ('table') AND sql NOT NULL")
        return try String.fetchAll(database, sql: named) + String.fetchAll(database, sql: columns) + own
      }
    }
    #expect(try Set(objects(fixture.database())) == Set(objects(other.database())))
  }

  @Test func `The page of the schema says what the file has`() throws {
    let database = try fixture.database()
    for table in HistorySchema.tables {
      let columns = try database.queue.read {
        try Row.fetchAll($0, sql: "PRAGMA table_info(\(table.name))").map { $0["name"] as String }
      }
      #expect(columns == table.columns.map(\.name))
    }
    let names = try database.queue.read {
      try String.fetchAll(
        $0,
        sql:
          "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT GLOB 'message_text_*' AND name NOT GLOB 'exchange_text_*'"
      )
    }
    #expect(Set(names) == Set(HistorySchema.tables.map(\.name) + [HistorySchema.textTable, HistorySchema.listTable]))
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources/History/Schema.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    #expect(text.contains(HistorySchema.page), "signet history schema prints the tables for Schema.md")
  }

  @Test func `A later version's file, a damaged one and a folder are told, each with what to do`() throws {
    try fixture.database().queue.write { try $0.execute(sql: "PRAGMA user_version = 99") }
    #expect(throws: HistoryError.newer(path: fixture.path, version: 99, known: HistorySchema.version)) {
      try fixture.database()
    }
    let other = try HistoryFixture()
    try Data("this is no database, and long enough to be seen as none".utf8).write(
      to: URL(fileURLWithPath: other.path))
    let error = #expect(throws: HistoryError.self) { try other.database() }
    #expect(error?.code == "history-broken" && error?.remedy.contains("recover") == true)
    let third = try HistoryFixture()
    try FileManager.default.createDirectory(atPath: third.path, withIntermediateDirectories: true)
    #expect(throws: HistoryError.self) { try third.database() }
  }

  @Test func `A full disk is told, and what was there stays`() throws {
    let database = try fixture.database()
    try database.add([HistoryFixture.entry("before")])
    try database.queue.writeWithoutTransaction { database in
      let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
      try database.execute(sql: "PRAGMA max_page_count = \(pages + 2)")
    }
    let large = String(repeating: "word ", count: 50_000)
    #expect(throws: HistoryError.full(path: fixture.path)) {
      try database.add([HistoryFixture.entry("after", message: large)])
    }
    #expect(try database.list().map(\.name) == ["before"])
  }

  @Test func `Another process that writes is waited for, but not for ever`() throws {
    let (holder, other) = (try fixture.database(), try fixture.database(busySeconds: 0.05))
    try holder.queue.writeWithoutTransaction { database in
      try database.execute(sql: "BEGIN IMMEDIATE")
      #expect(throws: HistoryError.busy(path: fixture.path)) { try other.add([HistoryFixture.entry("a")]) }
      try database.execute(sql: "COMMIT")
    }
    try other.add([HistoryFixture.entry("b")])
    #expect(try holder.list().map(\.name) == ["b"])
  }

  @Test func `Whoever waits for another writer looks often, and not longer than is allowed`() {
    let start = ContinuousClock().now
    let slept = Mutex<[UInt32]>([])
    let wait = BusyWait(
      seconds: 5, now: { start + .microseconds(slept.withLock { $0.reduce(0) { $0 + Int64($1) } }) },
      sleep: { microseconds in slept.withLock { $0.append(microseconds) } })
    for round in 1...2 {
      var tries = 0
      while wait.goesOn(tries) { tries += 1 }
      let steps = slept.withLock { $0 }
      #expect(steps.allSatisfy { $0 <= 3_000 } && Set(steps).count > 100)
      #expect((5_000_000...5_003_000 * round).contains(Int(steps.suffix(tries).reduce(0, +))))
    }
  }

  @Test func `A short text is found in capitals and without, also with letters beyond ASCII`() throws {
    let database = try fixture.database()
    try database.add([try HistoryFixture.entry("Überweisung"), try HistoryFixture.entry("GRÜN")])
    for (text, count) in [("ü", 2), ("Ü", 2), ("üb", 1), ("ÜB", 1), ("rü", 1), ("öb", 0), ("gr", 1)] {
      #expect(try database.list(PastExchangeFilter(anywhere: text)).count == count, "\(text)")
    }
  }

  @Test(arguments: [
    ("G", [3, 2, 1]), ("_", [2]), ("%", [3]), ("*", [3]), ("\"", [3]), ("\"\"", []), ("q9", []), ("20", []),
    ("ge", [1]),
    ("s:", [3, 2, 1]), ("s:e", [1]), ("e-f", [2]), ("wo", []), ("wor", [3]), ("\u{6771}", [3]), ("ok", [3, 1]),
    (" ", []),
  ])
  func `A text of any length and any signs is looked for in lists and messages, of all requests and of one`(
    text: String, expected: [Int]
  ) throws {
    let database = try fixture.database()
    try database.add([
      HistoryFixture.entry("Get", message: "<s:E>ok</s:E>"),
      HistoryFixture.entry("G_t", message: "<a>e-f</a>", endedAt: 2_000_000),
      HistoryFixture.entry("G%*\"", message: "<a>\u{6771}\u{4EAC} words ok</a>", status: 500, endedAt: 3_000_000),
    ])
    let all = try database.list(PastExchangeFilter(anywhere: text))
    #expect(all.map(\.number) == expected)
    for past in all {
      let one = PastExchangeFilter.OfRequest(collection: "/collection", path: past.name)
      #expect(try database.list(PastExchangeFilter(ofRequest: one, anywhere: text)).map(\.number) == [past.number])
    }
  }

  @Test func `What few exchanges show is found behind many others, newest first`() throws {
    let database = try fixture.database()
    let names = ["zq/1", "zq/2"] + (1...12).map { "other/\($0)" } + ["zq/1"]
    try database.add(names.map { try HistoryFixture.entry($0) })
    for (limit, expected) in [(1, [15]), (2, [15, 2]), (3, [15, 2, 1]), (50, [15, 2, 1])] {
      #expect(try database.list(PastExchangeFilter(anywhere: "zq", limit: limit)).map(\.number) == expected)
      #expect(try database.list(PastExchangeFilter(request: "zq*", limit: limit)).map(\.number) == expected)
    }
    #expect(try database.list(PastExchangeFilter(request: "*", limit: .max)).count == 15)
    #expect(try database.list(PastExchangeFilter(anywhere: "o", limit: 3)).map(\.number) == [15, 14, 13])
  }

  /// How SQLite looks for what a filter means.
  private func steps(_ filter: PastExchangeFilter) throws -> [String] {
    let query = HistoryQuery(filter)
    return try fixture.database().queue.read { database in
      try Row.fetchAll(
        database, sql: "EXPLAIN QUERY PLAN " + query.sql, arguments: StatementArguments(query.arguments)
      ).map { $0["detail"] }
    }
  }

  @Test func `What lists show is kept once, and goes with the last exchange that shows it`() throws {
    try FirstHistory.write(to: fixture.path)
    let database = try fixture.database()
    try database.add([
      HistoryFixture.entry("Old", findings: ["slow"]), HistoryFixture.entry("Old", findings: ["slow"]),
      HistoryFixture.entry("New"),
    ])
    func listings() throws -> Int? {
      try database.queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM listing") }
    }
    // With that of the older file.
    #expect(try listings() == 3)
    for (number, left) in [(2, 3), (3, 2), (1, 1), (4, 0)] {
      #expect(try database.delete(number) && listings() == left)
      try fixture.check(database)
    }
    #expect(try database.list(PastExchangeFilter(anywhere: "d")).isEmpty)
  }

  @Test(arguments: [
    PastExchangeFilter(anywhere: "zq"), PastExchangeFilter(anywhere: "order"), PastExchangeFilter(anywhere: "Order 77"),
    PastExchangeFilter(text: "order"), PastExchangeFilter(request: "*zq*"),
  ])
  func `A search reads indexes and but the newest rows, in an older file too`(
    filter: PastExchangeFilter
  ) throws {
    try FirstHistory.write(to: fixture.path)
    let steps = try steps(filter)
    #expect(steps.contains { $0.contains("exchange_listed") || $0.contains("message_text") })
    // Of the newest alone, in a query that ends early, and in the count of what it found.
    #expect(steps.count { $0 == "SCAN exchange" } == (filter.text == nil && filter.anywhere?.count ?? 0 < 3 ? 2 : 0))
  }

  @Test func `The newest exchanges of one request are found without sorting all of them, a text without their rows`()
    throws
  {
    let request = PastExchangeFilter.OfRequest(collection: "/c", path: "a")
    let all = try steps(PastExchangeFilter(ofRequest: request))
    #expect(all == ["SEARCH exchange USING INDEX exchange_request (request=? AND collection=?)"])
    for text in ["zq", "order"] {
      let steps = try steps(PastExchangeFilter(ofRequest: request, anywhere: text))
      #expect(steps.contains("SEARCH exchange USING COVERING INDEX exchange_listed (request=? AND collection=?)"))
    }
  }

  @Test func `A draft comes back as it was, with places to fill and sources of secrets`() throws {
    var draft = HistoryFixture.draft("Calls/1", message: "<a>m0001x.</a>")
    draft.binding = try BindingParser.binding("custom(text:soap12,https(requireClientCertificate=true))")
    draft.identity = IdentityReference(
      name: "alice", certificate: .file(path: "/a.pfx"), key: .file(path: "/a.key"), format: .pfx,
      password: .environment("PFX"), intermediates: [.file(path: "/i.pem")])
    draft.user = UserReference(name: "bob", password: .command("pass bob"), folder: "/collection")
    draft.trust = TrustReference(anchorsPath: "/r.pem", revocationListPaths: ["/c.crl"], insecure: true)
    draft.trust.folder = "/collection"
    draft.trust.namedPaths = ["/r.pem"]
    draft.tls = TLSSettings(minimum: .tls12, maximum: .tls13, ciphers: "X", securityLevel: 1, legacyRenegotiation: true)
    draft.httpHeaders = [HTTPHeader("X-A", "1")]
    draft.soapHeaders = [
      SOAPHeader("H", in: "urn:h", .xml("<x/>"), mustUnderstand: true, actor: "urn:me"),
      SOAPHeader("T", in: "urn:h", "text"),
    ]
    draft.behaviors = [RequestBehavior(.mtom, isOn: false), RequestBehavior(.pipe("cat"))]
    draft.route = Route(resolve: ["h:1:127.0.0.1"], proxyURL: "http://proxy:3128")
    draft.limits = Limits(connectSeconds: 1.5, totalSeconds: 2, idleSeconds: 3, responseBytes: 4)
    draft.isOneWay = true
    draft.flavour = .net
    draft.chain = .leaf
    draft.insertions = [
      Insertion(
        marker: "m0001", written: "{{token}}", content: .secret(name: "token", .environment("T"), folder: "/c")),
      Insertion(
        marker: "m0002", written: "{{$timestamp +1d yyyy}}",
        content: .builtIn(try #require(BuiltIn.named("$timestamp")?.read("+1d yyyy")))),
    ]
    let back = try #require(DraftArchive.draft(DraftArchive.json(draft, lacksSecrets: true)))
    #expect(back.draft == draft)
    #expect(back.lacksSecrets)
    #expect(DraftArchive.draft(.null) == nil)
  }
}
