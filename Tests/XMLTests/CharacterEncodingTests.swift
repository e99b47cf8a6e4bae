import Testing
import XML

@Suite struct CharacterEncodingTests {
  @Test(arguments: [
    ("ISO-8859-1", "é", [0xE9] as [UInt8]), ("windows-1252", "€", [0x80]), ("ISO-8859-15", "€", [0xA4]),
    ("Shift_JIS", "あ", [0x82, 0xA0]), ("ISO-2022-JP", "日", [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x1B, 0x28, 0x42]),
    ("UTF-16LE", "é", [0xE9, 0]), ("KOI8-R", "Я", [0xF1]), ("GB18030", "中", [0xD6, 0xD0]),
  ])
  func `Characters go there and back`(name: String, text: String, bytes: [UInt8]) throws {
    let encoding = try #require(CharacterEncoding(name))
    #expect(try encoding.encoded(Array(text.utf8)).get() == bytes)
    #expect(encoding.decoded(bytes).text == Array(text.utf8))
    #expect(encoding.decoded(bytes).replacements == 0)
  }

  @Test func `A name that is none is not handed to the library`() {
    for name in ["", "no-such", "UTF-8//TRANSLIT", "../x", "a b", "utf-8\0x", String(repeating: "a", count: 41)] {
      #expect(CharacterEncoding(name) == nil, "\(name)")
    }
  }

  @Test func `A byte that is no character is replaced and counted, and reading goes on`() throws {
    let encoding = try #require(CharacterEncoding("utf-8"))
    let (text, replacements) = encoding.decoded([0x61, 0xFF, 0xFE, 0x62, 0xC3])
    #expect(String(decoding: text, as: UTF8.self) == "a\u{FFFD}\u{FFFD}b\u{FFFD}")
    #expect(replacements == 3)
  }

  @Test func `A character that does not exist there is named by its place`() throws {
    let encoding = try #require(CharacterEncoding("iso-8859-1"))
    let error = #expect(throws: CharacterEncoding.Missing.self) { try encoding.encoded(Array("aé€b".utf8)).get() }
    #expect(error?.offset == 3)
  }

  @Test func `Texts longer than one step are whole`() throws {
    let encoding = try #require(CharacterEncoding("iso-8859-1"))
    let bytes = (0..<100_000).map { UInt8($0 % 255 + 1) }
    #expect(try encoding.encoded(encoding.decoded(bytes).text).get() == bytes)
  }
}
