import Basics
import Testing

@Suite struct JSONValueTests {
  @Test func `Members keep their order and null is written`() {
    let value: JSONValue = ["z": 1, "a": nil, "list": [true, "x", .double(1.5)], "empty": .array([])]
    #expect(value.description == #"{"z":1,"a":null,"list":[true,"x",1.5],"empty":[]}"#)
  }

  @Test func `The pretty form has one member a line`() {
    let value: JSONValue = ["a": [1, 2], "b": .object([])]
    #expect(value.pretty == "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {}\n}")
  }

  @Test func `Whatever steers a terminal is escaped`() {
    let value = JSONValue.string("a\u{1B}[31m\"\\\n\u{9B}\u{202E}\u{7F}é")
    #expect(value.description == #""a\u001b[31m\"\\\n\u009b\u202e\u007fé""#)
  }

  @Test func `A number that JSON cannot write becomes null`() {
    #expect(JSONValue.double(.nan).description == "null")
  }

  @Test(arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")])
  func `Base64 pads as RFC 4648 says`(plain: String, encoded: String) {
    #expect(Array(plain.utf8).base64 == encoded)
  }

  @Test func `Only the credentials of a URL are dropped`() {
    #expect("https://me:secret@host/a@b?c".withoutCredentials == "https://host/a@b?c")
    #expect("https://host/a@b".withoutCredentials == "https://host/a@b")
    #expect("me@host".withoutCredentials == "me@host")
  }
}
