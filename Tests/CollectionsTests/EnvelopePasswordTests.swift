import Basics
import Collections
import Testing

@Suite struct EnvelopePasswordTests {
  private static func token(_ password: String, attributes: String = "") -> [UInt8] {
    Array(
      "<e><wsse:UsernameToken><wsse:Username>u</wsse:Username><wsse:Password\(attributes)>\(password)</wsse:Password></wsse:UsernameToken></e>"
        .utf8)
  }

  @Test func `only a password in clear is one`() {
    let found = { (envelope: [UInt8]) in
      UsernameTokenPasswords.ranges(in: envelope).map { String(decoding: envelope[$0], as: UTF8.self) }
    }
    #expect(found(Self.token(" hunter2\n")) == ["hunter2"])
    #expect(found(Self.token("<![CDATA[hun<ter2]]>")) == ["hun<ter2"])
    #expect(found(Self.token("x", attributes: " Type=\"urn:a#PasswordText\"")) == ["x"])
    #expect(found(Self.token("x", attributes: " Type=\"urn:a#PasswordDigest\"")).isEmpty)
    for text in ["", "?", "{{password}}", "  "] { #expect(found(Self.token(text)).isEmpty) }
    #expect(found(Array("<e><Password>business</Password></e>".utf8)).isEmpty)
    #expect(found(Array("<UsernameToken/><Password>".utf8)).isEmpty)
    #expect(found(Array("<UsernameToken><Password".utf8)).isEmpty)
    let wide = Self.token("hunter2").flatMap { byte -> [UInt8] in [byte, 0] }
    #expect(found(wide).map { $0.filter { $0 != "\0" } } == ["hunter2"])
  }

  @Test func `it is refused on save, and one that stands there already does not hinder`() throws {
    let disk = TemporaryFolder()
    let folder = CollectionFolder(path: disk.path)
    let request = StoredRequest(
      path: "R", document: RequestDocument(url: "http://h"), envelope: Self.token("hunter2"))
    let error = #expect(throws: CollectionError.self) { try folder.create(request) }
    #expect(error?.code == "literal-secret")
    #expect(error?.message.contains("hunter2") == false && error?.message.contains("{{name}}") == true)
    #expect(disk.names() == ["collection.yaml"])
    var safe = request
    safe.envelope = Self.token("{{password}}")
    try folder.create(safe)

    disk.write("url: http://h\n", to: "Old.yaml")
    disk.write(Self.token("hunter2"), to: "Old.xml")
    var old = try folder.request(at: "Old")
    old.envelope?.append(0x0A)
    #expect(throws: Never.self) { try folder.save(old) }
  }
}
