import Basics
import Testing

@Suite struct HexDumpTests {
  @Test func aRowHasOffsetSixteenBytesAndTheirText() {
    let dump = HexDump(Array(0x3A..<0x4C) + [0x1B, 0xFF])
    #expect(dump.rowCount == 2)
    #expect(dump.line(0) == "0000  3a 3b 3c 3d 3e 3f 40 41  42 43 44 45 46 47 48 49  :;<=>?@ABCDEFGHI")
    #expect(dump.line(1) == "0010  4a 4b 1b ff                                       JK..")
  }

  @Test func everyByteIsFoundInItsColumn() {
    let dump = HexDump(Array(0..<16))
    let digits = Array(dump.hexadecimal(0))
    for byte in 0..<16 {
      let column = HexDump.column(ofByte: byte)
      #expect(String(digits[column..<column + 2]) == "0" + String(byte, radix: 16))
    }
    #expect(digits.count == HexDump.hexColumns)
  }

  @Test func emptyAndLongBytesAreFine() {
    #expect(HexDump([]).rowCount == 0)
    #expect(HexDump([]).line(3) == "0030  " + String(repeating: " ", count: 50))
    #expect(HexDump(Array(repeating: 0, count: 70_000)).offset(4374) == "11160")
  }
}
