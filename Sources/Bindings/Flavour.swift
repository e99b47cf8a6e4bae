/// Which of the two WCF clients is the model; they differ in a few headers and in what they refuse.
public enum Flavour: String, Sendable, Hashable, CaseIterable {
  /// .NET Framework 4.8 (System.ServiceModel over HttpWebRequest).
  case netFramework
  /// .NET 6 and later (dotnet/wcf over HttpClient).
  case net

  public var title: String { self == .net ? ".NET" : ".NET Framework" }
}
