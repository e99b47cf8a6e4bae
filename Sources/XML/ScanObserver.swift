internal import CLibXML2

/// Sees what libxml2 calls back with, with its own pointers: they hold during the call only.
protocol ScanObserver: AnyObject {
  var hasEnough: Bool { get }
  func started(_ tag: StartTag, _ scanner: Scanner)
  func ended(_ tag: EndTag, _ scanner: Scanner)
  func characters(_ text: UnsafePointer<xmlChar>, _ length: Int32)
}

/// The arguments of libxml2's `startElementNs`.
struct StartTag {
  var local: UnsafePointer<xmlChar>?
  var prefix: UnsafePointer<xmlChar>?
  var uri: UnsafePointer<xmlChar>?
  var namespaceCount: Int32
  /// Pairs of prefix and URI.
  var namespaces: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  var attributeCount: Int32
  /// Five pointers each: local name, prefix, URI, begin and end of the value.
  var attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?

  func name(_ texts: NameTexts) -> XMLName { XMLName(local.map { texts[$0] } ?? "", in: uri.map { texts[$0] }) }
}

/// The arguments of libxml2's `endElementNs`.
struct EndTag {
  var local: UnsafePointer<xmlChar>?
  var prefix: UnsafePointer<xmlChar>?
  var uri: UnsafePointer<xmlChar>?
}
