/// A kind of assertion as files and help know it: all read this table.
public struct AssertionKind: Sendable {
  /// Before its argument in a request file.
  public var word: String
  public var hint: String
  public var examples: [String]
  public var help: String
  /// Endings of an exchange that are no failure by themselves once an assertion of this kind speaks of them.
  public var speaksOf: Set<ExitStatus>
  let read: @Sendable (_ argument: String) -> Assertion.Check?

  public static let all: [AssertionKind] = [
    AssertionKind(
      word: "status", hint: "COMPARISON NUMBER", examples: ["status = 200", "status < 300"],
      help: "The answer's HTTP status.", speaksOf: [.fault, .protocolViolation, .handshake, .network],
      read: { argument in
        AssertionText(argument).comparison.flatMap { comparison, rest in
          Int(rest).map { .status(comparison, $0) }
        }
      }),
    AssertionKind(
      word: "fault", hint: "absent, present, or code = NAME", examples: ["fault absent", "fault code = Client"],
      help: "Whether the answer is a SOAP fault; the code by its local name, subcodes included.", speaksOf: [.fault],
      read: { AssertionText($0).fault.map(Assertion.Check.fault) }),
    AssertionKind(
      word: "header", hint: "NAME, then exists, absent, COMPARISON TEXT or ~ PATTERN",
      examples: ["header Content-Type ~ ^text/xml", "header X-Request-Id exists"],
      help: "An HTTP header of the answer; ~ finds a regular expression in it.", speaksOf: [],
      read: { argument in
        let name = argument.prefix { $0 != " " }
        return AssertionText(argument.dropFirst(name.count).trimmed).value.map { .header(String(name), $0) }
      }),
    AssertionKind(
      word: "xpath",
      hint: "EXPRESSION, then nothing, exists, absent, COMPARISON VALUE, ~ PATTERN, or count COMPARISON N",
      examples: ["xpath //m:Total > 10", "xpath //m:Item count = 3", "xpath //m:Name ~ ^A"],
      help:
        "XPath 1.0 on the answer. Prefixes are those of the answer, soap for its envelope, and those of `namespaces`. "
        + "Numbers are compared as numbers.", speaksOf: [],
      read: { argument in
        guard let (expression, check) = AssertionText(argument).nodes, !expression.isEmpty else { return nil }
        return .xpath(expression, check)
      }),
    AssertionKind(
      word: "schema", hint: "FILE", examples: ["schema service.wsdl"],
      help:
        "The answer follows the schemas of a WSDL file in the collection, or of the folder that an import kept one in: its "
        + "body (unless it is encoded), the details of a fault, and the headers that are declared.", speaksOf: [],
      read: { $0.isEmpty ? nil : .schema($0) }),
    AssertionKind(
      word: "time", hint: "COMPARISON NUMBER ms or s", examples: ["time < 2000 ms", "time <= 1.5 s"],
      help: "From the start of the call to the end of its answer.", speaksOf: [],
      read: { argument in
        AssertionText(argument).comparison.flatMap { comparison, rest in
          AssertionText(rest).milliseconds.map { .time(comparison, milliseconds: $0) }
        }
      }),
    AssertionKind(
      word: "tls", hint: "COMPARISON 1.0 to 1.3", examples: ["tls >= 1.2"],
      help: "The TLS version of the connection, kept or new.", speaksOf: [],
      read: { argument in
        AssertionText(argument).comparison.flatMap { comparison, rest in
          ["1.0", "1.1", "1.2", "1.3"].firstIndex(of: rest).map { .tlsVersion(comparison, minor: $0) }
        }
      }),
    AssertionKind(
      word: "server-certificate", hint: "COMPARISON NUMBER days", examples: ["server-certificate > 30 days"],
      help: "How many days the server's certificate is still valid.", speaksOf: [],
      read: { AssertionText($0).days.map { .serverCertificate($0, days: $1) } }),
    AssertionKind(
      word: "client-certificate", hint: "COMPARISON NUMBER days", examples: ["client-certificate > 30 days"],
      help: "How many days the client's certificate is still valid.", speaksOf: [],
      read: { AssertionText($0).days.map { .clientCertificate($0, days: $1) } }),
    AssertionKind(
      word: "finding", hint: "CODE, or error or warning for any, then absent or present",
      examples: ["finding error absent", "finding client-expired present"],
      help: "What `signet findings` lists, as it was found in this exchange.",
      speaksOf: Set(ExitStatus.allCases).subtracting([.interrupted]),
      read: { argument in
        let words = argument.split(separator: " ", omittingEmptySubsequences: true)
        guard words.count == 2, words[1] == "absent" || words[1] == "present" else { return nil }
        return .finding(String(words[0]), isPresent: words[1] == "present")
      }),
  ]

  public static func named(_ word: String) -> AssertionKind? { all.first { $0.word == word } }
}
