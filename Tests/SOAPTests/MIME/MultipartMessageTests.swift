import Basics
import SOAP
import Testing
import XML

@Suite struct MultipartMessageTests {
  private func read(_ body: [UInt8], _ contentType: String = MultipartVector.mtom) -> MultipartMessage {
    MultipartMessage(body: body, contentType: ContentType(contentType), written: contentType)
  }

  private func problems(_ message: MultipartMessage) -> [String] {
    message.problems.filter { $0.severity != .note }.map(\.code)
  }

  @Test func `There are as many vectors as ways to write it`() {
    #expect(MultipartVector.all.count == 23)
    #expect(Set(MultipartVector.all.map(\.name)).count == 23)
  }

  @Test(arguments: MultipartVector.all)
  func `Parts, envelope and what was overlooked`(vector: MultipartVector) throws {
    let message = read(vector.body, vector.contentType)
    #expect(message.attachments.map(\.part.bytes) == [vector.attachment])
    #expect(problems(message) == vector.problems)
    let root = try #require(message.root)
    #expect(root.contentID == "root@x")
    let envelope = String(decoding: message.envelope, as: UTF8.self)
    if let content = vector.content {
      #expect(envelope.contains("<m:data>\(content)</m:data>"))
      #expect(!envelope.contains("Include"))
      #expect(message.attachments.allSatisfy { $0.isInEnvelope })
    } else {
      #expect(message.envelope == root.bytes)
      #expect(message.attachments.allSatisfy { !$0.isInEnvelope })
    }
    #expect(WellFormedness.check(message.envelope) == nil)
  }

  @Test func `A part that is encoded is read, and told as a note with what .NET says`() {
    let vector = MultipartVector.all.first { $0.name == "a part in base64" }
    let message = read(vector?.body ?? [])
    #expect(message.problems.map(\.severity) == [.note])
    #expect(message.problems.first?.wcf == "MtomInvalidTransferEncodingForMimePart")
  }

