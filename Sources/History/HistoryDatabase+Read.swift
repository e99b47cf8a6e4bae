public import Basics
public import Certificates
public import Exchange
internal import GRDB
internal import Interchange

extension HistoryDatabase {
  /// Newest first.
  public func list(_ filter: PastExchangeFilter = PastExchangeFilter()) throws(HistoryError) -> [PastExchange] {
    try read { database in
      let query = HistoryQuery(filter)
      return try Row.fetchAll(database, sql: query.sql, arguments: StatementArguments(query.arguments)).map {
        PastExchange($0)
      }
    }
  }

  public func count() throws(HistoryError) -> Int {
    try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM exchange") ?? 0 }
  }

  /// Everything that is kept of an exchange.
  ///
  /// - Throws: `noExchange`.
  public func stored(_ number: Int) throws(HistoryError) -> StoredExchange {
    try read { database in
      let sql = "SELECT exchange.*, whole.request AS sent, answer, request_cut, answer_cut, report, draft, handshake"
      guard
        let row = try Row.fetchOne(
          database, sql: sql + " FROM exchange JOIN \(HistorySchema.view) AS whole USING (id) WHERE id = ?",
          arguments: [number])
      else { throw HistoryError.noExchange(number: number) }
      return StoredExchange(row)
    }
  }
}

/// One exchange out of the history.
public struct StoredExchange: Sendable {
  public var summary: PastExchange
  /// The message as it was sent, without secrets.
  public var request: String
  public var isRequestCut: Bool
  /// Nil without an answer.
  public var answer: String?
  public var isAnswerCut: Bool
  public var requestBytes: Int
  public var answerBytes: Int
  private let reportText: String
  private let draftText: String
  private let handshakeText: String

  fileprivate init(_ row: Row) {
    summary = PastExchange(row)
    request = row["sent"]
    answer = row["answer"]
    isRequestCut = row["request_cut"]
    isAnswerCut = row["answer_cut"]
    requestBytes = row["request_bytes"]
    answerBytes = row["answer_bytes"]
    reportText = row["report"]
    draftText = row["draft"]
    handshakeText = row["handshake"]
  }

  /// The report as of `send --format json`, the answer in its place.
  public var json: JSONValue {
    let report = Self.read(reportText)
    guard case .object(var members) = report,
      let place = members.firstIndex(where: { $0.name == "response" }),
      case .object(var response) = members[place].value
    else { return report }
    for index in response.indices where response[index].name == "body" { response[index].value = .optional(answer) }
    members[place].value = .object(response)
    return .object(members)
  }

  /// What was asked for, to be sent again; nil when it cannot be read any more.
  public var draft: (draft: Draft, lacksSecrets: Bool)? { DraftArchive.draft(Self.read(draftText)) }

  /// The exchange as it was reported, as far as it is kept.
  ///
  /// - Parameter reader: reads the certificates of the handshake.
  public func report(_ reader: CertificateReader) -> Report? {
    guard let draft = draft?.draft else { return nil }
    return ReportArchive.report(
      Self.read(reportText), Self.read(handshakeText), draft: draft, request: request, answer: answer,
      time: summary.time, reader)
  }

  private static func read(_ text: String) -> JSONValue { (try? JSONReader.read(Array(text.utf8))) ?? .null }
}

extension PastExchange {
  fileprivate init(_ row: Row) {
    let findings: String = row["findings"]
    self.init(
      number: row["id"], time: Timestamp(history: row["time"]), command: row["command"], collection: row["collection"],
      request: row["request"], url: row["url"], method: row["method"], action: row["action"], status: row["status"],
      outcome: row["outcome"], findings: findings.split(separator: " ").map(String.init),
      durationMilliseconds: row["duration_ms"], tlsVersion: row["tls_version"],
      certificateSubject: row["certificate_subject"], isPinned: row["pinned"])
  }
}

