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

  /// `PRAGMA user_version` of a file that all migrations have run on.
  public static var version: Int { migrations.count }

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
        Column(name: "stored_bytes", type: "INTEGER NOT NULL", help: "What it takes here, for the limit of size."),
      ]),
    Table(
      name: "message", help: "The large part of each exchange.",
      columns: [
        Column(
          name: "id", type: "INTEGER PRIMARY KEY REFERENCES exchange (id) ON DELETE CASCADE", help: "The exchange's."),
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
      ]),
    Table(
      name: "exchange_finding", help: "The findings again, a row each, for searching.",
      columns: [
        Column(name: "code", type: "TEXT NOT NULL", help: "`unknown-ca`."),
        Column(
          name: "exchange_id", type: "INTEGER NOT NULL REFERENCES exchange (id) ON DELETE CASCADE",
          help: "The exchange's."),
      ]),
  ]

  /// The words of request and answer (FTS5); what is deleted from `message` goes out of it by itself.
  public static let textTable = "message_text"
  /// Any three letters of what a list shows of an exchange (FTS5, trigrams).
  public static let listTable = "exchange_text"

  /// One after the other, each in a transaction of its own; never changed once released.
  static let migrations: [String] = [
    """
    \(create("exchange"));
    CREATE INDEX exchange_request ON exchange (request, collection);
    CREATE INDEX exchange_status ON exchange (status);
    CREATE INDEX exchange_time ON exchange (time);
    CREATE INDEX exchange_kept ON exchange (pinned, id, stored_bytes);
    CREATE VIRTUAL TABLE exchange_text USING fts5 (
      request, url, findings, outcome, content = 'exchange', content_rowid = 'id', tokenize = 'trigram');
    CREATE TRIGGER exchange_inserted AFTER INSERT ON exchange BEGIN
      INSERT INTO exchange_text (rowid, request, url, findings, outcome)
        VALUES (new.id, new.request, new.url, new.findings, new.outcome);
    END;
    CREATE TRIGGER exchange_deleted AFTER DELETE ON exchange BEGIN
      INSERT INTO exchange_text (exchange_text, rowid, request, url, findings, outcome)
        VALUES ('delete', old.id, old.request, old.url, old.findings, old.outcome);
    END;
    \(create("message"));
    \(create("exchange_finding", key: ", PRIMARY KEY (code, exchange_id)", ending: " WITHOUT ROWID"));
    CREATE INDEX exchange_finding_exchange ON exchange_finding (exchange_id);
    CREATE VIRTUAL TABLE message_text USING fts5 (
      request, answer, content = 'message', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
    CREATE TRIGGER message_inserted AFTER INSERT ON message BEGIN
      INSERT INTO message_text (rowid, request, answer) VALUES (new.id, new.request, new.answer);
    END;
    CREATE TRIGGER message_deleted AFTER DELETE ON message BEGIN
      INSERT INTO message_text (message_text, rowid, request, answer)
        VALUES ('delete', old.id, old.request, old.answer);
    END;
    CREATE TRIGGER message_updated AFTER UPDATE ON message BEGIN
      INSERT INTO message_text (message_text, rowid, request, answer)
        VALUES ('delete', old.id, old.request, old.answer);
      INSERT INTO message_text (rowid, request, answer) VALUES (new.id, new.request, new.answer);
    END;
    """,
    // In a trigger, FTS5 writes its index out for each row; `HistoryDatabase.add` does that once for a transaction.
    "DROP TRIGGER exchange_inserted; DROP TRIGGER message_inserted;",
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
