internal import XML

/// The values found for named simple types, kept for the next sample.
final class SampleValues {
  private var spaces: [XMLName: ValueSpace?] = [:]
  private var values: [XMLName: String?] = [:]

  func space(of use: TypeUse, in set: SchemaSet) -> ValueSpace? {
    guard let name = use.name else { return ValueSpace(of: use, in: set) }
    if let known = spaces[name] { return known }
    let space = ValueSpace(of: use, in: set)
    spaces[name] = .some(space)
    return space
  }

  func value(of use: TypeUse, _ space: ValueSpace) -> String? {
    guard let name = use.name else { return ValueSampler(space: space).value }
    if let known = values[name] { return known }
    let value = ValueSampler(space: space).value
    values[name] = .some(value)
    return value
  }
}
