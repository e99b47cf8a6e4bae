import Basics
import Collections
import Exchange
import Glibc
import Handshake
import Testing

@Suite struct SavingTests {
  private let disk = TemporaryFolder()
  private var folder: CollectionFolder { CollectionFolder(path: disk.path) }

  private static let full = RequestDocument(
    url: "https://svc.example:8443/orders?x=1#y", action: "urn:example:orders/GetOrders", oneWay: true,
    binding: "custom",
    elements: "text:soap12,https(requireClientCertificate=true)", encoding: "utf-8", identity: "partner-a",
    chain: .leaf,
    headers: [HTTPHeader("X-Correlation-Id", "a: b # c"), HTTPHeader("Accept", "\"quoted\"")],
    behaviors: [RequestBehavior(.httpHeader(HTTPHeader("X-A", "b: c #d"))), RequestBehavior(.mtom, isOn: false)],
    trust: .init(anchorsPath: "certificates/ca.pem", insecure: false),
    tls: .init(minimum: .tls12, maximum: .tls13, securityLevel: 1, legacyRenegotiation: true),
    route: .init(proxyURL: "http://proxy:3128", resolve: ["svc.example:8443:127.0.0.1"]),
    limits: .init(connectSeconds: 2.5, totalSeconds: 30, responseBytes: 1000), tags: ["smoke", "eu west"],
    assertions: ["status = 200", "xpath //m:Total[@c = 'EUR'] > 10", "header X ~ ^a: #b"].compactMap(Assertion.init),
    captures: [AnswerCapture(name: "id", "//m:Id"), AnswerCapture(name: "session", "header X-Session")].compactMap(
      \.self),
    namespaces: ["m": "urn:m", "n": "urn:n#x"])

  @Test func `a document comes back from its file as it was saved`() throws {
    try folder.create(StoredRequest(path: "orders/GetOrders", document: Self.full, envelope: Array("<e/>".utf8)))
    let request = try folder.request(at: "orders/GetOrders")
    #expect(request.document == Self.full)
    #expect(request.envelope == Array("<e/>".utf8))
    #expect(folder.load().problems.isEmpty)
  }

  @Test(arguments: [
    "", " ", "~", "null", "true", "#x", "a #b", "a: b", "a:", "- a", "'", "\"", "\\", "{a}", "[a]", "&a", "*a", "!a",
    "|",
    ">", "%a", "@a", "`a", "a\nb", "\ta", "a\t", "a\u{0}b", "é日🙂", "\u{85}", "\u{2028}", "x ", "? a",
    "---",
    "...", "0x10", "1e3", "=", "<<", "\r\n",
  ])
  func `any text survives as a value`(text: String) throws {
    try folder.create(StoredRequest(path: "R", document: RequestDocument(url: "http://h", action: text)))
    #expect(try folder.request(at: "R").document.action == text)
  }

  private static let odd = [
    "# c\r\nurl: 'http://h'\r\n\r\n\"action\":   \"urn:a\"  # x\r\nowner: team\r\n",
    "base: &b http://h\nurl: *b\naction: >-\n  urn:a\n", "{url: http://h, action: urn:a}\n", "url: http://h", "",
    "---\nurl: http://h\n...\n", "\u{FEFF}url: http://h\n",
    "url: http://h\nassertions: [ 'status = 200' , fault absent ]\ncaptures: {id: //a}\nheaders:\n  A: b\n",
    "url: http://h\nassertions: [stauts = 200]\ntls-min: 9\n",
  ]

  @Test(arguments: odd.dropLast())
  func `opening and saving without an edit leaves every byte`(text: String) throws {
    disk.write(text, to: "R.yaml")
    disk.write("<e>\r\n</e>", to: "R.xml")
    let request = try folder.request(at: "R")
    _ = try folder.save(request)
    #expect(disk.bytes(of: "R.yaml") == Array(text.utf8))
    #expect(disk.text(of: "R.xml") == "<e>\r\n</e>")
  }

