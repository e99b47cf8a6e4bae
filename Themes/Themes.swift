/// The themes that come with the program, as YAML files built into it: no file has to be found when it starts.
public enum StandardThemes {
  /// Names, the default first.
  public static let names = ["dark", "light", "contrast", "sixteen", "mono"]

  /// The bytes of `Themes/NAME.yaml`; nil when there is no such theme.
  public static func yaml(named name: String) -> [UInt8]? {
    switch name {
    case "dark": PackageResources.dark_yaml
    case "light": PackageResources.light_yaml
    case "contrast": PackageResources.contrast_yaml
    case "sixteen": PackageResources.sixteen_yaml
    case "mono": PackageResources.mono_yaml
    default: nil
    }
  }
}
