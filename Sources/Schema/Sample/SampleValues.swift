internal import XML

/// What was found for samples, kept for the next: values of named simple types, and what stands for abstract elements.
final class SampleValues {
  private var spaces: [XMLName: ValueSpace?] = [:]
  private var values: [XMLName: String?] = [:]
  private var members: [XMLName: XMLName?] = [:]

  func space(of use: TypeUse, in set: SchemaSet) -> ValueSpace? {
    guard let name = use.name else { return ValueSpace(of: use, in: set) }
    if let known = spaces[name] { return known }
    let space = ValueSpace(of: use, in: set)
    spaces[name] = .some(space)
    return space
  }

  func member(of head: XMLName, _ find: () -> XMLName?) -> XMLName? {
    if let known = members[head] { return known }
    let member = find()
    members[head] = .some(member)
    return member
  }

  func value(of use: TypeUse, _ space: ValueSpace) -> String? {
    guard let name = use.name else { return ValueSampler(space: space).value }
    if let known = values[name] { return known }
    let value = ValueSampler(space: space).value
    values[name] = .some(value)
    return value
  }
}
