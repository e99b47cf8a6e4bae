/// A folder of requests that can be shared: no path of a person's machine and no secret is in it.
public struct Collection: Sendable, Equatable {
  /// Absolute path of the folder.
  public var folder: String
  /// `name` of `collection.yaml`, else the folder's own.
  public var name: String
  /// `defaults` of `collection.yaml`: what a request that does not say otherwise uses.
  public var defaults: RequestDocument
  /// `variables` of `collection.yaml`.
  public var variables: [Variable]
  /// `environment` of `collection.yaml`: the one that holds when nobody chooses another.
  public var chosenEnvironment: String?
  /// `environments/*.yaml`, by name.
  public var environments: [Environment]
  /// `folder.yaml` of each folder that has one.
  public var folderSettings: [FolderSettings]
  /// `order` of `collection.yaml`: paths or patterns of requests that `run` takes first.
  public var order: [String]
  /// Folders first, each by name.
  public var items: [Item]
  /// False when nothing is where the folder should be: the first request makes it.
  public var isThere = true
  /// What could not be read. The rest is here all the same.
  public var problems: [Problem]
  /// Texts of the YAML files with placeholders in them, by path: where something stands in them is looked up here.
  var placeholderFiles: [String: String] = [:]

  public init(
    folder: String, name: String, defaults: RequestDocument = RequestDocument(), variables: [Variable] = [],
    chosenEnvironment: String? = nil, environments: [Environment] = [], folderSettings: [FolderSettings] = [],
    order: [String] = [], items: [Item] = [], problems: [Problem] = []
  ) {
    self.folder = folder
    self.name = name
    self.defaults = defaults
    self.variables = variables
    self.chosenEnvironment = chosenEnvironment
    self.environments = environments
    self.folderSettings = folderSettings
    self.order = order
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

  /// One file of `environments/`: values for the system that requests go to.
  public struct Environment: Sendable, Equatable {
    public var name: String
    /// Relative to the collection's folder.
    public var file: String
    public var variables: [Variable]

    public init(name: String, file: String, variables: [Variable]) {
      self.name = name
      self.file = file
      self.variables = variables
    }
  }

  /// What the requests of a folder share, and those of the folders in it.
  public struct FolderSettings: Sendable, Equatable {
    /// Of the folder, relative to the collection's.
    public var path: String
    public var defaults: RequestDocument
    public var variables: [Variable]

    public init(path: String, defaults: RequestDocument = RequestDocument(), variables: [Variable] = []) {
      self.path = path
      self.defaults = defaults
      self.variables = variables
    }

    var file: String { "\(path)/\(CollectionFolder.folderFile)" }
  }

  /// Something about one of the files that a person should see.
  public struct Problem: Sendable, Hashable {
    public enum Severity: Sendable, Hashable { case warning, error }
    public var severity: Severity
    /// Relative to the collection's folder.
    public var file: String
    /// 1-based; nil when it is about the whole file.
    public var line: Int?
    /// 1-based, in characters; nil when it is about the whole line.
    public var column: Int?
    public var text: String
    /// A key that is nearly a known one: what it should say is missing, so that a run must not pass without it.
    public var isMisspelling: Bool
    /// The file is right as far as it goes: a request was begun that does not say yet where it goes.
    public var isUnfinished: Bool

    public init(
      severity: Severity, file: String, line: Int?, column: Int? = nil, text: String, isMisspelling: Bool = false,
      isUnfinished: Bool = false
    ) {
      self.severity = severity
      self.isMisspelling = isMisspelling
      self.isUnfinished = isUnfinished
      self.file = file
      self.line = line
      self.column = column
      self.text = text
    }

    /// `billing/Invoice.yaml:3:1: …`
    public var description: String {
      "\(file):" + (line.map { "\($0):" } ?? "") + (column.map { "\($0):" } ?? "") + " \(text)"
    }
  }

  /// Every request, in the order of the tree.
  public var requests: [StoredRequest] { Self.requests(in: items) }

  public func request(at path: String) -> StoredRequest? { requests.first { $0.path == path } }

  /// Of the folders that a request lies in, its own first.
  func settings(above path: String) -> [FolderSettings] {
    folderSettings.filter { path.utf8.starts(with: "\($0.path)/".utf8) }.sorted {
      $0.path.utf8.count > $1.path.utf8.count
    }
  }

  /// What a request at that path uses where it does not say otherwise: its folder's defaults over those of the folders
  /// around it, over the collection's.
  public func defaults(of path: String) -> RequestDocument {
    if folderSettings.isEmpty { return defaults }
    return settings(above: path).map(\.defaults).reversed().reduce(defaults) { $1.over($0) }
  }

  private static func requests(in items: [Item]) -> [StoredRequest] {
    items.flatMap { item in
      switch item {
      case .folder(let folder): requests(in: folder.items)
      case .request(let request): [request]
      }
    }
  }
}
