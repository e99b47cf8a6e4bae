import Basics
import Testing

struct ByteSearchTests {
  @Test func `The first of several places is found, and the last possible one too`() {
    let bytes = Array("a--b--".utf8)
    #expect(bytes.firstPlace(of: "--") == 1..<3)
    #expect(bytes.firstPlace(of: "b--") == 3..<6)
  }

  @Test func `A slice is searched where it stands and no further`() {
    let slice = Array("--BEGIN--".utf8)[2..<7]
    #expect(slice.firstPlace(of: "GIN") == 4..<7)
    #expect(slice.firstPlace(of: "BEGIN--") == nil)
    #expect(slice.firstPlace(of: "-") == nil)
  }

  @Test func `A beginning that breaks off does not hide the place behind it`() {
    #expect(Array("---x--y".utf8).firstPlace(of: "--y") == 4..<7)
  }

  @Test func `An empty text stands nowhere, nor does one that is longer than what is searched`() {
    #expect(Array("abc".utf8).firstPlace(of: "") == nil)
    #expect([UInt8]().firstPlace(of: "a") == nil)
    #expect(Array("ab".utf8).firstPlace(of: "abc") == nil)
  }
}