  @Test func `an edit keeps line ends, comments and keys that nobody knows, or is refused`() throws {
    for text in Self.odd {
      disk.write(text, to: "R.yaml")
      guard var request = try? folder.request(at: "R") else { continue }
      request.document.action = "urn:new"
      guard (try? folder.save(request)) != nil else {
        #expect(disk.bytes(of: "R.yaml") == Array(text.utf8))
        continue
      }
      #expect(try folder.request(at: "R").document == request.document)
      let saved = try #require(disk.text(of: "R.yaml"))
      for kept in ["# c\r\n", "owner: team\r\n", "'status = 200' , fault absent"] where text.utf8.contains(kept.utf8) {
        #expect(saved.utf8.contains(kept.utf8), "\(saved)")
      }
    }
  }

  @Test func `in a new file every field stands apart, and one that comes or goes later leaves it so`() throws {
    try folder.create(StoredRequest(path: "R", document: RequestDocument(url: "http://h", tags: ["a"])))
    #expect(disk.text(of: "R.yaml") == "url: http://h\n\ntags:\n  - a\n")
    try change { ($0.action, $0.binding, $0.namespaces) = ("urn:a", "basic", ["m": "urn:m"]) }
    #expect(
      disk.text(of: "R.yaml")
        == "url: http://h\n\naction: urn:a\n\nbinding: basic\n\ntags:\n  - a\n\nnamespaces:\n  m: urn:m\n")
    try change { ($0.action, $0.namespaces) = (nil, [:]) }
    #expect(disk.text(of: "R.yaml") == "url: http://h\n\nbinding: basic\n\ntags:\n  - a\n")
    try change { $0.url = nil }
    #expect(disk.text(of: "R.yaml") == "binding: basic\n\ntags:\n  - a\n")
  }

  @Test func `where fields stand together, a new one stands with them`() throws {
    disk.write("url: http://h\nbinding: basic\n", to: "R.yaml")
    try change { $0.action = "urn:a" }
    #expect(disk.text(of: "R.yaml") == "url: http://h\naction: urn:a\nbinding: basic\n")
  }

  private func change(_ edit: (inout RequestDocument) -> Void) throws {
    var request = try folder.request(at: "R")
    edit(&request.document)
    _ = try folder.save(request)
  }

  @Test func `captures are changed one by one, and the comments beside them stay`() throws {
    disk.write("url: http://h\ncaptures:\n  # the order\n  id: //a # first\n  old: //b\n", to: "R.yaml")
    var request = try folder.request(at: "R")
    request.document.captures = [AnswerCapture(name: "id", "//x"), AnswerCapture(name: "new", "status")].compactMap(
      \.self)
    _ = try folder.save(request)
    #expect(
      disk.text(of: "R.yaml") == "url: http://h\ncaptures:\n  # the order\n  id: \"//x\" # first\n  new: status\n"
        || disk.text(of: "R.yaml") == "url: http://h\ncaptures:\n  # the order\n  id: //x # first\n  new: status\n")
    #expect(try folder.request(at: "R").document == request.document)
  }

  @Test(arguments: [
    RequestDocument(url: "http://h", headers: [HTTPHeader("Authorization", "Basic aHVudGVyMg==")]),
    RequestDocument(url: "http://h", headers: [HTTPHeader("X-Api-Key", "hunter2")]),
    RequestDocument(url: "http://alice:hunter2@h"),
    RequestDocument(
      url: "http://h", action: "-----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----"),
    RequestDocument(url: "http://h", behaviors: [RequestBehavior(.httpHeader(HTTPHeader("X-Password", "hunter2")))]),
  ])
  func `a literal secret is refused on save, without repeating it, and its reference is not`(document: RequestDocument)
  {
    let error = #expect(throws: CollectionError.self) {
      try folder.create(StoredRequest(path: "R", document: document))
    }
    #expect(error?.code == "literal-secret")
    #expect(error?.message.contains("hunter2") == false)
    #expect(error?.message.contains("env:NAME") == true)
    let reference = RequestDocument(url: "http://h", headers: [HTTPHeader("Authorization", "Bearer {{token}}")])
    #expect(throws: Never.self) { try folder.create(StoredRequest(path: "S", document: reference)) }
    let key = Array("<e>-----BEGIN RSA PRIVATE KEY-----</e>".utf8)
    #expect(throws: CollectionError.self) {
      try folder.create(StoredRequest(path: "T", document: RequestDocument(url: "http://h"), envelope: key))
    }
  }

  @Test func `a literal secret that a file has already does not keep the rest from being saved`() throws {
    disk.write("url: http://h\nheaders:\n  - \"X-Api-Key: hunter2\"\n", to: "R.yaml")
    var request = try folder.request(at: "R")
    request.document.action = "urn:a"
    #expect(throws: Never.self) { try folder.save(request) }
  }

  @Test func `saving changes only the lines of what changed`() throws {
    disk.write(
      """
      # Orders of partner A
      url:   "https://old.example/orders"   # test system
      owner: team-orders   # nobody's business
      action: urn:a

      # how it travels
      binding: basic
      headers:
        # for the logs
        - 'X-One: 1'
        - X-Two: two
      x-notes: |
        url: not a key
        # not a comment
      # the end

      """.replacing("- X-Two: two", with: "- \"X-Two: two\""), to: "Get.yaml")
    var request = try folder.request(at: "Get")
    request.document.url = "https://new.example/orders"
    request.document.action = nil
    request.document.headers = [HTTPHeader("X-Zero", "0"), HTTPHeader("X-Two", "two")]
    request.document.headers.insert(HTTPHeader("X-One", "1"), at: 1)
    request.document.identity = "partner-a"
    _ = try folder.save(request)
    #expect(
      disk.text(of: "Get.yaml") == """
        # Orders of partner A
        url:   "https://new.example/orders"   # test system
        owner: team-orders   # nobody's business

        # how it travels
        binding: basic
        identity: partner-a
        headers:
          - "X-Zero: 0"
          # for the logs
          - 'X-One: 1'
          - "X-Two: two"
        x-notes: |
          url: not a key
          # not a comment
        # the end

        """)
  }

  @Test func `nothing changed means not one byte changed`() throws {
    let odd = "\r\nurl : 'http://h'  \r\n\r\n\r\n'action': \"a\"\r\n"
    disk.write(odd, to: "Odd.yaml")
    let request = try folder.request(at: "Odd")
    #expect(request.document == RequestDocument(url: "http://h", action: "a"))
    _ = try folder.save(request)
    #expect(disk.text(of: "Odd.yaml") == odd)
  }

  @Test func `a value that changes keeps its quotes`() throws {
    disk.write("url: 'http://h'  # a\naction: \"b\"\nproxy: http://p\nidentity: 'i'\n", to: "Q.yaml")
    var request = try folder.request(at: "Q")
    request.document.url = "http://h/it's"
    request.document.action = "c"
    request.document.route.proxyURL = "http://q"
    request.document.identity = "line\nend"
    _ = try folder.save(request)
    #expect(
      disk.text(of: "Q.yaml")
        == "url: 'http://h/it''s'  # a\naction: \"c\"\nproxy: http://q\nidentity: \"line\\nend\"\n")
    #expect(try folder.request(at: "Q").document == request.document)
  }

  @Test func `what is true or false stands there as YAML's own word`() throws {
    disk.write("url: http://h\ninsecure: yes   # for now\n", to: "B.yaml")
    var request = try folder.request(at: "B")
    request.document.trust.insecure = false
    request.document.oneWay = true
    request.document.action = "true"
    _ = try folder.save(request)
    #expect(
      disk.text(of: "B.yaml") == "url: http://h\naction: \"true\"\none-way: true\ninsecure: false   # for now\n")
  }

  @Test func `Windows line ends stay, on new lines too`() throws {
    disk.write("url: http://h\r\naction: a\r\n", to: "W.yaml")
    var request = try folder.request(at: "W")
    request.document.action = "b"
    request.document.binding = "basic"
    _ = try folder.save(request)
    #expect(disk.text(of: "W.yaml") == "url: http://h\r\nbinding: basic\r\naction: b\r\n")
  }

  @Test(arguments: [
    "{url: http://h, action: a}\n", "url: &u http://h\naction: *u\n", "url: http://h\naction: >\n  a\n  b\n",
  ])
  func `a file that lines cannot change is changed rightly or not at all`(text: String) throws {
    disk.write(text, to: "F.yaml")
    var request = try folder.request(at: "F")
    request.document.url = "http://other"
    do {
      _ = try folder.save(request)
      #expect(try folder.request(at: "F").document == request.document)
    } catch {
      #expect(error.code == "file-malformed")
      #expect(disk.text(of: "F.yaml") == text)
    }
  }

  @Test func `the envelope is kept byte for byte`() throws {
    let bytes: [UInt8] = [0xEF, 0xBB, 0xBF] + Array("<a>\r\n\t\u{85}</a>".utf8) + [0x0D, 0xFF, 0x00]
    try folder.create(StoredRequest(path: "E", document: RequestDocument(url: "http://h"), envelope: bytes))
    #expect(disk.bytes(of: "E.xml") == bytes)
    #expect(try folder.request(at: "E").envelope == bytes)
  }

  @Test func `what somebody else wrote meanwhile is not lost`() throws {
    try folder.create(StoredRequest(path: "C", document: RequestDocument(url: "http://a"), envelope: [1]))
    var request = try folder.request(at: "C")
    disk.write([2], to: "C.xml")
    request.envelope = [3]
    #expect(throws: CollectionError.changedMeanwhile(path: disk.path + "/C.xml")) { try folder.save(request) }
    #expect(disk.bytes(of: "C.xml") == [2])
    let stamp = try folder.save(request, overwrites: true)
    #expect(disk.bytes(of: "C.xml") == [3])
    #expect(disk.bytes(of: "C.xml.theirs") == [2])
    #expect(try folder.request(at: "C").onDisk == stamp)
  }

  @Test func `the same change made by somebody else is no conflict`() throws {
    disk.write("url: http://a\n", to: "S.yaml")
    var request = try folder.request(at: "S")
    disk.write("url: http://b\n", to: "S.yaml")
    request.document.url = "http://b"
    _ = try folder.save(request)
    #expect(disk.names() == ["S.yaml"])
  }

  @Test func `a save keeps permissions and links, and leaves no other file behind`() throws {
    disk.write("url: http://a\n", to: "real/P.yaml")
    chmod(disk.path + "/real/P.yaml", 0o640)
    symlink("real/P.yaml", disk.path + "/P.yaml")
    var request = try folder.request(at: "P")
    request.document.url = "http://b"
    _ = try folder.save(request)
    #expect(disk.text(of: "real/P.yaml") == "url: http://b\n")
    #expect(disk.mode(of: "real/P.yaml") == 0o640)
    #expect(disk.names() == ["P.yaml", "real"])
    #expect(disk.names(in: "real") == ["P.yaml"])
  }

  @Test(.enabled(if: geteuid() != 0, "root may write anywhere"))
  func `a folder that cannot be written keeps its files`() throws {
    disk.write("url: http://a\n", to: "sub/R.yaml")
    disk.write("name: x\n", to: "collection.yaml")
    var request = try folder.request(at: "sub/R")
    request.document.url = "http://b"
    chmod(disk.path + "/sub", 0o500)
    #expect(throws: CollectionError.self) { try folder.save(request) }
    #expect(disk.text(of: "sub/R.yaml") == "url: http://a\n")
  }

  @Test func `a save that fails half way leaves nothing new behind`() throws {
    disk.write("url: http://a\n", to: "sub/keep.yaml")
    mkdir(disk.path + "/sub/taken.xml", 0o755)
    let request = StoredRequest(path: "sub/taken", document: RequestDocument(url: "http://h"), envelope: [1])
    #expect(throws: CollectionError.self) { try folder.save(request) }
    #expect(disk.names(in: "sub") == ["keep.yaml", "taken.xml"])
  }
}
