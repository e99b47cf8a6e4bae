import Basics
import Testing

@Suite struct NeutralisedTests {
  @Test(arguments: [
    ("\u{1B}[31mred", "␛[31mred"), ("a\u{9B}1mb", "a\u{FFFD}1mb"), ("\u{7F}", "␡"), ("bell\u{07}", "bell␇"),
    ("evil\u{202E}gpj", "evil\u{FFFD}gpj"), ("two\nlines", "two␊lines"), ("Müller 漢字", "Müller 漢字"),
    ("zero\u{200B}width", "zero\u{FFFD}width"),
  ])
  func nothingInTextSteersTheTerminal(text: String, shown: String) {
    #expect(text.neutralised == shown)
  }

  @Test func linesAndTabsMayStayInTextOfSeveralLines() {
    #expect("a\tb\nc\u{1B}".neutralisedLines == "a\tb\nc␛")
  }

  @Test func hexadecimalHasTwoDigitsAByte() {
    #expect([0x00, 0x0F, 0xFF].map { UInt8($0) }.hexadecimal(separator: ":") == "00:0f:ff")
  }
}
