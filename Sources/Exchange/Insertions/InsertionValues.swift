public import Basics

/// What a draft's insertions are filled with, gathered at the time of sending.
public struct InsertionValues: Sendable {
  public var now: Timestamp
  public var random: @Sendable (_ count: Int) -> [UInt8]
  /// Contents by the path as it is written.
  public var files: [String: [UInt8]]
  /// By the insertion's marker.
  public var secrets: [String: Secret]

  public init(
    now: Timestamp, random: @escaping @Sendable (Int) -> [UInt8], files: [String: [UInt8]] = [:],
    secrets: [String: Secret] = [:]
  ) {
    self.now = now
    self.random = random
    self.files = files
    self.secrets = secrets
  }

  /// The value of an insertion, before it is put in form; nil when it was not gathered.
  func bytes(of insertion: Insertion) -> [UInt8]? {
    let value: [UInt8]?
    switch insertion.content {
    case .secret: value = secrets[insertion.marker]?.withBytes { $0 }
    case .builtIn(let builtIn): value = bytes(of: builtIn)
    }
    return insertion.isBase64 ? value?.base64Digits : value
  }

  private func bytes(of value: BuiltIn.Value) -> [UInt8]? {
    switch value {
    case .uuid: Array(uuid().utf8)
    case .timestamp(let offset, let format):
      Array(format.text(Timestamp(secondsSinceEpoch: now.secondsSinceEpoch + Int64(offset))).utf8)
    case .randomNumber(let range): Array(String(number(in: range)).utf8)
    case .randomText(let length): text(length)
    case .file(let path): files[path]
    case .fileBase64(let path): files[path]?.base64Digits
    case .braces: Array("{{".utf8)
    // Settled where variables are known.
    case .base64: nil
    }
  }

  private func uuid() -> String {
    var bytes = Array((random(16) + [UInt8](repeating: 0, count: 16)).prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x40
    bytes[8] = bytes[8] & 0x3F | 0x80
    let digits = bytes.hexadecimal()
    let groups = [8, 4, 4, 4, 12]
    var rest = digits[...]
    return groups.map { count in
      defer { rest = rest.dropFirst(count) }
      return String(rest.prefix(count))
    }.joined(separator: "-")
  }

  private func number(in range: ClosedRange<Int>) -> Int {
    let width = UInt64(bitPattern: Int64(range.upperBound)) &- UInt64(bitPattern: Int64(range.lowerBound))
    let draw = random(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let step = width == .max ? draw : draw % (width + 1)
    return Int(truncatingIfNeeded: UInt64(bitPattern: Int64(range.lowerBound)) &+ step)
  }

  private func text(_ length: Int) -> [UInt8] {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
    return random(length).map { letters[Int($0) % letters.count] }
  }
}