extension Timestamp {
  /// `2026-11-27T03:11:00Z`; the beginning of 1970 for anything else.
  init(history text: String) {
    let numbers = text.split { !$0.isNumber }.compactMap { Int($0) }
    let time =
      numbers.count == 6
      ? Timestamp(
        year: numbers[0], month: numbers[1], day: numbers[2], hour: numbers[3], minute: numbers[4], second: numbers[5])
      : nil
    self = time ?? Timestamp(secondsSinceEpoch: 0)
  }
}

extension PastExchangeFilter {
  /// How many must hold.
  fileprivate var conditions: Int {
    [
      request != nil, ofRequest != nil, status != nil, finding != nil, since != nil, until != nil, text != nil,
      anywhere != nil,
    ].count { $0 }
  }
}

/// A filter as SQL.
struct HistoryQuery {
  private(set) var arguments: [(any DatabaseValueConvertible)?] = []
  private var conditions: [String] = []
  private let limit: Int
  /// Looked through in the index of what lists show, and not row by row.
  private let isListed: Bool

  init(_ filter: PastExchangeFilter) {
    limit = max(0, filter.limit)
    let isOnly = filter.conditions == 1
    isListed = filter.conditions == 2 && filter.ofRequest != nil && filter.anywhere != nil
    if let pattern = filter.request { addPattern(pattern, isOnly: isOnly) }
    if let request = filter.ofRequest { add("request = ? AND collection = ?", request.path, request.collection) }
    if let status = filter.status { add("status = ?", status) }
    if let code = filter.finding { add("id IN (SELECT exchange_id FROM exchange_finding WHERE code = ?)", code) }
    if let since = filter.since { add("time >= ?", since.description) }
    if let until = filter.until { add("time < ?", until.description) }
    if let text = filter.anywhere { addAnywhere(text, isOnly: isOnly) }
    if let words = filter.text.map(Self.match), !words.isEmpty {
      add(anyOf: found(in: HistorySchema.textTable, words, isOnly: isOnly), isOnly: isOnly)
    }
  }

  private mutating func addPattern(_ pattern: String, isOnly: Bool) {
    add(anyOf: places("request GLOB ? OR url GLOB ?", [pattern, pattern], isOnly: isOnly), isOnly: isOnly)
  }