  @Test(.timeLimit(.minutes(1))) func `Thousands of includes among many parts cost a pass, and are told once`() {
    let include = "<i:Include xmlns:i='http://www.w3.org/2004/08/xop/include' href='cid:%61tt0@x'/>"
    let gone = include.replacing("att0", with: "gone").replacing("%61tt0", with: "gone")
    let root = "<a>" + String(repeating: "<b>\(include)</b><b>\(gone)</b>", count: 10_000) + "</a>"
    let parts = (0..<900).map { MultipartVector.part([0x78], "Content-ID: <att\($0)@x>") }
    let message = read(
      MultipartVector.join(
        [MultipartVector.part(Array(root.utf8), "Content-Type: application/xop+xml\r\nContent-ID: <root@x>")] + parts))
    #expect(
      problems(message) == ["xop-part-missing", "xop-part-shared"]
        || problems(message) == ["xop-part-shared", "xop-part-missing"])
    #expect(message.attachments.filter(\.isInEnvelope).count == 1)
  }

  @Test func `A part in quoted-printable is decoded`() {
    let headers = "Content-ID: <att1@x>\r\nContent-Transfer-Encoding: Quoted-Printable"
    let part = MultipartVector.part(Array("a=3Db=\r\nc=".utf8), headers)
    #expect(
      read(MultipartVector.join([MultipartVector.root(), part])).attachments[0].part.bytes == Array("a=bc=".utf8))
  }

  @Test func `A part that is not the base64 that it claims to be stays as it came`() {
    let headers = "Content-ID: <att1@x>\r\nContent-Transfer-Encoding: base64"
    let message = read(
      MultipartVector.join([MultipartVector.root(), MultipartVector.part(Array("no!".utf8), headers)]))
    #expect(problems(message) == ["multipart-damaged-part"])
    #expect(message.attachments[0].part.bytes == Array("no!".utf8))
  }

  @Test func `Without a boundary there is nothing to read`() {
    let message = read(Array("--x\r\n".utf8), "multipart/related; type=\"text/xml\"")
    #expect(problems(message) == ["multipart-boundary-missing"])
    #expect(message.root == nil && message.envelope.isEmpty)
  }

  @Test func `A boundary that does not occur is named`() {
    let message = read(Array("<s:Envelope/>".utf8))
    #expect(problems(message) == ["multipart-without-parts"])
    #expect(message.problems[0].values == ["boundary: MIME_b"])
  }

  @Test func `MIME headers at the start of the body are believed when HTTP names no boundary`() {
    let inner = Array("MIME-Version: 1.0\r\nContent-Type: \(MultipartVector.mtom)\r\n\r\n".utf8)
    let message = read(
      inner + MultipartVector.join([MultipartVector.root(), MultipartVector.part()], before: "\r\n"),
      "multipart/related; type=application/xop+xml")
    #expect(problems(message) == ["multipart-headers-in-body"])
    #expect(message.attachments.map(\.isInEnvelope) == [true])
  }

  @Test func `A start that no part has falls back to the first part`() {
    let message = read(MultipartVector.join([MultipartVector.root(id: "other"), MultipartVector.part()]))
    #expect(problems(message) == ["multipart-root-missing"])
    #expect(message.root?.contentID == "other")
  }

  @Test func `A cut-off answer gives the parts that came`() {
    let whole = MultipartVector.join([MultipartVector.root(), MultipartVector.part()])
    let message = read(Array(whole.prefix(whole.count - 200)))
    #expect(problems(message) == ["multipart-unterminated"])
    #expect(message.attachments[0].part.bytes.count > 700)
  }

  @Test func `An include with text beside it is left alone`() {
    let message = read(
      MultipartVector.join([MultipartVector.root("x" + MultipartVector.include()), MultipartVector.part()]))
    #expect(problems(message) == ["xop-include-misplaced"])
    #expect(message.envelope == message.root?.bytes)
  }

  @Test func `An include with its own end tag and white space around it is put back`() {
    let open = "\n <i:Include xmlns:i=\"http://www.w3.org/2004/08/xop/include\" href=\"cid:att1@x\"> </i:Include>\n"
    let message = read(MultipartVector.join([MultipartVector.root(open), MultipartVector.part([1, 2, 3])]))
    #expect(problems(message).isEmpty)
    #expect(String(decoding: message.envelope, as: UTF8.self).contains("<m:data>\n AQID\n</m:data>"))
  }

  @Test func `An element that is only called Include is none`() {
    let other = "<Include xmlns=\"urn:other\" href=\"cid:att1@x\"/>"
    let message = read(MultipartVector.join([MultipartVector.root(other), MultipartVector.part()]))
    #expect(problems(message).isEmpty && message.envelope == message.root?.bytes)
  }

  @Test func `An envelope in UTF-16 takes its parts too`() throws {
    let root = String(decoding: MultipartVector.root(), as: UTF8.self)
    let end = try #require(root.firstRange(of: "\r\n\r\n")).upperBound
    var bytes: [UInt8] = [0xFF, 0xFE]
    for unit in root[end...].utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    let message = read(MultipartVector.join([Array(root[..<end].utf8) + bytes, MultipartVector.part([0])]))
    #expect(String(decoding: message.envelope, as: UTF8.self).contains("<m:data>AA==</m:data>"))
  }

  @Test func `One small part included often does not grow beyond the limit`() {
    let part = [UInt8](repeating: 7, count: 1 << 20)
    let includes = String(repeating: MultipartVector.include() + "</m:data><m:data>", count: 60)
    let message = read(
      MultipartVector.join([MultipartVector.root(includes + MultipartVector.include()), MultipartVector.part(part)]))
    #expect(problems(message).last == "xop-too-large")
    #expect(message.envelope == message.root?.bytes)
    #expect(message.attachments.map(\.part.bytes.count) == [1 << 20])
  }

  @Test func `More parts than anybody sends are not read`() {
    let message = read(MultipartVector.join([MultipartVector.root()] + Array(repeating: [0x0D, 0x0A], count: 1200)))
    // The part that is included is none of them.
    #expect(problems(message) == ["multipart-too-many-parts", "xop-part-missing"])
    #expect(message.attachments.count == 999)
  }

  @Test func `A content type is read as servers write it`() {
    let type = ContentType(" Text/XML ;charset = \"UTF-8\" ; x=\"a\\\"b;c\" ;; =no; Action=urn:a")
    #expect(type.mediaType == "text/xml")
    #expect(type.charset == "utf-8")
    #expect(type["x"] == "a\"b;c")
    #expect(type["action"] == "urn:a")
    #expect(type.parameters.map(\.name) == ["charset", "x", "action"])
    #expect(type.isLoose)
    #expect(!ContentType("text/xml; charset=utf-8").isLoose)
    #expect(ContentType("a; b=\"never closed").isLoose)
    #expect(ContentType("").mediaType.isEmpty)
  }
}
