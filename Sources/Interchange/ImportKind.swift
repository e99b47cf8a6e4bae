/// A kind of file that requests come from: commands, help and documentation read this table.
public enum ImportKind: String, Sendable, CaseIterable {
  case soapUI = "soapui"
  case curl, postman, insomnia, har, http

  /// What is read, for a command's help.
  public var title: String {
    switch self {
    case .soapUI: "SOAP requests of a SoapUI project"
    case .curl: "SOAP requests that curl makes"
    case .postman: "SOAP requests of a Postman collection"
    case .insomnia: "SOAP requests of an Insomnia export"
    case .har: "SOAP requests of an HTTP archive"
    case .http: "SOAP requests of an .http file"
    }
  }

  /// What the source looks like.
  public var source: String {
    switch self {
    case .soapUI: "A project file, or the folder of a composite project."
    case .curl: "Commands of curl as a shell has them, one or a whole script."
    case .postman: "A collection (v2.0 or v2.1) or an environment, exported as JSON."
    case .insomnia: "An export of version 4 or 5, JSON or YAML."
    case .har: "What a browser or a proxy recorded."
    case .http: "A file of requests as editors run them (.http, .rest)."
    }
  }

  /// As it stands on a command line.
  public var example: String {
    switch self {
    case .soapUI: "Bank-soapui-project.xml"
    case .curl: "calls.sh"
    case .postman: "Bank.postman_collection.json"
    case .insomnia: "Insomnia.yaml"
    case .har: "recorded.har"
    case .http: "calls.http"
    }
  }

  /// What the kind's own words become here.
  public var story: String {
    switch self {
    case .soapUI:
      "Properties become variables: ${#Project#host} is {{host}}. Test steps keep their order in their names."
    case .curl:
      "Nothing is run; variables of the shell become variables here, and of files only those beside the script are read."
    case .postman: "Folders and variables stay; scripts and other kinds of authorization are named."
    case .insomnia: "Folders, environments and client certificates stay; scripts and template tags are named."
    case .har: "Each entry that carries SOAP becomes a request; its answer is not kept."
    case .http: "Variables stay; of files only those beside it are read."
    }
  }
}
