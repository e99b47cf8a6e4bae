internal import XML

/// Finds a value that a simple type accepts: candidates, each checked against the type.
struct ValueSampler {
  let space: ValueSpace

  /// What is tried in turn: enumerated values, a type's usual values, its patterns, and those fitted to lengths and bounds.
  /// - Returns: nil when none is accepted.
  var value: String? {
    switch space.variety {
    case .atomic(let builtin): return firstAccepted(of: atomicCandidates(builtin))
    case .list(let item): return listValue(of: item)
    case .union(let members):
      let own = enumerated + patternCandidates
      if let value = firstAccepted(of: own.isEmpty ? [] : own) { return value }
      return members.lazy.compactMap { ValueSampler(space: $0).value }.first(where: space.accepts)
    }
  }

  private func firstAccepted(of candidates: some Sequence<String>) -> String? { candidates.first(where: space.accepts) }

  private var enumerated: [String] {
    space.steps.first { !$0.facets.enumeration.isEmpty }?.facets.enumeration.prefix(200).map(\.value) ?? []
  }

  private func atomicCandidates(_ builtin: BuiltinType) -> some Sequence<String> {
    let groups: [() -> [String]] = [
      { enumerated },
      { builtin.samples },
      { digitCandidates(builtin.form) },
      { boundCandidates(builtin.form) },
      { lengthCandidates(builtin) },
      { patternCandidates },
    ]
    return groups.lazy.flatMap { $0() }
  }

  private func listValue(of item: ValueSpace) -> String? {
    if let value = firstAccepted(of: enumerated + patternCandidates) { return value }
    guard let one = ValueSampler(space: item).value else { return nil }
    let wanted = space.steps.compactMap { $0.facets.length ?? $0.facets.minLength }.max() ?? 1
    return firstAccepted(
      of: [wanted, max(1, wanted), 0].map { Array(repeating: one, count: min($0, 1000)).joined(separator: " ") })
  }
}

extension ValueSampler {
  /// Each pattern written with its least repetitions, then with more, in each branch of its choices.
  private var patternCandidates: [String] {
    let patterns = space.steps.flatMap(\.patterns).prefix(20)
    let lengths = lengths.flatMap { [$0, $0 - 1, $0 - 2] }.filter { (0...5000).contains($0) }
    return patterns.flatMap { pattern in
      (Self.extras + lengths).flatMap { extra in
        (0..<min(pattern.branches, 12)).compactMap { pattern.text(extra: extra, branch: $0) }
      }
    }
  }

  private static let extras = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 17, 19, 23, 31, 35, 63, 127, 255]

  private var lengths: [Int] {
    space.steps.flatMap { [$0.facets.length, $0.facets.minLength, $0.facets.maxLength] }.compactMap { $0 }
  }

  private func lengthCandidates(_ builtin: BuiltinType) -> [String] {
    lengths.sorted().filter { $0 <= 100_000 }.flatMap { length in
      builtin.samples.prefix(2).map { Self.fitted($0, to: length, builtin.form) }
    }
  }

  /// A value of that length, by its beginning repeated.
  private static func fitted(_ sample: String, to length: Int, _ form: LexicalForm) -> String {
    switch form {
    case .hexBinary: return String(repeating: "00", count: length)
    case .base64Binary:
      let rest = ["", "AA==", "AAA="][length % 3]
      return String(repeating: "AAAA", count: length / 3) + rest
    case .text where sample.hasPrefix("http:"): return padded("urn:a", to: length, with: "a")
    case .language: return length < 3 ? "en" : "en-" + String(repeating: "a", count: min(length - 3, 8))
    default: return padded(sample, to: length, with: "x")
    }
  }

  private static func padded(_ text: String, to length: Int, with filling: Character) -> String {
    String(text.prefix(length)) + String(repeating: filling, count: max(0, length - text.count))
  }

  private func digitCandidates(_ form: LexicalForm) -> [String] {
    guard form == .decimal || form == .integer else { return [] }
    return ["1.0", "1", "0", "0.1", "0.01"]
  }

  /// The bounds themselves, and what lies beside them.
  private func boundCandidates(_ form: LexicalForm) -> [String] {
    let bounds = space.steps.flatMap {
      [$0.facets.minInclusive, $0.facets.minExclusive, $0.facets.maxInclusive, $0.facets.maxExclusive]
    }.compactMap { $0 }
    guard form == .decimal || form == .integer || form == .float else { return bounds }
    return bounds
      + bounds.flatMap { bound -> [String] in
        guard let number = DecimalNumber(bound) else { return [] }
        return [0, 1, 2, 3, 6].flatMap { place in
          [1, -1].compactMap { number.moved(by: $0, atPlace: place)?.text }
        }
      }
  }
}

extension ValueSampler {
  /// The next numbers, then the value with one character, from the last on, replaced by another of its kind.
  static func variants(of value: String) -> some Sequence<String> {
    let numbers = Int32(value).map { first in (1...200).map { String(Int(first) + $0) } } ?? []
    return [AnySequence(numbers), AnySequence(changed(value))].lazy.joined()
  }

  private static func changed(_ value: String) -> some Sequence<String> {
    let scalars = Array(value.unicodeScalars)
    return scalars.indices.reversed().prefix(12).lazy.flatMap { place in
      Self.replacements.lazy.map { replacement in
        var changed = scalars
        changed[place] = replacement
        return String(String.UnicodeScalarView(changed))
      }
    }
  }

  private static let replacements = Array("23456789BCDEFGHIJKLMNOPQRSTUVWXYZbcdefghijklmnopqrstuvwxyz".unicodeScalars)
}
