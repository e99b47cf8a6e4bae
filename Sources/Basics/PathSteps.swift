extension StringProtocol {
  /// Whether a step of the path leads up. By bytes, as the system splits it: a slash and a combining mark behind it are
  /// one character.
  package var hasStepUp: Bool { utf8.split(separator: UInt8(ascii: "/")).contains { $0.elementsEqual("..".utf8) } }
}
