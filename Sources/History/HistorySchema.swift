/// The tables, for SQLite, the documentation and the tests.
public enum HistorySchema {
  public struct Column: Sendable, Hashable {
    public let name: String
    /// With its constraints, as SQL has them.
    public let type: String
    /// One sentence.
    public let help: String
  }

  public struct Table: Sendable, Hashable {
    public let name: String
    /// One sentence.
    public let help: String
    public let columns: [Column]
  }

  /// `PRAGMA user_version` of a file with these tables.
  public static let version = 4

  public static let tables: [Table] = [
    Table(
      name: "exchange", help: "One row for each exchange, the small part of it.",
      columns: [
        Column(
          name: "id", type: "INTEGER PRIMARY KEY AUTOINCREMENT",
          help: "The number that `signet history` shows; never used again."),
        Column(name: "time", type: "TEXT NOT NULL", help: "When it ended, in UTC: `2026-11-27T03:11:00Z`."),
        Column(
          name: "command", type: "TEXT NOT NULL",
          help: "What sent it: `send`, `run`, `workbench` or `history` (resend)."
        ),
        Column(name: "collection", type: "TEXT", help: "Absolute path of the collection's folder."),
        Column(name: "request", type: "TEXT", help: "Path of the request in its collection, without `.yaml`."),
        Column(name: "url", type: "TEXT NOT NULL", help: "Where it went."),
        Column(name: "method", type: "TEXT NOT NULL", help: "`POST`."),
        Column(name: "action", type: "TEXT", help: "SOAP action."),
        Column(name: "status", type: "INTEGER", help: "HTTP status of the answer."),
        Column(
          name: "outcome", type: "TEXT NOT NULL",
          help:
            "How it ended: `answered`, `fault`, `handshake`, `network`, `identity`, `protocolViolation`, `interrupted`."
        ),
        Column(name: "findings", type: "TEXT NOT NULL", help: "Codes of the findings, the verdict first, with spaces."),
        Column(name: "duration_ms", type: "REAL", help: "From the start to the answer's last byte."),
        Column(
          name: "tls_version", type: "TEXT",
          help: "`TLS 1.3`; null without a handshake of its own, as on a kept connection."),
        Column(name: "certificate_subject", type: "TEXT", help: "Subject of the client certificate."),
        Column(name: "request_bytes", type: "INTEGER NOT NULL", help: "Size of the message as it was sent."),
        Column(name: "answer_bytes", type: "INTEGER NOT NULL", help: "Size of the answer's body as it came."),
        Column(name: "pinned", type: "INTEGER NOT NULL DEFAULT 0", help: "1 keeps it whatever the limits say."),
        Column(
          name: "stored_bytes", type: "INTEGER NOT NULL",
          help: "What it takes besides its message, for the limit of size."),
        Column(
          name: "message_id", type: "INTEGER REFERENCES message (id)",
          help: "Its message; exchanges that differ in times alone, as those of a run, have one together."),
        Column(
          name: "times", type: "TEXT",
          help:
            "Where the message is that of an exchange before it, what it has of its own, as JSON: `timings` of the report; of the handshake the times of the `milestones` and `exchangeNumber`."
        ),
      ]),
    Table(
      name: "message", help: "The large part of exchanges; it goes with the last of those that have it.",
      columns: [
        Column(name: "id", type: "INTEGER PRIMARY KEY AUTOINCREMENT", help: "A number of its own; never used again."),
        Column(
          name: "request", type: "TEXT NOT NULL",
          help: "The message as it was sent, without secrets; its first MiB when it is longer."),
        Column(name: "answer", type: "TEXT", help: "The answer as text; its first MiB when it is longer."),
        Column(name: "request_cut", type: "INTEGER NOT NULL", help: "1 when `request` is cut."),
        Column(name: "answer_cut", type: "INTEGER NOT NULL", help: "1 when `answer` is cut."),
        Column(
          name: "report", type: "TEXT NOT NULL",
          help: "Everything that `signet send --format json` prints, but for the body, which is `answer`."),
        Column(
          name: "draft", type: "TEXT NOT NULL",
          help: "What was asked for, as JSON, for sending it again: secrets by reference only."),
        Column(
          name: "handshake", type: "TEXT NOT NULL",
          help: "The bytes of the handshake's messages and how the transfer ended, as JSON, for showing it again."),
        Column(
          name: "listed", type: "TEXT NOT NULL",
          help: "What a search in the list goes through: path of the request, address, findings, outcome."),
        Column(name: "stored_bytes", type: "INTEGER NOT NULL", help: "What it takes here, for the limit of size."),
      ]),
    Table(
      name: "exchange_finding", help: "The findings again, a row each, for searching.",
      columns: [
        Column(name: "code", type: "TEXT NOT NULL", help: "`unknown-ca`."),
        Column(
          name: "exchange_id", type: "INTEGER NOT NULL REFERENCES exchange (id) ON DELETE CASCADE",
          help: "The exchange's."),
      ]),
    Table(
      name: "listing", help: "What lists show of exchanges, each once, for searching.",
      columns: [
        Column(name: "request", type: "TEXT", help: "As of `exchange`."),
        Column(name: "collection", type: "TEXT", help: "As of `exchange`."),
        Column(name: "url", type: "TEXT NOT NULL", help: "As of `exchange`."),
        Column(name: "findings", type: "TEXT NOT NULL", help: "As of `exchange`."),
      ]),
  ]

