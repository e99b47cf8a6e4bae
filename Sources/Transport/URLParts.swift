internal import CCurl

/// Scheme and host of a URL as libcurl reads them, so that both mean the same server.
struct URLParts: Equatable {
  var scheme: String
  /// In ASCII (RFC 5890), without the brackets of an IPv6 address, its zone, or a trailing dot.
  var host: String

  /// Nil for what libcurl would refuse; a missing scheme is `http`.
  init?(_ url: String) {
    guard let handle = curl_url() else { return nil }
    defer { curl_url_cleanup(handle) }
    let flags = UInt32(CURLU_GUESS_SCHEME | CURLU_NON_SUPPORT_SCHEME)
    guard curl_url_set(handle, CURLUPART_URL, url, flags) == CURLUE_OK,
      let scheme = Self.part(CURLUPART_SCHEME, of: handle),
      let host = Self.part(CURLUPART_HOST, UInt32(CURLU_PUNYCODE), of: handle)
        ?? Self.part(CURLUPART_HOST, of: handle)
    else { return nil }
    self.scheme = scheme.lowercased()
    self.host = Self.bare(host)
  }

  /// What Host says for a URL (RFC 9110 section 7.2): the port only where it is not the scheme's own. Nil for what libcurl
  /// would refuse, or would write in its own way.
  static func authority(_ url: String) -> String? {
    guard let handle = curl_url() else { return nil }
    defer { curl_url_cleanup(handle) }
    guard curl_url_set(handle, CURLUPART_URL, url, UInt32(CURLU_GUESS_SCHEME)) == CURLUE_OK,
      let host = part(CURLUPART_HOST, UInt32(CURLU_PUNYCODE), of: handle) ?? part(CURLUPART_HOST, of: handle)
    else { return nil }
    // Older versions do not say how they write a name that is not in ASCII.
    guard host.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    let bare = host.hasPrefix("[") ? "[" + host.dropFirst().prefix { $0 != "%" && $0 != "]" } + "]" : host
    return part(CURLUPART_PORT, UInt32(CURLU_NO_DEFAULT_PORT), of: handle).map { "\(bare):\($0)" } ?? bare
  }

  private static func part(_ part: CURLUPart, _ flags: UInt32 = 0, of handle: OpaquePointer) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard curl_url_get(handle, part, &text, flags) == CURLUE_OK, let text else { return nil }
    defer { curl_free(text) }
    return String(cString: text)
  }

  private static func bare(_ host: String) -> String {
    if host.hasPrefix("["), host.hasSuffix("]") {
      return String(host.dropFirst().dropLast().prefix { $0 != "%" })
    }
    return host.hasSuffix(".") ? String(host.dropLast()) : host
  }
}
