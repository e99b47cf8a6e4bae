import Bindings
import Certificates
import Collections
import Exchange
import Glibc
import Handshake
import Testing

@Suite struct LoadingTests {
  private let disk = TemporaryFolder()
  private var folder: CollectionFolder { CollectionFolder(path: disk.path) }

  @Test func `the tree has folders first, each by name, with their requests and envelopes`() {
    disk.write("name: Partner A\ndefaults:\n  binding: basic\n  identity: a\n", to: "collection.yaml")
    disk.write("url: http://h\n", to: "Zed.yaml")
    disk.write("url: http://h\n", to: "Abe.yaml")
    disk.write("<e/>", to: "Abe.xml")
    disk.write("url: http://h\n", to: "billing/eu/Invoice.yaml")
    disk.write("base: x\n", to: "environments/test.yaml")
    let collection = folder.load()
    #expect(collection.name == "Partner A")
    #expect(collection.defaults == RequestDocument(binding: "basic", identity: "a"))
    #expect(collection.items.map(\.path) == ["billing", "Abe", "Zed"])
    #expect(collection.requests.map(\.path) == ["billing/eu/Invoice", "Abe", "Zed"])
    #expect(collection.request(at: "Abe")?.envelope == Array("<e/>".utf8))
    #expect(collection.request(at: "Zed")?.envelope == nil)
    #expect(collection.problems.isEmpty)
  }