  /// Each exchange with its message and the times of its own: `id` is the exchange's, the rest as of `message`.
  static let view = "exchange_message"

  /// The words of request and answer (FTS5), by the number of the message.
  public static let textTable = "message_text"
  /// Any three letters of what a list shows of an exchange (FTS5, trigrams), by the number of the message.
  public static let listTable = "exchange_text"

  /// Makes a new file. FTS5 writes its index out for each row that a trigger gives it: `HistoryDatabase.add` does that once
  /// for a transaction.
  static var creation: String {
    """
    \(create("message"));
    \(create("exchange"));
    \(create("exchange_finding", key: ", PRIMARY KEY (code, exchange_id)", ending: " WITHOUT ROWID"));
    CREATE INDEX exchange_request ON exchange (request, collection);
    CREATE INDEX exchange_status ON exchange (status);
    CREATE INDEX exchange_time ON exchange (time);
    CREATE INDEX exchange_kept ON exchange (pinned, id, stored_bytes);
    CREATE INDEX exchange_finding_exchange ON exchange_finding (exchange_id);
    CREATE VIRTUAL TABLE message_text USING fts5 (
      request, answer, content = 'message', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
    \(shared)
    \(listed)
    """
  }

  /// What came with the searches that read each listing once.
  private static let listed = """
    CREATE INDEX exchange_listed ON exchange (request, collection, url, findings, message_id);
    CREATE TABLE listing (request TEXT, collection TEXT, url TEXT NOT NULL, findings TEXT NOT NULL);
    CREATE INDEX listing_listed ON listing (request, collection, url, findings);
    INSERT INTO listing SELECT DISTINCT request, collection, url, findings FROM exchange INDEXED BY exchange_listed;
    CREATE TRIGGER listing_added BEFORE INSERT ON exchange WHEN NOT EXISTS (
      SELECT 1 FROM exchange WHERE request IS new.request AND collection IS new.collection AND url = new.url
        AND findings = new.findings) BEGIN
      INSERT INTO listing VALUES (new.request, new.collection, new.url, new.findings);
    END;
    CREATE TRIGGER listing_removed AFTER DELETE ON exchange WHEN NOT EXISTS (
      SELECT 1 FROM exchange WHERE request IS old.request AND collection IS old.collection AND url = old.url
        AND findings = old.findings) BEGIN
      DELETE FROM listing WHERE request IS old.request AND collection IS old.collection AND url = old.url
        AND findings = old.findings;
    END;
    """

