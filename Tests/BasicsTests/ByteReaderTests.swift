import Basics
import Testing

@Suite struct ByteReaderTests {
  @Test func fieldsAreBigEndian() {
    var reader = ByteReader([0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0A] as [UInt8])
    #expect(reader.uint8() == 0x01)
    #expect(reader.uint16() == 0x0203)
    #expect(reader.uint24() == 0x040506)
    #expect(reader.uint32() == 0x0708_090A)
    #expect(reader.isAtEnd && reader.offset == 10)
  }

  @Test func aShortReadIsNilAndConsumesNothing() {
    var reader = ByteReader([0x00, 0x05, 0x01] as [UInt8])
    #expect(reader.uint32() == nil)
    #expect(reader.vector(lengthBytes: 2) == nil)
    #expect(reader.take(4) == nil)
    #expect(reader.take(-1) == nil)
    #expect(reader.remaining == 3)
  }

  @Test func aVectorEndsWhereItsLengthSays() {
    var reader = ByteReader([0x02, 0xAA, 0xBB, 0xCC] as [UInt8])
    #expect(reader.vector(lengthBytes: 1).map(Array.init) == [0xAA, 0xBB])
    #expect(Array(reader.rest()) == [0xCC])
  }
}