  @Test(arguments: [
    ("k:\n  ? *a9\n  : 1\n", 12), ("k: {*a9 : 1}\n", 11), ("k: {[*a9]: 1}\n", 11),
    ("k: {[*a9, \"[\"]\n  # c\n  :1}\n", 11),
    ("k: {\u{85}[\u{85}*a9]: 1}\n", 13), ("*a9 : 1\n", 11),
  ])
  func `aliases in keys, which a parser would follow for ever, are told with their line`(key: String, line: Int) {
    let levels = (1...9).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }.joined()
    disk.write("name: c\n", to: "collection.yaml")
    disk.write("a0: &a0 [x]\n" + levels + key, to: "R.yaml")
    #expect(folder.load().problems.map(\.line) == [line])
    #expect(folder.load().problems.first?.text.contains("a key is one word") == true)
  }

  @Test func `aliases of values are replaced, beside an IPv6 address and stars that are none`() throws {
    disk.write(
      "url: &u http://[::1]:8080/\nproxy: *u\nassertions:\n  - 'xpath //*[1] exists'\n  - xpath //*\n", to: "R.yaml")
    let request = try folder.request(at: "R")
    #expect(request.document.route.proxyURL == "http://[::1]:8080/")
    #expect(request.document.assertions.count == 2)
  }

  @Test func `a collection that must be there is refused where there is none`() throws {
    disk.write("url: http://h\n", to: "A.yaml")
    #expect(try folder.loadExisting().isThere)
    let none = CollectionFolder(path: disk.path + "/none")
    #expect(!none.load().isThere)
    for (path, text) in [("none", "There is no folder "), ("A.yaml", "is a file")] {
      let folder = CollectionFolder(path: disk.path + "/" + path)
      do {
        _ = try folder.loadExisting()
        Issue.record("\(path) is read")
      } catch { #expect(error.summary.contains(text) && error.code == "no-folder") }
    }
  }

  @Test func `a path is told without the dot that it begins with`() {
    #expect(Disk.absolute("./a/b") == Disk.absolute("a/b") && Disk.absolute(".//a") == Disk.absolute("a"))
    #expect(Disk.absolute("./") == Disk.absolute(".") && !Disk.absolute("./.a").contains("./."))
  }

  @Test func `an item of a list that YAML takes for a mapping is what it says, and its line stays`() throws {
    let text = "url: http://h\nheaders:\n  - X-A: 1   # a\n  - \"X-B: b: c\"\n  - X-C: '2'\n"
    disk.write(text, to: "A.yaml")
    var request = try folder.request(at: "A")
    #expect(request.document.headers == [HTTPHeader("X-A", "1"), HTTPHeader("X-B", "b: c"), HTTPHeader("X-C", "2")])
    request.document.headers.remove(at: 1)
    _ = try folder.save(request)
    #expect(disk.text(of: "A.yaml") == "url: http://h\nheaders:\n  - X-A: 1   # a\n  - X-C: '2'\n")
  }

  @Test func `broken files are named with their line, and the rest loads`() {
    disk.write("name: c\n", to: "collection.yaml")
    disk.write("url: http://h\n", to: "Good.yaml")
    disk.write("url: http://h\naction: [a\n", to: "Syntax.yaml")
    disk.write("url: http://h\nurl: http://i\n", to: "Twice.yaml")
    disk.write("- a\n", to: "List.yaml")
    disk.write([0x75, 0xFF], to: "Latin.yaml")
    disk.write("url: http://h\nidenity: a\ntls-min: 1.4\nchain: half\nheaders: [none]\n", to: "Words.yaml")
    mkdir(disk.path + "/Folder.yaml", 0o755)
    let collection = folder.load()
    #expect(collection.requests.map(\.path) == ["Good", "Words"])
    let problems = collection.problems.map(\.description)
    #expect(problems.contains { $0.hasPrefix("Syntax.yaml:3:") })
    #expect(problems.contains("Twice.yaml:2:1: the key url stands here twice"))
    #expect(problems.contains { $0.hasPrefix("List.yaml:1:1: ") })
    #expect(problems.contains { $0.hasPrefix("Latin.yaml:") && $0.contains("UTF-8") })
    #expect(problems.contains("Words.yaml:2:1: the key 'idenity' is not known; is 'identity' meant?"))
    #expect(problems.contains("Words.yaml:3:1: 'tls-min' is 1.0 to 1.3, not '1.4'"))
    #expect(problems.contains("Words.yaml:4:1: 'chain' is full or leaf, not 'half'"))
    #expect(problems.contains("Words.yaml:5:11: 'headers' is a list of 'Name: value', not 'none'"))
    #expect(problems.count == 8)
  }

  @Test func `in a folder that is no collection only files with an endpoint are taken`() {
    disk.write("services:\n  web:\n    image: x\n", to: "docker-compose.yaml")
    disk.write("a: [b\n", to: "broken.yaml")
    disk.write("url: http://h\n", to: "Mine.yaml")
    disk.write("url: http://h\n", to: "sub/Other.yaml")
    disk.write("name: other\naction: deploy\n", to: "pipeline.yaml")
    let collection = folder.load()
    #expect(collection.requests.map(\.path) == ["Mine"])
    #expect(collection.problems.isEmpty)
  }

  @Test func `a request without an address is shown, and what it lacks is told`() {
    disk.write("action: urn:a\nbinding: basic\n", to: "Ours.yaml")
    disk.write("a: b\n", to: "Beside.yaml")
    disk.write("<e/>", to: "Beside.xml")
    let collection = folder.load()
    #expect(collection.requests.map(\.path) == ["Beside", "Ours"])
    #expect(
      collection.problems.map(\.description).filter { $0.contains("there is no 'url'") }.map { $0.prefix(8) }
        == ["Beside.y", "Ours.yam"])
  }

  @Test func `settings and environments say where they are not understood`() {
    disk.write("nmae: c\nenvironment: [a]\nvariables:\n  1x: a\n  list: [a]\n", to: "collection.yaml")
    disk.write("order: [a]\n", to: "sub/folder.yaml")
    disk.write("  password: hunter2\n  base: {{host}}/x\n", to: "environments/test.yaml")
    let problems = folder.load().problems.map(\.description)
    #expect(problems.contains("collection.yaml:1:1: the key 'nmae' is not known; is 'name' meant?"))
    #expect(problems.contains("collection.yaml:2:1: 'environment' is the name of a file in environments/"))
    #expect(problems.contains { $0.hasPrefix("collection.yaml:4:3: '1x' is no name of a variable") })
    #expect(problems.contains { $0.hasPrefix("collection.yaml:5:3: 'list' is one text") })
    #expect(problems.contains { $0.hasPrefix("sub/folder.yaml:1:1: the key 'order' is not known") })
    #expect(problems.contains { $0.hasPrefix("environments/test.yaml:2:") && $0.contains("quotes") })
  }

  @Test("who writes a variable or a default where none stands is told where it does")
  func misplaced() {
    disk.write("base: https://one.example\nurl: https://two.example\nvarables: {}\nothers: []\n", to: "collection.yaml")
    disk.write("variables:\n  base: x\n", to: "environments/test.yaml")
    let problems = folder.load().problems.map(\.description)
    #expect(
      problems == [
        "collection.yaml:1:1: the key 'base' is not known; variables stand below 'variables:'",
        "collection.yaml:2:1: the key 'url' is not known; what requests share stands below 'defaults:'",
        "collection.yaml:3:1: the key 'varables' is not known; is 'variables' meant?",
        "collection.yaml:4:1: the key 'others' is not known",
        "environments/test.yaml:1:1: 'variables' is not needed here: each line of an environment is a variable, "
          + "'NAME: VALUE'",
      ])
  }

  @Test func `a folder that does not exist yet is an empty collection`() {
    let collection = CollectionFolder(path: disk.path + "/new").load()
    #expect(collection.items.isEmpty)
    #expect(collection.problems.isEmpty)
  }

  @Test func `no file from outside the folder becomes an envelope`() {
    let other = TemporaryFolder()
    other.write("secret", to: "secret.xml")
    disk.write("name: c\n", to: "collection.yaml")
    disk.write("url: http://h\nenvelope: ../\(other.path.split(separator: "/").last!)/secret.xml\n", to: "Up.yaml")
    disk.write("url: http://h\nenvelope: \(other.path)/secret.xml\n", to: "Absolute.yaml")
    // The system sees ".." here, a reader of whole characters a name.
    disk.write("url: http://h\nenvelope: ../\u{301}secret.xml\n", to: "Mark.yaml")
    disk.write("url: http://h\n", to: "Link.yaml")
    symlink(other.path + "/secret.xml", disk.path + "/Link.xml")
    symlink(other.path, disk.path + "/linked")
    let collection = folder.load()
    #expect(collection.requests.isEmpty)
    #expect(collection.problems.count == 4)
    #expect(collection.problems.allSatisfy { $0.text.contains("outside") })
  }

  @Test(arguments: [
    "", "..", "../x", "a/../b", "/a", "a/", ".hidden", "a/.b", "a\u{0}b", "a\nb", "a\\b", "\u{202E}a", "collection",
    "environments/x", String(repeating: "x", count: 300),
  ])
  func `a name that leads elsewhere or deceives is refused`(name: String) {
    let request = StoredRequest(path: name, document: RequestDocument(url: "http://h"))
    #expect(throws: CollectionError.self) { try folder.create(request) }
    #expect(disk.names().isEmpty)
  }

  @Test(arguments: [
    ("Get open orders", "Get open orders"), ("../../etc/passwd", "etc-passwd"), ("", "Request"), ("...", "Request"),
    ("a/b\\c\nd", "a-b-c-d"), ("Bestellung für Zürich", "Bestellung für Zürich"),
  ])
  func `any title gives a safe file name`(title: String, name: String) {
    #expect(CollectionFolder.fileName(for: title).replacing("-----", with: "").hasSuffix(name))
  }

  @Test func `a new request never replaces one`() throws {
    let request = StoredRequest(path: "A", document: RequestDocument(url: "http://a"))
    try folder.create(request)
    #expect(throws: CollectionError.exists(path: disk.path + "/A.yaml")) { try folder.create(request) }
  }

  @Test func `requests and folders are renamed, copied and deleted with their envelopes`() throws {
    try folder.create(StoredRequest(path: "A", document: RequestDocument(url: "http://a"), envelope: [1]))
    try folder.duplicate("A", to: "B")
    try folder.rename("A", to: "sub/C")
    #expect(disk.names() == ["B.xml", "B.yaml", "collection.yaml", "sub"])
    #expect(disk.names(in: "sub") == ["C.xml", "C.yaml"])
    #expect(throws: CollectionError.self) { try folder.rename("B", to: "sub/C") }
    try folder.rename("sub", to: "other")
    _ = try folder.delete("other/C")
    _ = try folder.delete("other")
    _ = try folder.delete("B")
    #expect(disk.names() == ["collection.yaml"])
  }

  @Test func `a draft has the defaults, the binding, the identity and absolute paths`() throws {
    disk.write(
      "defaults:\n  url: https://svc/orders\n  identity: a\n  cacert: ca.pem\n  max-time: 5\n", to: "collection.yaml")
    disk.write("action: urn:a\nbinding: custom\nmessage-version: soap12\n", to: "Get.yaml")
    let collection = folder.load()
    let reference = IdentityReference(name: "a", certificate: .file(path: "/a.pfx"))
    let identities = Identities([.init(name: "a", reference: reference, hosts: [])])
    let draft = try collection.draft(of: try #require(collection.request(at: "Get")), identities: identities)
    #expect(draft.url == "https://svc/orders")
    #expect(draft.action == "urn:a")
    #expect(draft.identity == reference)
    #expect(draft.trust.anchorsPath == disk.path + "/ca.pem")
    #expect(draft.limits == Limits(totalSeconds: 5))
    let elements = try draft.binding.createBindingElements()
    #expect(elements.find(HTTPSTransportBindingElement.self)?.requireClientCertificate == true)
    #expect(elements.find(TextMessageEncodingBindingElement.self)?.messageVersion == .soap12)
  }

  @Test func `a draft without endpoint, with a stranger's identity or a wrong binding is refused`() {
    let collection = Collection(folder: "/c", name: "c")
    let refusals: [(RequestDocument, String)] = [
      (RequestDocument(), "no-address"), (RequestDocument(url: "https://h", identity: "x"), "unknown-identity"),
      (RequestDocument(url: "https://h", binding: "carrier-pigeon"), "unknown-binding"),
    ]
    for (document, code) in refusals {
      let refusal = #expect(throws: Refusal.self) {
        try collection.draft(of: StoredRequest(path: "R", document: document), identities: Identities())
      }
      if code != "unknown-binding" { #expect(refusal?.code == code) } else { #expect(refusal?.stage == .binding) }
    }
  }
}
