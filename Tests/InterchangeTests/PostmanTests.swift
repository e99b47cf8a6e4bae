import Basics
import Bindings
import Handshake
import Testing

@testable import Interchange

/// Postman, Insomnia, HTTP archives and .http files.
@Suite struct PostmanTests {
  static let envelope = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body/></s:Envelope>"
  private static let quoted = envelope.replacing("\"", with: "\\\"")

  static let collection = """
    {"collection": {"info": {"name": "Bank", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
     "auth": {"type": "basic", "basic": [{"key": "username", "value": "{{user}}"}, {"key": "password", "value": "geheim"}]},
     "variable": [{"key": "base url", "value": "https://bank.example"}, {"key": "apiToken", "value": "geheim"}],
     "event": [{"listen": "prerequest", "script": {"exec": ["pm.x()"]}}],
     "item": [{"name": "Folder", "item": [{"name": "Get", "protocolProfileBehavior": {"strictSSL": false},
       "request": {"method": "POST", "url": {"raw": "{{base url}}/soap", "variable": [{"key": "id"}]},
         "header": [{"key": "SOAPAction", "value": "urn:get"}, {"key": "Content-Type", "value": "text/xml"},
           {"key": "X-Off", "value": "1", "disabled": true}, {"key": "X-Id", "value": "{{$guid}}"}],
         "body": {"mode": "raw", "raw": "\(quoted)"}}, "response": [{}]},
       {"name": "Bearer", "request": {"method": "POST", "url": "https://h/", "auth": {"type": "bearer"},
         "header": "Content-Type: application/soap+xml\\nX-A: b", "body": {"mode": "raw", "raw": "<a/>"}}},
       {"name": "List", "request": {"method": "GET", "url": "https://h/list"}}]}]}}
    """

  @Test func `A collection's SOAP requests come with folders, headers, variables and users`() throws {
    let contents = try PostmanReader.read(Array(Self.collection.utf8))
    #expect(contents.requests.map(\.title) == ["Folder/Get", "Folder/Bearer"])
    let get = contents.requests[0]
    #expect(get.url == "{{base_url}}/soap" && get.action == "urn:get" && get.version == .soap11)
    #expect(get.headers == [HTTPHeader("X-Id", "{{$uuid}}")])
    #expect(get.envelope == Array(Self.envelope.utf8))
    #expect(get.user == "{{user}}" && get.credential == .basic && get.connection.isInsecure)
    #expect(contents.requests[1].version == .soap12 && contents.requests[1].headers == [HTTPHeader("X-A", "b")])
    #expect(contents.variables.first { $0.name == "base_url" }?.value == "https://bank.example")
    #expect(!"\(contents)".contains("geheim"))
    for said in [
      "script before requests: collection", "path variable :id", "saved answer", "authorization of type bearer",
      "request that is not SOAP (GET): Folder/List",
    ] { #expect(contents.notCarriedOver.contains { $0.hasPrefix(said) }, "\(said): \(contents.notCarriedOver)") }
  }

  @Test func `An address in parts is put together, and a part of the path that is a variable is its value`() throws {
    let text = """
      {"item": [{"name": "A", "request": {"method": "POST", "header": [{"key": "SOAPAction", "value": "a"}],
        "body": {"mode": "raw", "raw": "\(Self.quoted)"}, "certificate": {"name": "me", "cert": {"src": "/keys/me.pem"}},
        "url": {"protocol": "https", "host": ["{{h}}", "example"], "port": "8443", "path": ["v1", ":id", "x:id"],
          "query": [{"key": "q", "value": "a b"}, {"key": "off", "value": "1", "disabled": true}, {"key": "flag", "value": null}],
          "variable": [{"key": "id", "value": "{{order}}"}]}}},
       {"name": "B", "request": {"method": "POST", "header": [{"key": "SOAPAction", "value": "a"}],
        "body": {"mode": "raw", "raw": "\(Self.quoted)"},
        "url": {"raw": "{{base}}/:id?a=:id", "variable": [{"key": "id", "value": "7"}]}}}]}
      """
    let contents = try PostmanReader.read(Array(text.utf8))
    #expect(
      contents.requests.map(\.url) == [
        "https://{{h}}.example:8443/v1/{{order}}/x:id?q=a b&flag", "{{base}}/7?a=:id",
      ])
    #expect(contents.requests[0].identity == "me" && contents.questions.contains { $0.contains("/keys/me.pem") })
    #expect(contents.notCarriedOver.isEmpty)
  }

