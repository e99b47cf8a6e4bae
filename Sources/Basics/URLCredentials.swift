extension String {
  /// A URL without the `user:password@` of its authority (RFC 3986 section 3.2.1); other text stays as it is.
  public var withoutCredentials: String {
    guard let colon = firstIndex(of: ":"), self[colon...].hasPrefix("://") else { return self }
    let authorityStart = index(colon, offsetBy: 3)
    let authority = self[authorityStart...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard let at = authority.lastIndex(of: "@") else { return self }
    return String(self[..<authorityStart] + self[index(after: at)...])
  }
}
