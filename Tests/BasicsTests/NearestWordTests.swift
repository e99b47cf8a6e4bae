import Basics
import Testing

@Suite struct NearestWordTests {
  private static let words = ["identity", "url", "http-header", "time", "tls", "tags"]

  @Test(arguments: [
    ("idenity", "identity"), ("Identity", "identity"), ("identiyt", "identity"), ("httpHeader", "http-header"),
    ("ulr", "url"), ("tiem", "time"), ("tag", "tags"),
  ])
  func `a word with few wrong letters is known again`(word: String, meant: String) {
    #expect(NearestWord.to(word, among: Self.words) == meant)
  }

  @Test(arguments: ["", "x", "envelope", "tt", "-", String(repeating: "u", count: 100_000)])
  func `a word that is far from all is none of them`(word: String) {
    #expect(NearestWord.to(word, among: Self.words) == nil)
  }

  @Test func `the sentence ends with a full stop or the question`() {
    #expect(NearestWord.sentence("No key 'ulr'", "ulr", among: Self.words) == "No key 'ulr'; is 'url' meant?")
    #expect(NearestWord.sentence("No key 'zzz'", "zzz", among: Self.words) == "No key 'zzz'.")
  }
}
