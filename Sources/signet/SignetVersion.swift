/// What `--version` prints.
enum SignetVersion {
  static let text = "signet 0.1.0"
}
