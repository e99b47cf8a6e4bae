/// A kind of file that requests come from: commands, help and documentation read this table.
public enum ImportKind: String, Sendable, CaseIterable {
  case soapUI = "soapui"
  case curl

  /// What is read, for a command's help.
  public var title: String {
    switch self {
    case .soapUI: "SOAP requests of a SoapUI project"
    case .curl: "SOAP requests that curl makes"
    }
  }

  /// What the source looks like.
  public var source: String {
    switch self {
    case .soapUI: "A project file, or the folder of a composite project."
    case .curl: "Commands of curl as a shell has them, one or a whole script."
    }
  }

  /// As it stands on a command line.
  public var example: String {
    switch self {
    case .soapUI: "Bank-soapui-project.xml"
    case .curl: "calls.sh"
    }
  }

  /// What the kind's own words become here.
  public var story: String {
    switch self {
    case .soapUI:
      "Properties become variables: ${#Project#host} is {{host}}. Test steps keep their order in their names."
    case .curl:
      "Nothing is run; variables of the shell become variables here, and of files only those beside the script are read."
    }
  }
}
