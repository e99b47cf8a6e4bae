internal import CLibXML2

/// The texts of the names and namespaces of one parse. libxml2 gives each the same address every time, so that a text is
/// made once and shared, and comparing two of them is comparing addresses.
final class NameTexts {
  private var entries = [(address: UnsafePointer<xmlChar>?, text: String)](repeating: (nil, ""), count: 512)

  /// - Parameter address: of a text in the parser's dictionary, which lives as long as the parser.
  subscript(address: UnsafePointer<xmlChar>) -> String {
    // Addresses are multiples of no more than a few bytes: two bits tell nothing.
    let slot = (Int(bitPattern: address) >> 2) & 511
    if entries[slot].address == address { return entries[slot].text }
    let text = String(cString: address)
    entries[slot] = (address, text)
    return text
  }
}
