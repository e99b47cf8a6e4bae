extension String {
  /// A URL without the `user:password@` of its authority (RFC 3986 section 3.2.1); other text stays as it is.
  public var withoutCredentials: String {
    // By scalars: a combining mark behind a slash makes one character of both, and no delimiter of a URL.
    let scalars = unicodeScalars
    guard let colon = scalars.firstIndex(of: ":"), scalars[colon...].starts(with: "://".unicodeScalars) else {
      return self
    }
    let authorityStart = scalars.index(colon, offsetBy: 3)
    let authority = scalars[authorityStart...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard let at = authority.lastIndex(of: "@") else { return self }
    return String(scalars[..<authorityStart] + scalars[scalars.index(after: at)...])
  }
}
