public import Basics

extension XMLDocument {
  /// Where the start tags of elements end, found by reading the text once more: for messages.
  ///
  /// - Returns: nothing for elements that there are not, or a text that is not accepted.
  public static func positions(
    of paths: Set<XMLPath>, in bytes: [UInt8], limits: XMLLimits = XMLLimits()
  ) -> [XMLPath: SourcePosition] {
    guard (try? XMLScan.check(bytes, limits: limits)) != nil else { return [:] }
    var walk = ElementWalk()
    var positions: [XMLPath: SourcePosition] = [:]
    // The scanner is on this frame for as long as it calls back.
    unowned var running: Scanner?
    let scanner = Scanner(limits: limits) { event in
      guard let path = walk.take(event), paths.contains(path) else { return .proceed }
      positions[path] = running?.position
      return positions.count == paths.count ? .stop : .proceed
    }
    running = scanner
    defer { scanner.finish() }
    _ = scanner.run(bytes)
    return positions
  }
}

/// Counts child elements along a document.
private struct ElementWalk {
  /// Of each open element: how many of its child elements have begun.
  private var counts: [Int] = []
  private var path = XMLPath()

  /// - Returns: the path of the element that begins with the event; nil for other events.
  mutating func take(_ event: XMLScan.Event) -> XMLPath? {
    switch event {
    case .start:
      if let last = counts.indices.last {
        path = path.child(counts[last])
        counts[last] += 1
      }
      counts.append(0)
      return path
    case .end:
      counts.removeLast()
      path = path.parent ?? path
      return nil
    case .text, .comment, .instruction: return nil
    }
  }
}
