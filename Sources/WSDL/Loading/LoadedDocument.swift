internal import Basics
internal import XML

/// A document as it was read.
public struct LoadedDocument: Sendable {
  /// URL or path.
  public var location: String
  public var bytes: [UInt8]
  /// Whether it is a copy that stands in for a document of the world.
  var isWellKnown: Bool
  var root: XMLElement

  init(location: String, bytes: [UInt8], isWellKnown: Bool = false) throws(DescriptionError) {
    self.location = location
    self.bytes = bytes
    self.isWellKnown = isWellKnown
    if bytes.starts(with: [0x1F, 0x8B, 0x08]) { throw .compressed(location: location) }
    let plain = DocumentType.removed(from: bytes)
    do throws(XMLProblem) {
      root = try XMLDocument(plain ?? bytes, limits: Self.limits).root
    } catch {
      throw .malformed(
        location: location, problem: error.summary, line: error.position?.line, hasDocumentType: plain != nil)
    }
  }

  private static let limits = XMLLimits(
    bytes: 64 * 1024 * 1024, depth: 200, namespacesInForce: 256, distinctNames: 20_000)
}
