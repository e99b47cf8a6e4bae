import Screen
import Testing

@Suite struct InputDecoderTests {
  @Test(arguments: [
    ("a", KeyChord(.character("a"))), ("é", KeyChord(.character("é"))), ("日", KeyChord(.character("日"))),
    ("🙂", KeyChord(.character("🙂"))), ("\r", KeyChord(.enter)), ("\n", KeyChord(.enter)), ("\t", KeyChord(.tab)),
    ("\u{7F}", KeyChord(.backspace)), ("\u{8}", KeyChord(.backspace)), ("\u{1}", KeyChord(.character("a"), .control)),
    ("\0", KeyChord(.character(" "), .control)), ("\u{1F}", KeyChord(.character("_"), .control)),
    ("\u{1B}x", KeyChord(.character("x"), .alt)), ("\u{1B}é", KeyChord(.character("é"), .alt)),
    ("\u{1B}\r", KeyChord(.enter, .alt)), ("\u{1B}\u{1}", KeyChord(.character("a"), [.alt, .control])),
    ("\u{1B}[A", KeyChord(.up)), ("\u{1B}OA", KeyChord(.up)), ("\u{1B}[1;5C", KeyChord(.right, .control)),
    ("\u{1B}[1;4D", KeyChord(.left, [.shift, .alt])), ("\u{1B}[H", KeyChord(.home)), ("\u{1B}OF", KeyChord(.end)),
    ("\u{1B}[1~", KeyChord(.home)), ("\u{1B}[4~", KeyChord(.end)), ("\u{1B}[2~", KeyChord(.insert)),
    ("\u{1B}[3;5~", KeyChord(.delete, .control)), ("\u{1B}[5~", KeyChord(.pageUp)), ("\u{1B}[6~", KeyChord(.pageDown)),
    ("\u{1B}OP", KeyChord(.function(1))), ("\u{1B}[[A", KeyChord(.function(1))), ("\u{1B}[[E", KeyChord(.function(5))),
    ("\u{1B}[15~", KeyChord(.function(5))), ("\u{1B}[17~", KeyChord(.function(6))),
    ("\u{1B}[24~", KeyChord(.function(12))), ("\u{1B}[1;2R", KeyChord(.function(3), .shift)),
    ("\u{1B}[Z", KeyChord(.backTab)), ("\u{1B}[9;2u", KeyChord(.backTab)), ("\u{1B}OM", KeyChord(.enter)),
    ("\u{1B}Op", KeyChord(.character("0"))), ("\u{1B}[13;5u", KeyChord(.enter, .control)),
    ("\u{1B}[27;5;13~", KeyChord(.enter, .control)), ("\u{1B}[97;6u", KeyChord(.character("A"), .control)),
    ("\u{1B}[27u", KeyChord(.escape)), ("\u{1B}[97:65;2:1u", KeyChord(.character("A"))),
  ])
  func `a key comes out as it was pressed, however its bytes are split`(bytes: String, chord: KeyChord) {
    let bytes = Array(bytes.utf8)
    #expect(decoded(bytes) == [.key(chord)])
    #expect(decoded(bytes, chunk: 1) == [.key(chord)])
  }

  @Test func `a lone Esc is a key once the wait is over`() {
    var decoder = InputDecoder()
    #expect(decoder.decode([0x1B]).isEmpty)
    #expect(decoder.patienceMilliseconds == 25)
    #expect(decoder.expire() == [.key(KeyChord(.escape))])
    #expect(decoder.patienceMilliseconds == nil)
  }

  @Test func `two Escs in a row are two keys`() {
    #expect(decoded([0x1B, 0x1B]) == [.key(KeyChord(.escape)), .key(KeyChord(.escape))])
  }

  @Test(arguments: ["[", "O", "]", "P"])
  func `Alt with an opening character is a key once the wait is over`(opener: String) {
    #expect(decoded(Array("\u{1B}\(opener)".utf8)) == [.key(KeyChord(.character(opener.unicodeScalars.first!), .alt))])
  }

  @Test(arguments: [
    "\u{1B}]11;rgb:0000/0000/0000\u{7}", "\u{1B}]52;c;aGVsbG8=\u{1B}\\", "\u{1B}P1$r0m\u{1B}\\",
    "\u{1B}_Gi=1;OK\u{1B}\\",
    "\u{1B}^private\u{1B}\\", "\u{1B}[?62;22c", "\u{1B}[>41;354;0c", "\u{1B}[24;80R", "\u{1B}[?2026;2$y", "\u{1B}[99~",
    "\u{1B}[1;2y", "\u{1B}[97;1:3u", "\u{1B}[57441u", "\u{1B}[<35;10;10M", "\u{1B}[<66;10;10M", "\u{1B}[<;;M",
    "\u{1B}[99999999999999999999A", "\u{1B}Oz", "\u{85}", "\u{1B}[12\u{18}",
  ])
  func `replies and unknown sequences never come out as text`(sequence: String) {
    let bytes = Array(sequence.utf8) + [UInt8(ascii: "q")]
    #expect(decoded(bytes) == [.key(KeyChord(.character("q")))])
    #expect(decoded(bytes, chunk: 1) == [.key(KeyChord(.character("q")))])
  }

  @Test func `a sequence without end is swallowed and keeps no memory`() {
    var decoder = InputDecoder()
    #expect(decoder.decode(Array("\u{1B}[".utf8) + Array(repeating: UInt8(ascii: "1"), count: 100_000)).isEmpty)
    #expect(decoder.expire().isEmpty)
    #expect(decoder.decode([UInt8(ascii: "q")]) == [.key(KeyChord(.character("q")))])
  }

