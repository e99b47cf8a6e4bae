/// A folder of requests that can be shared: no path of a person's machine and no secret is in it.
public struct Collection: Sendable, Equatable {
  /// Absolute path of the folder.
  public var folder: String
  /// `name` of `collection.yaml`, else the folder's own.
  public var name: String
  /// `defaults` of `collection.yaml`: what a request that does not say otherwise uses.
  public var defaults: RequestDocument
  /// Folders first, each by name.
  public var items: [Item]
  /// What could not be read. The rest is here all the same.
  public var problems: [Problem]

  public init(
    folder: String, name: String, defaults: RequestDocument = RequestDocument(), items: [Item] = [],
    problems: [Problem] = []
  ) {
    self.folder = folder
    self.name = name
    self.defaults = defaults
    self.items = items
    self.problems = problems
  }

  public enum Item: Sendable, Equatable {
    case folder(Folder)
    case request(StoredRequest)

    /// Relative to the collection's folder, `/` between folders, without `.yaml`.
    public var path: String {
      switch self {
      case .folder(let folder): folder.path
      case .request(let request): request.path
      }
    }
  }

  public struct Folder: Sendable, Equatable {
    public var path: String
    public var items: [Item]

    public init(path: String, items: [Item]) {
      self.path = path
      self.items = items
    }
  }

  /// Something about one of the files that a person should see.
  public struct Problem: Sendable, Hashable {
    public enum Severity: Sendable, Hashable { case warning, error }
    public var severity: Severity
    /// Relative to the collection's folder.
    public var file: String
    /// 1-based; nil when it is about the whole file.
    public var line: Int?
    public var text: String

    public init(severity: Severity, file: String, line: Int?, text: String) {
      self.severity = severity
      self.file = file
      self.line = line
      self.text = text
    }

    /// `billing/Invoice.yaml:3: …`
    public var description: String { "\(file):" + (line.map { "\($0):" } ?? "") + " \(text)" }
  }

  /// Every request, in the order of the tree.
  public var requests: [StoredRequest] { Self.requests(in: items) }

  public func request(at path: String) -> StoredRequest? { requests.first { $0.path == path } }

  private static func requests(in items: [Item]) -> [StoredRequest] {
    items.flatMap { item in
      switch item {
      case .folder(let folder): requests(in: folder.items)
      case .request(let request): [request]
      }
    }
  }
}