  @Test func `An environment gives its values, but no secret`() throws {
    let text =
      "{\"name\": \"Test\", \"values\": [{\"key\": \"host\", \"value\": \"h\"}, {\"key\": \"k\", \"value\": \"geheim\", \"type\": \"secret\"}]}"
    var secret = InterchangeContents.Variable("k", nil)
    secret.isSecret = true
    let contents = try PostmanReader.read(Array(text.utf8))
    #expect(contents.environments == [.init(name: "Test", variables: [.init("host", "h"), secret])])
  }

  @Test(arguments: [
    "{", "[1,]", "{\"a\" 1}", "\"\\x\"", "tru", "{\"a\":1}x", String(repeating: "[", count: 300),
  ])
  func `What is no JSON says where it stops`(text: String) {
    #expect(throws: InterchangeError.self) { try PostmanReader.read(Array(text.utf8)) }
  }

  @Test func `JSON is read as it was written`() throws {
    let value: JSONValue = [
      "a": ["é😀\u{1}\n\"\\", 1, -2, .double(1.5), true, nil], "b": .object([]), "c": .array([]),
    ]
    #expect(try JSONReader.read(Array(value.pretty.utf8)) == value)
    #expect(try JSONReader.read(Array("\"\\ud83d\\ude00\\u00e9\\/\"".utf8)) == "😀é/")
  }

  /// Version 4.
  static let insomnia: JSONValue = [
    "resources": [
      ["_id": "w", "_type": "workspace", "name": "Bank"],
      ["_id": "f", "_type": "request_group", "name": "F", "parentId": "w"],
      [
        "_id": "e", "_type": "environment", "parentId": "w",
        "data": ["base": "https://bank.example", "user": ["name": "alice", "password": "geheim"]],
      ],
      ["_id": "s", "_type": "environment", "parentId": "e", "name": "Staging", "data": ["base": "https://staging"]],
      [
        "_id": "c", "_type": "client_certificate", "host": "https://bank.example", "cert": "/x/me.pem",
        "passphrase": "geheim",
      ],
      [
        "_id": "r", "_type": "request", "parentId": "f", "name": "Get", "method": "POST",
        "url": "https://bank.example/{{ _.base }}", "parameters": [["name": "a", "value": "{{ _['b'] }}"]],
        "headers": [["name": "SOAPAction", "value": "\"urn:get\""], ["name": "X", "value": "1", "disabled": true]],
        "body": ["mimeType": "text/xml", "text": .string(envelope)],
        "authentication": ["type": "digest", "username": "{{ _.user.name }}", "password": "geheim"],
      ], ["_id": "u", "_type": "unit_test", "name": "T"],
    ]
  ]

  @Test func `An Insomnia export has its folders, environments and certificates`() throws {
    let contents = InsomniaReader.read(Self.insomnia)
    let request = try #require(contents.requests.first)
    #expect(request.title == "F/Get" && request.url == "https://bank.example/{{base}}?a={{b}}")
    #expect(request.action == "urn:get" && request.headers == [] && request.identity == "me")
    #expect(request.user == "{{user.name}}" && request.credential == .digest)
    #expect(contents.environments.map(\.name) == ["Staging"])
    #expect(contents.variables.contains(.init("user.name", "alice")))
    #expect(!"\(contents)".contains("geheim"))
    #expect(contents.notCarriedOver.contains("resource of type unit_test: T"))
  }

  @Test func `A collection of Insomnia 5 is a tree`() {
    let contents = InsomniaReader.read([
      "type": "collection.insomnia.rest/5.0", "name": "C",
      "collection": [
        [
          "name": "F",
          "children": [
            [
              "name": "R", "url": "https://h/", "method": "POST",
              "body": ["mimeType": "application/soap+xml", "text": "<a/>"],
              "scripts": ["afterResponse": "x()"],
            ]
          ],
        ]
      ], "environments": ["data": ["h": "1"], "subEnvironments": [["name": "S", "data": ["h": "2"]]]],
    ])
    #expect(contents.requests.map(\.title) == ["F/R"] && contents.requests[0].version == .soap12)
    #expect(contents.variables == [.init("h", "1")] && contents.environments.count == 1)
    #expect(contents.notCarriedOver == ["script (afterResponse): F/R"])
  }