  @Test func `an unfinished reply does not swallow what is typed after the wait`() {
    var decoder = InputDecoder()
    _ = decoder.decode(Array("\u{1B}]11;rgb:".utf8))
    #expect(decoder.expire().isEmpty)
    #expect(decoder.decode([UInt8(ascii: "q")]) == [.key(KeyChord(.character("q")))])
  }

  @Test(arguments: ["]11;rgb:", "Pab", "_x"])
  func `Esc ends an unfinished reply, however often it is pressed`(begun: String) {
    var decoder = InputDecoder()
    #expect(decoder.decode(Array("\u{1B}\(begun)\u{1B}".utf8)).isEmpty)
    #expect(decoder.patienceMilliseconds == 25)
    #expect(decoder.expire() == [.key(KeyChord(.escape))])
    #expect(decoded(Array("\u{1B}\(begun)\u{1B}[A".utf8)) == [.key(KeyChord(.up))])
    #expect(decoded(Array("\u{1B}\(begun)\u{1B}\\q".utf8)) == [.key(KeyChord(.character("q")))])
  }

  @Test(
    arguments: [
      ([0xFF], 1), ([0xC3, 0x28], 1), ([0xE2, 0x82], 1), ([0xC0, 0x80], 2), ([0xED, 0xA0, 0x80], 3),
      ([0xF4, 0x90, 0x80, 0x80], 4), ([0x80], 1),
    ] as [([UInt8], Int)])
  func `bytes that are not UTF-8 come out as replacement characters and swallow no key`(bytes: [UInt8], count: Int) {
    let events = decoded(bytes)
    #expect(events.filter { $0 == .key(KeyChord(.character("\u{FFFD}"))) }.count == count)
    #expect(decoded(bytes + [UInt8(ascii: "q")]).last == .key(KeyChord(.character("q"))))
  }

  @Test(arguments: [
    ("\u{1B}[<0;250;7M", MouseEvent.Action.press, MouseEvent.Button.left, 249, 6),
    ("\u{1B}[<2;1;1m", .release, .right, 0, 0), ("\u{1B}[<32;3;4M", .drag, .left, 2, 3),
    ("\u{1B}[<64;3;4M", .wheelUp, .none, 2, 3), ("\u{1B}[<65;3;4M", .wheelDown, .none, 2, 3),
    ("\u{1B}[M !!", .press, .left, 0, 0), ("\u{1B}[M#!!", .release, .none, 0, 0),
    ("\u{1B}[M`\"#", .wheelUp, .none, 1, 2),
  ])
  func `mouse reports of both kinds name action, button and place`(
    bytes: String, action: MouseEvent.Action, button: MouseEvent.Button, column: Int, row: Int
  ) {
    let expected = MouseEvent(action: action, button: button, position: Position(column: column, row: row))
    #expect(decoded(Array(bytes.utf8)) == [.mouse(expected)])
    #expect(decoded(Array(bytes.utf8), chunk: 1) == [.mouse(expected)])
  }

  @Test func `focus reports come out as such`() {
    #expect(decoded(Array("\u{1B}[I\u{1B}[O".utf8)) == [.focus(true), .focus(false)])
  }

  @Test func `a paste is one event with its escapes kept and its line ends as line feeds`() {
    let pasted = Array("\u{1B}[200~a\r\nb\rc\n\u{1B}[20x\u{1B}\u{1B}[201~q".utf8)
    let expected: [InputEvent] = [
      .paste(Array("a\nb\nc\n\u{1B}[20x\u{1B}".utf8)), .key(KeyChord(.character("q"))),
    ]
    #expect(decoded(pasted) == expected)
    #expect(decoded(pasted, chunk: 1) == expected)
    #expect(decoded(pasted, chunk: 7) == expected)
  }

  @Test func `a paste of a megabyte split over reads arrives whole and in linear time`() {
    let line = Array("<ns:Item xmlns:ns=\"urn:example\">1234567890</ns:Item>\n".utf8)
    let text = Array(repeatElement(line, count: 1024 * 1024 / line.count).joined())
    var decoder = InputDecoder()
    var events: [InputEvent] = decoder.decode(Array("\u{1B}[200~".utf8))
    for start in stride(from: 0, to: text.count, by: 4096) {
      events += decoder.decode(text[start..<min(start + 4096, text.count)])
    }
    events += decoder.decode(Array("\u{1B}[201~".utf8))
    #expect(events == [.paste(text)])
  }

  @Test func `a paste whose end is lost is delivered after the wait`() {
    var decoder = InputDecoder()
    #expect(decoder.decode(Array("\u{1B}[200~lost".utf8)).isEmpty)
    #expect(decoder.patienceMilliseconds == 5000)
    #expect(decoder.expire() == [.paste(Array("lost".utf8))])
  }

  @Test(arguments: 0..<200)
  func `any bytes at all decode alike however they are split, and leave no sequence behind`(seed: UInt64) {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    let alphabet: [UInt8] = Array("\u{1B}[]OPM<;:~uAm0123q\u{7}\\é".utf8) + [0xFF, 0x00, 0x80]
    let bytes = (0..<200).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return alphabet[Int(state >> 33) % alphabet.count]
    }
    #expect(decoded(bytes) == decoded(bytes, chunk: 3))
  }

  private func decoded(_ bytes: [UInt8], chunk: Int = .max) -> [InputEvent] {
    var decoder = InputDecoder()
    var events: [InputEvent] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      events += decoder.decode(rest.prefix(chunk))
      rest = rest.dropFirst(chunk)
    }
    return events + decoder.expire()
  }
}