  /// What came with messages that several exchanges have.
  private static let shared = """
    CREATE INDEX exchange_message_id ON exchange (message_id);
    CREATE INDEX exchange_like ON exchange (message_id) WHERE times IS NOT NULL;
    CREATE INDEX message_kept ON message (stored_bytes);
    CREATE VIRTUAL TABLE exchange_text USING fts5 (
      listed, content = 'message', content_rowid = 'id', tokenize = 'trigram');
    CREATE TRIGGER exchange_deleted AFTER DELETE ON exchange BEGIN
      DELETE FROM message
        WHERE id = old.message_id AND NOT EXISTS (SELECT 1 FROM exchange WHERE message_id = old.message_id);
    END;
    CREATE TRIGGER message_deleted AFTER DELETE ON message BEGIN
      INSERT INTO message_text (message_text, rowid, request, answer)
        VALUES ('delete', old.id, old.request, old.answer);
      INSERT INTO exchange_text (exchange_text, rowid, listed) VALUES ('delete', old.id, old.listed);
    END;
    CREATE VIEW exchange_message AS SELECT exchange.id, message.request, answer, request_cut, answer_cut,
      CASE WHEN times IS NULL THEN report ELSE json_set(report, '$.timings', json_extract(times, '$.timings')) END
        AS report,
      draft,
      CASE WHEN times IS NULL THEN handshake ELSE json_set(
        handshake, '$.milestones', (
          SELECT json_group_array(json_set(value, '$.at', json_extract(times, '$.milestones[' || key || ']')))
          FROM json_each(handshake, '$.milestones')),
        '$.outcome.exchangeNumber', json_extract(times, '$.exchangeNumber')) END AS handshake
      FROM exchange JOIN message ON message.id = message_id;
    """

  /// From each version to the next, each in a transaction of its own; never changed once released.
  static let migrations: [Int: String] = [
    1: "DROP TRIGGER exchange_inserted; DROP TRIGGER message_inserted;",
    // The numbers of the messages, and so the index of their words, stay.
    2: """
    CREATE TABLE message_new (
      id INTEGER PRIMARY KEY AUTOINCREMENT, request TEXT NOT NULL, answer TEXT, request_cut INTEGER NOT NULL,
      answer_cut INTEGER NOT NULL, report TEXT NOT NULL, draft TEXT NOT NULL, handshake TEXT NOT NULL,
      listed TEXT NOT NULL, stored_bytes INTEGER NOT NULL);
    INSERT INTO message_new
      SELECT id, message.request, answer, request_cut, answer_cut, report, draft, handshake,
        ltrim(coalesce(exchange.request, '') || ' ' || url || ' ' || findings || ' ' || outcome), stored_bytes
      FROM message JOIN exchange USING (id);
    DROP TABLE message;
    ALTER TABLE message_new RENAME TO message;
    DROP TRIGGER exchange_deleted;
    DROP TABLE exchange_text;
    ALTER TABLE exchange ADD COLUMN message_id INTEGER REFERENCES message (id);
    ALTER TABLE exchange ADD COLUMN times TEXT;
    UPDATE exchange SET message_id = id, stored_bytes = 0;
    \(shared)
    INSERT INTO exchange_text (exchange_text) VALUES ('rebuild');
    """,
    3: listed,
  ]

  private static func create(_ name: String, key: String = "", ending: String = "") -> String {
    let columns = tables.first { $0.name == name }?.columns ?? []
    let lines = columns.map { "\($0.name) \($0.type)" }.joined(separator: ",\n  ")
    return "CREATE TABLE \(name) (\n  \(lines)\(key)\n)\(ending)"
  }

  /// The page of the documentation about the tables.
  public static var page: String {
    tables.map { table in
      let rows = table.columns.map { "| `\($0.name)` | \($0.type) | \($0.help) |" }.joined(separator: "\n")
      return "### `\(table.name)`\n\(table.help)\n\n| column | type | meaning |\n|---|---|---|\n\(rows)\n"
    }.joined(separator: "\n")
  }
}
