/// A kind of file that requests come from: commands, help and documentation read this table.
public enum ImportKind: String, Sendable, CaseIterable {
  case soapUI = "soapui"

  /// What is read, for a command's help.
  public var title: String {
    switch self {
    case .soapUI: "SOAP requests of a SoapUI project"
    }
  }

  /// What the source looks like.
  public var source: String {
    switch self {
    case .soapUI: "A project file, or the folder of a composite project."
    }
  }

  /// As it stands on a command line.
  public var example: String {
    switch self {
    case .soapUI: "Bank-soapui-project.xml"
    }
  }

  /// What the kind's own words become here.
  public var story: String {
    switch self {
    case .soapUI:
      "Properties become variables: ${#Project#host} is {{host}}. Test steps keep their order in their names."
    }
  }
}
