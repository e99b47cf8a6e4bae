internal import CCurl
internal import Glibc

/// The same call again and again on one kept connection, with libcurl as its own documentation shows it: one easy handle,
/// set once, `curl_easy_perform` in a loop. Run as a process of its own, which prints the seconds that the calls took.
struct CurlLoop {
  var url: String
  var certificate: String
  var root: String
  var envelope: [UInt8]
  /// As `signet` sends them.
  var headers: [String]
  var calls: Int

  /// - Returns: nil when a call failed.
  func seconds() -> Double? {
    guard curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK, let easy = curl_easy_init() else { return nil }
    defer { curl_easy_cleanup(easy) }
    let list = headers.reduce(nil) { curl_slist_append($0, $1) }
    defer { curl_slist_free_all(list) }
    var count = 0
    return envelope.withUnsafeBytes { body in
      for (option, value) in [
        (CURLOPT_URL, url), (CURLOPT_SSLCERT, certificate), (CURLOPT_CAINFO, root), (CURLOPT_PROXY, ""),
      ] {
        signet_curl_set_string(easy, option, value)
      }
      signet_curl_set_long(easy, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
      signet_curl_set_list(easy, CURLOPT_HTTPHEADER, list)
      signet_curl_set_large(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
      // Lent for as long as the calls take.
      signet_curl_set_pointer(easy, CURLOPT_POSTFIELDS, UnsafeMutableRawPointer(mutating: body.baseAddress))
      return withUnsafeMutablePointer(to: &count) { count in
        signet_curl_on_body(easy, countBytes, count)
        return perform(easy, count)
      }
    }
  }

  private func perform(_ easy: UnsafeMutableRawPointer, _ bytes: UnsafeMutablePointer<Int>) -> Double? {
    let start = millisecondsNow()
    for _ in 0..<calls {
      bytes.pointee = 0
      guard curl_easy_perform(easy) == CURLE_OK, signet_curl_get_long(easy, CURLINFO_RESPONSE_CODE) == 200,
        bytes.pointee > 0
      else { return nil }
    }
    return (millisecondsNow() - start) / 1000
  }
}

private func countBytes(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ total: UnsafeMutableRawPointer?
) -> Int {
  total?.assumingMemoryBound(to: Int.self).pointee += size * count
  return size * count
}
