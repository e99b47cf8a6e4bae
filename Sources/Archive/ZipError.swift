public import Basics

/// Why an archive, or an entry of it, is not unpacked.
public enum ZipError: Remediable, Equatable {
  /// There is no directory of its entries at its end, or not the one that its own words announce.
  case damaged(what: String)
  case tooMany(what: String, count: Int, limit: Int)
  /// An entry that would leave the folder that an archive is unpacked to.
  case outside(name: String)
  case repeated(name: String)
  case overlapping(name: String)
  case encrypted(name: String)
  /// A method of compression (APPNOTE section 4.4.5) other than stored and deflated.
  case method(name: String, number: Int)
  /// What is in an entry is not what the directory says.
  case contents(name: String, problem: String)

  public var code: String {
    switch self {
    case .damaged, .contents: "archive-damaged"
    case .tooMany: "archive-too-large"
    case .outside: "archive-entry-outside"
    case .repeated, .overlapping: "archive-ambiguous"
    case .encrypted: "archive-encrypted"
    case .method: "archive-method"
    }
  }

  public var summary: String {
    switch self {
    case .damaged(let what): "The archive is damaged: \(what)."
    case .tooMany(let what, _, let limit): "The archive has more than \(limit) \(what); it is not unpacked."
    case .outside(let name): "The archive's entry \"\(name.neutralised)\" would lie outside of it."
    case .repeated(let name): "The archive has the entry \"\(name.neutralised)\" twice."
    case .overlapping(let name): "The archive's entry \"\(name.neutralised)\" shares its bytes with another one."
    case .encrypted(let name): "The archive's entry \"\(name.neutralised)\" is encrypted."
    case .method(let name, _): "The archive's entry \"\(name.neutralised)\" is packed in a way that is not read here."
    case .contents(let name, _): "The archive's entry \"\(name.neutralised)\" cannot be unpacked."
    }
  }

  public var values: [String] {
    switch self {
    case .damaged, .outside, .repeated, .overlapping, .encrypted: []
    case .tooMany(_, let count, let limit): ["it says: \(count)", "limit: \(limit)"]
    case .method(_, let number): ["method: \(number)", "read here: 0 (stored), 8 (deflated)"]
    case .contents(_, let problem): [problem]
    }
  }

  public var remedy: String {
    switch self {
    case .damaged, .contents: "Get the archive again."
    case .tooMany, .outside, .repeated, .overlapping:
      "Do not trust it: ask whoever made it for another, or unpack it elsewhere and name the folder."
    case .encrypted, .method: "Unpack it with another program and name the folder."
    }
  }
}
