import Foundation
import Testing

@testable import Terminal

@Suite struct ClipboardOfferTests {
  @Test("A terminal gets one OSC 52, with its text in Base64")
  func plain() {
    #expect(ClipboardOffer(Array("clip".utf8)).bytes(throughScreen: false) == Array("\u{1B}]52;c;Y2xpcA==\u{7}".utf8))
  }

  @Test("GNU screen gets it in strings that it hands on whole", arguments: [0, 1, 515, 516, 517, 5000])
  func screen(count: Int) {
    let offer = ClipboardOffer([UInt8](repeating: 0x61, count: count))
    let wrapped = String(decoding: offer.bytes(throughScreen: true), as: UTF8.self)
    let pieces = wrapped.components(separatedBy: "\u{1B}P").dropFirst()
    #expect(pieces.allSatisfy { $0.hasSuffix("\u{1B}\\") && $0.utf8.count <= 702 })
    let handedOn = pieces.map { String($0.dropLast(2)) }.joined()
    #expect(Array(handedOn.utf8) == offer.bytes(throughScreen: false))
  }
}