  private mutating func addAnywhere(_ text: String, isOnly: Bool) {
    var places: [String] = []
    if text.unicodeScalars.count >= 3 {
      places += found(in: HistorySchema.listTable, "\"\(text.replacing("\"", with: "\"\""))\"", isOnly: isOnly)
    } else {
      let shows = Self.shows(text)
      places += self.places(shows.condition, shows.patterns, isOnly: isOnly)
    }
    if let status = Int(text), (100..<1000).contains(status) {
      places.append(isOnly ? "SELECT id FROM exchange WHERE status = ?" : "status = ?")
      arguments.append(status)
    }
    let words = Self.match(text)
    if !words.isEmpty { places += found(in: HistorySchema.textTable, words, isOnly: isOnly) }
    add(anyOf: places, isOnly: isOnly)
  }

  /// - Parameters:
  ///   - places: conditions, or queries for numbers where it is the only one.
  ///   - isOnly: nothing else chooses among the rows. What stands in every row is found as soon as what stands in few then.
  private mutating func add(anyOf places: [String], isOnly: Bool) {
    guard isOnly else { return conditions.append("(\(places.joined(separator: " OR ")))") }
    let newest = "ORDER BY 1 DESC LIMIT \(limit)"
    conditions.append("id IN (\(places.map { "SELECT * FROM (\($0) \(newest))" }.joined(separator: " UNION ")))")
  }

  /// Where a condition holds of what a list shows. Many exchanges have the same listing: that is looked at once; and not at
  /// all where the newest exchanges are enough, as those with a letter that most have.
  private mutating func places(_ condition: String, _ values: [String], isOnly: Bool) -> [String] {
    for _ in 0..<(isOnly ? 3 : 1) { arguments += values }
    guard isOnly else { return [condition] }
    let newest = """
      SELECT id FROM (SELECT id, request, url, findings FROM exchange ORDER BY id DESC LIMIT \(5 * min(limit, 1_000)))
        WHERE \(condition)
      """
    let listed = """
      SELECT exchange.id FROM (SELECT * FROM listing WHERE \(condition)) AS listed
        CROSS JOIN exchange INDEXED BY exchange_listed ON exchange.request IS listed.request
          AND exchange.collection IS listed.collection AND exchange.url = listed.url
          AND exchange.findings = listed.findings
        WHERE (SELECT count(*) FROM (\(newest))) < \(limit)
      """
    return [newest, listed]
  }

  /// Of a text shorter than a trigram: it is looked for in all that the list shows.
  private static func shows(_ text: String) -> (condition: String, patterns: [String]) {
    let patterns = spellings(of: text).map { spelling in
      "%" + spelling.map { "!%_".contains($0) ? "!\($0)" : "\($0)" }.joined() + "%"
    }
    let columns = ["request", "url", "findings"]
    let condition = columns.flatMap { column in patterns.map { _ in "\(column) LIKE ? ESCAPE '!'" } }
    return (condition.joined(separator: " OR "), columns.flatMap { _ in patterns })
  }

  /// In capitals and without: SQLite's LIKE takes no other letters than those of ASCII for the same.
  private static func spellings(of text: String) -> [String] {
    guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return [text] }
    let spellings = text.reduce([""]) { spellings, letter in
      spellings.flatMap { start in Set([letter.lowercased(), letter.uppercased()]).map { start + $0 } }
    }
    return Array(Set(spellings + [text])).sorted()
  }

  /// - Parameter isOnly: the newest are enough. Of exchanges that came with a message of their own these are the ones of
  ///   its newest messages, which FTS5 gives at once; those that share an older one are looked for among all.
  private mutating func found(in index: String, _ match: String, isOnly: Bool) -> [String] {
    guard isOnly else {
      arguments.append(match)
      return [Self.found(in: index)]
    }
    arguments += [match, match]
    return [
      """
      SELECT id FROM exchange WHERE message_id IN (
        SELECT rowid FROM \(index) WHERE \(index) MATCH ? ORDER BY rowid DESC LIMIT \(limit))
      """,
      "SELECT id FROM exchange INDEXED BY exchange_like WHERE times IS NOT NULL AND \(Self.found(in: index))",
    ]
  }

  var sql: String {
    let newest = " ORDER BY id DESC LIMIT \(limit)"
    guard !conditions.isEmpty else { return "SELECT * FROM exchange" + newest }
    let condition = conditions.joined(separator: " AND ")
    if !isListed { return "SELECT * FROM exchange WHERE \(condition)" + newest }
    return """
      SELECT * FROM exchange WHERE id IN (
        SELECT id FROM exchange INDEXED BY exchange_listed WHERE \(condition)\(newest)) ORDER BY id DESC
      """
  }

  private mutating func add(_ condition: String, _ values: any DatabaseValueConvertible...) {
    conditions.append(condition)
    arguments += values
  }

  /// The plus keeps SQLite from looking up the exchanges of each message: there may be as many of those.
  private static func found(in index: String) -> String {
    "+message_id IN (SELECT rowid FROM \(index) WHERE \(index) MATCH ?)"
  }

  /// Every word in quotes, so that nothing in it is FTS5's own syntax, and as the beginning of a word.
  private static func match(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace)
      .filter { $0.contains { $0.isLetter || $0.isNumber } }
      .map { "\"\($0.replacing("\"", with: ""))\"\(isBeginning($0) ? "*" : "")" }.joined(separator: " ")
  }

  /// Less than three letters begin so many words that FTS5 would read most of its index to gather them: they are a whole
  /// word. In scripts that write no spaces, one letter begins few.
  private static func isBeginning(_ word: Substring) -> Bool {
    let last = word.split { !$0.isLetter && !$0.isNumber }.last ?? ""
    return last.unicodeScalars.count >= 3 || last.unicodeScalars.contains { $0.value >= 0x2E80 }
  }
}
