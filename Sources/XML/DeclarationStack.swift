internal import CLibXML2

/// The namespace declarations in force, as texts that libxml2 may keep pointers to until the element ends.
struct DeclarationStack: ~Copyable {
  private var pairs: [UnsafePointer<xmlChar>?] = []
  private var counts: [Int] = []

  mutating func push(_ tag: StartTag) {
    guard let namespaces = tag.namespaces else { return counts.append(0) }
    let count = Int(tag.namespaceCount) * 2
    for index in 0..<count { pairs.append(namespaces[index].flatMap { UnsafePointer(xmlStrdup($0)) }) }
    counts.append(count)
  }

  mutating func pop() {
    for _ in 0..<(counts.popLast() ?? 0) { Self.free(pairs.removeLast()) }
  }

  deinit { for pointer in pairs { Self.free(pointer) } }

  private static func free(_ pointer: UnsafePointer<xmlChar>?) {
    signet_xml_free(UnsafeMutableRawPointer(mutating: pointer))
  }

  /// Pairs of prefix and URI: all in force, the innermost first, or those of the last element.
  mutating func withPointers(
    ofAll: Bool, _ body: (UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, Int32) -> Void
  ) {
    var chosen = ofAll ? innermostFirst : Array(pairs.suffix(counts.last ?? 0))
    let count = Int32(chosen.count / 2)
    chosen.withUnsafeMutableBufferPointer { body($0.baseAddress, count) }
  }

  private var innermostFirst: [UnsafePointer<xmlChar>?] {
    stride(from: pairs.count - 2, through: 0, by: -2).flatMap { [pairs[$0], pairs[$0 + 1]] }
  }
}