  @Test func `What a folder of Insomnia says holds for its requests, and no certificate is left out without a word`() {
    let request: JSONValue = [
      "name": "R", "url": "{{ _.base }}/:id/{{ _.big }}", "method": "POST",
      "pathParameters": [["name": "id", "value": "7"], ["name": "gone", "value": "1"]],
      "body": ["mimeType": "text/xml", "text": .string(Self.envelope)],
      "headers": [["name": "x-Both", "value": "own"]],
    ]
    let contents = InsomniaReader.read([
      "type": "collection.insomnia.rest/5.0",
      "collection": [
        [
          "name": "F", "headers": [["name": "X-F", "value": "f"], ["name": "X-Both", "value": "f"]],
          "authentication": ["type": "basic", "username": "bob"], "children": [request],
        ]
      ],
      "certificates": [
        ["host": "https://test.example", "cert": "/k/test.pem"], ["host": "other.example", "pfx": "/k/other.pfx"],
        ["host": "off.example", "pfx": "/k/off.pfx", "disabled": true],
      ],
      "environments": [
        "data": ["base": "https://h", "big": .string(String(repeating: "x", count: 5_000))],
        "subEnvironments": [["name": "S", "data": ["base": "https://test.example"]]],
      ],
    ])
    let read = contents.requests.first
    #expect(read?.url == "{{base}}/7/{{big}}" && read?.user == "bob" && read?.identity == "test")
    #expect(read?.headers == [HTTPHeader("X-F", "f"), HTTPHeader("x-Both", "own")])
    #expect(
      contents.notCarriedOver == ["path parameter :gone: F/R", "client certificate /k/other.pfx: other.example"])
  }

  @Test func `An .http file has its requests, variables and files`() {
    let text = """
      @host = bank.example
      ### Get
      # @name Login
      POST https://{{host}}/soap HTTP/1.1
      SOAPAction: urn:get
      Content-Type: text/xml

      \(Self.envelope)

      ### From a file
      POST https://{{ host }}/soap
      Content-Type: application/soap+xml

      < ./body.xml
      ###
      GET https://h/
      """
    let contents = HTTPFileReader.read(Array(text.utf8)) { $0 == "body.xml" ? Array("<a/>".utf8) : nil }
    #expect(contents.requests.map(\.name) == ["Login", "From a file"])
    #expect(contents.requests[0].url == "https://{{host}}/soap" && contents.requests[0].action == "urn:get")
    #expect(contents.requests[0].envelope == Array(Self.envelope.utf8))
    #expect(contents.requests[1].envelope == Array("<a/>".utf8))
    #expect(contents.variables == [.init("host", "bank.example")])
    #expect(contents.notCarriedOver.count == 1)
  }

  @Test func `An archive's entries are requests, those of HTTP 2 too`() throws {
    let text = """
      {"log": {"entries": [{"request": {"method": "POST", "url": "https://h/s",
        "headers": [{"name": ":authority", "value": "h"}, {"name": "soapaction", "value": "\\"urn:get\\""},
          {"name": "cookie", "value": "geheim"}, {"name": "content-length", "value": "3"}],
        "postData": {"mimeType": "text/xml; charset=iso-8859-1", "text": "\(Self.quoted)"}}},
        {"request": {"method": "GET", "url": "https://h/x.png"}}, {}]}}
      """
    let contents = try HARReader.read(Array(text.utf8))
    #expect(contents.requests.map(\.name) == ["get"])
    #expect(contents.requests[0].encoding == "iso-8859-1" && contents.requests[0].headers == [])
    #expect(!"\(contents)".contains("geheim"))
    #expect(contents.notCarriedOver.contains("entry without a request: entry 3"))
  }

  @Test(arguments: [ExportKind.har, .postman])
  func `What is written reads back to the same requests`(kind: ExportKind) throws {
    var calls = CurlTests.calls
    calls[0].folders = ["Folder"]
    if kind == .har { (calls[0].user, calls[0].credential) = (nil, nil) }
    calls[1].connection = ConnectionChoice()
    let text = Array(kind.written(calls).text.utf8)
    let contents = try kind == .har ? HARReader.read(text) : PostmanReader.read(text)
    try #require(contents.requests.count == 2)
    for (request, call) in zip(contents.requests, calls) {
      #expect(request.title == call.title && request.url == call.url && request.envelope == call.body)
      #expect(request.action == call.action && request.user == call.user && request.credential == call.credential)
    }
    #expect(contents.requests[1].headers == [HTTPHeader("X-A", "b c")])
    #expect((contents.requests[1].identity != nil) == (kind == .har))
  }
}
