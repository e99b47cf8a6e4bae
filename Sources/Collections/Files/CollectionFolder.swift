internal import Basics

/// The files of a collection. Blocks on the disk: not for the thread that paints.
public struct CollectionFolder: Sendable {
  /// Absolute path, without a slash at its end.
  public let path: String

  static let mainFile = "collection.yaml"
  /// What the requests of one folder share.
  static let folderFile = "folder.yaml"
  static let environmentsFolder = "environments"
  /// Of the service descriptions that are kept beside requests.
  public static let descriptionFolder = "wsdl"
  static let documentLimit = 1024 * 1024
  static let envelopeLimit = 64 * 1024 * 1024
  /// Folders in folders that are looked into.
  static let depthLimit = 16

  /// - Parameter path: absolute, relative to the current folder, or beginning with `~/`. It need not exist yet.
  public init(path: String) {
    var absolute = Disk.absolute(path)
    while absolute.count > 1 && absolute.hasSuffix("/") { absolute.removeLast() }
    self.path = Disk.resolved(absolute) ?? absolute
  }

  func documentPath(_ request: String) -> String { "\(path)/\(request).yaml" }

  /// Where the envelope stands. What is shared must not make anybody send a file from elsewhere on their machine.
  func envelopePath(_ request: String, _ document: RequestDocument) throws(CollectionError) -> String {
    let folder = request.lastIndex(of: "/").map { request[...$0] } ?? ""
    let file = document.envelope.map { folder + $0 } ?? "\(request).xml"
    guard file.utf8.first != UInt8(ascii: "/"), !file.hasStepUp else { throw .outside(path: file) }
    return try inside("\(path)/\(file)")
  }

  /// The same path, once it is sure that no link leads out of the collection; of what is not there yet, the folder that it
  /// would be made in.
  func inside(_ file: String) throws(CollectionError) -> String {
    var known = file[...]
    while known.utf8.count > path.utf8.count {
      if let real = Disk.resolved(String(known)) {
        guard real == path || real.hasPrefix(path == "/" ? "/" : path + "/") else { throw .outside(path: file) }
        return file
      }
      guard let slash = known.utf8.lastIndex(of: UInt8(ascii: "/")) else { return file }
      known = known[..<slash]
    }
    return file
  }
}

extension StoredRequest.Stamp {
  init(document: [UInt8]?, envelope: [UInt8]?) {
    self.init(document: document.map(Self.digest), envelope: envelope.map(Self.digest))
  }

  /// FNV-1a: notices a change, withstands no attacker, who could write the file anyway.
  public static func digest(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
