import GRDB

/// A file as the first version of the tables had it, with one exchange in it.
enum FirstHistory {
  static func write(to path: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.write { database in
      try database.execute(sql: tables)
      try database.execute(
        sql: """
          INSERT INTO exchange (time, command, request, url, method, outcome, findings, request_bytes, answer_bytes,
            stored_bytes) VALUES ('2026-05-28T00:00:00Z', 'send', 'Old', 'https://a', 'POST', 'answered', '', 1, 1, 9);
          INSERT INTO message (id, request, answer, request_cut, answer_cut, report, draft, handshake)
          VALUES (1, '<word>common</word>', '', 0, 0, '{"old":1}', '{}', '{}');
          PRAGMA user_version = 1;
          """)
    }
    try queue.close()
  }

  private static let tables = """
    CREATE TABLE exchange (
      id INTEGER PRIMARY KEY AUTOINCREMENT, time TEXT NOT NULL, command TEXT NOT NULL, collection TEXT, request TEXT,
      url TEXT NOT NULL, method TEXT NOT NULL, action TEXT, status INTEGER, outcome TEXT NOT NULL,
      findings TEXT NOT NULL, duration_ms REAL, tls_version TEXT, certificate_subject TEXT,
      request_bytes INTEGER NOT NULL, answer_bytes INTEGER NOT NULL, pinned INTEGER NOT NULL DEFAULT 0,
      stored_bytes INTEGER NOT NULL);
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
    CREATE TABLE message (
      id INTEGER PRIMARY KEY REFERENCES exchange (id) ON DELETE CASCADE, request TEXT NOT NULL, answer TEXT,
      request_cut INTEGER NOT NULL, answer_cut INTEGER NOT NULL, report TEXT NOT NULL, draft TEXT NOT NULL,
      handshake TEXT NOT NULL);
    CREATE TABLE exchange_finding (
      code TEXT NOT NULL, exchange_id INTEGER NOT NULL REFERENCES exchange (id) ON DELETE CASCADE,
      PRIMARY KEY (code, exchange_id)) WITHOUT ROWID;
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
    """
}
