internal import Synchronization
internal import XML

/// The components that were read. What is kept is what would be read again: it changes no result.
final class SchemaCache: Sendable {
  private struct Kept {
    var elements: [XMLName: ElementDeclaration?] = [:]
    var types: [XMLName: TypeDefinition?] = [:]
    var groups: [XMLName: Particle?] = [:]
    var attributeGroups: [XMLName: ComplexType?] = [:]
    var contents: [XMLName: EffectiveContent] = [:]
    var members: [XMLName: [XMLName]] = [:]
    var derivations: [XMLName: [XMLName]] = [:]
  }

  private let kept = Mutex(Kept())

  func element(_ name: XMLName, read: () -> ElementDeclaration?) -> ElementDeclaration? {
    if let known = kept.withLock({ $0.elements[name] }) { return known }
    let value = read()
    kept.withLock { $0.elements[name] = .some(value) }
    return value
  }

  func type(_ name: XMLName, read: () -> TypeDefinition?) -> TypeDefinition? {
    if let known = kept.withLock({ $0.types[name] }) { return known }
    let value = read()
    kept.withLock { $0.types[name] = .some(value) }
    return value
  }

  func group(_ name: XMLName, read: () -> Particle?) -> Particle? {
    if let known = kept.withLock({ $0.groups[name] }) { return known }
    let value = read()
    kept.withLock { $0.groups[name] = .some(value) }
    return value
  }

  func attributeGroup(_ name: XMLName, read: () -> ComplexType?) -> ComplexType? {
    if let known = kept.withLock({ $0.attributeGroups[name] }) { return known }
    let value = read()
    kept.withLock { $0.attributeGroups[name] = .some(value) }
    return value
  }

  func members(of head: XMLName, read: () -> [XMLName]) -> [XMLName] {
    if let known = kept.withLock({ $0.members[head] }) { return known }
    let value = read()
    kept.withLock { $0.members[head] = value }
    return value
  }

  func derivations(of base: XMLName, read: () -> [XMLName]) -> [XMLName] {
    if let known = kept.withLock({ $0.derivations[base] }) { return known }
    let value = read()
    kept.withLock { $0.derivations[base] = value }
    return value
  }

  func content(_ name: XMLName, read: () -> EffectiveContent) -> EffectiveContent {
    if let known = kept.withLock({ $0.contents[name] }) { return known }
    let value = read()
    kept.withLock { $0.contents[name] = value }
    return value
  }
}
