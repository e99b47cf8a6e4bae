internal import Basics
internal import CCurl
internal import Certificates
internal import Exchange
internal import Glibc
internal import Handshake

/// A request in libcurl's options, with the memory that libcurl reads while the transfer runs.
final class EasyOptions {
  let request: TransferRequest
  private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
  private let body: UnsafeMutableRawBufferPointer
  private var headers: UnsafeMutablePointer<curl_slist>?
  private var resolve: UnsafeMutablePointer<curl_slist>?

  init(_ request: TransferRequest) {
    self.request = request
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    // Never empty: libcurl takes no pointer for a wish to be asked for the body.
    body = .allocate(byteCount: request.body.count + 1, alignment: 1)
    body.copyBytes(from: request.body)
    for line in headerLines { headers = curl_slist_append(headers, line) }
    for entry in request.route.resolve { resolve = curl_slist_append(resolve, entry) }
  }

  /// libcurl's own words for what went wrong; empty when it has none.
  var errorMessage: String { String(cString: errorText) }

  func apply(to easy: UnsafeMutableRawPointer) {
    signet_curl_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText)
    signet_curl_set_string(easy, CURLOPT_URL, request.url)
    signet_curl_set_string(easy, CURLOPT_PROTOCOLS_STR, "http,https")
    signet_curl_set_long(easy, CURLOPT_NOSIGNAL, 1)
    // A name lookup that hangs must not hold up a cancelled transfer.
    signet_curl_set_long(easy, CURLOPT_QUICK_EXIT, 1)
    // The limits are the loop's; libcurl's own default of 300 s would cut in before a longer one.
    signet_curl_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, Int(Int32.max))
    signet_curl_set_list(easy, CURLOPT_RESOLVE, resolve)
    setProtocols(easy)
    setMethod(easy)
    setHeaders(easy)
    setTrust(easy)
    setProxy(easy)
    if request.captures { signet_curl_set_long(easy, CURLOPT_FORBID_REUSE, 1) }
    setAuthentication(easy)
  }

  deinit {
    curl_slist_free_all(headers)
    curl_slist_free_all(resolve)
    errorText.deallocate()
    // What is sent may hold credentials.
    body.baseAddress.map { explicit_bzero($0, body.count) }
    body.deallocate()
  }
}

extension EasyOptions {
  private func setProtocols(_ easy: UnsafeMutableRawPointer) {
    let offered = request.tls.applicationProtocols
    let version = offered == .http2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1
    signet_curl_set_long(easy, CURLOPT_HTTP_VERSION, Int(version))
    if offered == .none { signet_curl_set_long(easy, CURLOPT_SSL_ENABLE_ALPN, 0) }
  }

  private func setMethod(_ easy: UnsafeMutableRawPointer) {
    if request.method == "HEAD" {
      signet_curl_set_long(easy, CURLOPT_NOBODY, 1)
    } else if request.method != "GET" || !request.body.isEmpty {
      signet_curl_set_long(easy, CURLOPT_POST, 1)
      signet_curl_set_large(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.count))
      signet_curl_set_pointer(easy, CURLOPT_POSTFIELDS, body.baseAddress)
      signet_curl_set_string(easy, CURLOPT_CUSTOMREQUEST, request.method)
      // As long as .NET Framework's HttpWebRequest waits for a server that does not know Expect.
      signet_curl_set_long(easy, CURLOPT_EXPECT_100_TIMEOUT_MS, 350)
    }
  }

  private func setHeaders(_ easy: UnsafeMutableRawPointer) {
    signet_curl_set_list(easy, CURLOPT_HTTPHEADER, headers)
    // Headers are for the server, not for a proxy on the way.
    signet_curl_set_long(easy, CURLOPT_HEADEROPT, Int(CURLHEADER_SEPARATE))
    if let codings = value(of: "Accept-Encoding") {
      signet_curl_set_string(easy, CURLOPT_ACCEPT_ENCODING, codings)
    }
  }

  /// The given lines, and an empty one for each that libcurl would add by itself.
  private var headerLines: [String] {
    var given = request.headers.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
    var host: [String] = []
    if let place = request.headersBeforeHost, value(of: "Host") == nil, !request.body.isEmpty,
      let authority = URLParts.authority(request.url)
    {
      let isChunked = value(of: "Transfer-Encoding") != nil
      given.insert(
        contentsOf: ["Host: \(authority)"] + (isChunked ? [] : ["Content-Length: \(request.body.count)"]),
        at: min(max(place, 0), given.count))
      // The first of two takes away the one that libcurl would begin with.
      host = ["Host:"]
    }
    return host + given + ["Accept", "Content-Type", "Expect"].filter { value(of: $0) == nil }.map { "\($0):" }
  }

  private func value(of name: String) -> String? {
    request.headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  /// Trust is the SSL_CTX's own store; libcurl loads none, and still compares the name once more.
  private func setTrust(_ easy: UnsafeMutableRawPointer) {
    let verifies = request.trust.verifies
    for option in [CURLOPT_CAINFO, CURLOPT_CAPATH, CURLOPT_PROXY_CAINFO, CURLOPT_PROXY_CAPATH] {
      signet_curl_set_string(easy, option, nil)
    }
    for option in [CURLOPT_SSL_VERIFYPEER, CURLOPT_PROXY_SSL_VERIFYPEER] {
      signet_curl_set_long(easy, option, verifies ? 1 : 0)
    }
    for option in [CURLOPT_SSL_VERIFYHOST, CURLOPT_PROXY_SSL_VERIFYHOST] {
      signet_curl_set_long(easy, option, verifies ? 2 : 0)
    }
    signet_curl_set_long(easy, CURLOPT_SSL_SESSIONID_CACHE, 0)
  }

  /// An empty proxy keeps the environment's out.
  private func setProxy(_ easy: UnsafeMutableRawPointer) {
    signet_curl_set_string(easy, CURLOPT_PROXY, request.route.proxyURL ?? "")
    guard request.route.proxyURL != nil, let credentials = request.route.proxyCredentials else { return }
    credentials.withBytes { bytes in
      let parts = bytes.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
      signet_curl_set_string(easy, CURLOPT_PROXYUSERNAME, String(decoding: parts[0], as: UTF8.self))
      let password = parts.count > 1 ? String(decoding: parts[1], as: UTF8.self) : ""
      signet_curl_set_string(easy, CURLOPT_PROXYPASSWORD, password)
    }
    // libcurl would choose Negotiate where it is offered, and without a ticket never come to the password.
    let isTicket = credentials.withBytes { $0.isEmpty || $0.first == UInt8(ascii: ":") }
    let methods = isTicket ? signet_curl_ticket_authentication() : signet_curl_password_authentication()
    signet_curl_set_long(easy, CURLOPT_PROXYAUTH, Int(bitPattern: methods))
  }

  private func setAuthentication(_ easy: UnsafeMutableRawPointer) {
    guard let authentication = request.authentication else { return }
    let scheme =
      switch authentication.scheme {
      case .basic: signet_curl_basic_authentication()
      case .digest: signet_curl_digest_authentication()
      case .ntlm: signet_curl_ntlm_authentication()
      case .negotiate: signet_curl_negotiate_authentication()
      }
    // libcurl begins the last two only for a user, be it one without a name.
    signet_curl_set_string(easy, CURLOPT_USERNAME, authentication.userName)
    authentication.password.withBytes { bytes in
      _ = signet_curl_set_string(easy, CURLOPT_PASSWORD, String(decoding: bytes, as: UTF8.self))
    }
    signet_curl_set_long(easy, CURLOPT_HTTPAUTH, Int(bitPattern: scheme))
  }
}
