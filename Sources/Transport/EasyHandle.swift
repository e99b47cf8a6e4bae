internal import CCurl
internal import Exchange

/// An easy handle of libcurl with the options of a request. To make one costs as much as a call over a connection that
/// stands, so a request that is sent again takes over the one that it had. Thread: the loop's.
final class EasyHandle {
  let request: SharedRequest
  let profile: ConnectionProfile
  let easy: UnsafeMutableRawPointer
  let origin: URLParts?
  let proxy: URLParts?
  /// Nil for a request that keeps none.
  private let cookies: CookieJar?
  private let options: EasyOptions
  /// What it carries, from when that is made until libcurl is done with it.
  var transfer: ActiveTransfer?
  /// Of what went over the connection for its last transfer.
  var wireSize = (bytes: 0, pieces: 0)

  /// Nil when libcurl has no memory left.
  init?(_ shared: SharedRequest, profile: ConnectionProfile, cookies: CookieJar?) {
    guard let easy = curl_easy_init() else { return nil }
    let request = shared.request
    (self.request, self.profile, self.easy, self.cookies) = (shared, profile, easy, cookies)
    origin = URLParts(request.url)
    proxy = request.route.proxyURL.flatMap(URLParts.init)
    options = EasyOptions(request)
    options.apply(to: easy)
    installCallbacks()
    guard let cookies else { return }
    signet_curl_set_pointer(easy, CURLOPT_SHARE, cookies.share)
    // Starts the engine, from no file.
    signet_curl_set_string(easy, CURLOPT_COOKIEFILE, "")
  }

  /// libcurl's own words for what went wrong; empty when it has none.
  var errorMessage: String { options.errorMessage }

  /// Whether the request may be sent again with the handle: what proves somebody anew each time, or is told of one
  /// connection alone, begins with a new one, and a long body is not kept for it.
  var mayServeAgain: Bool {
    let request = request.request
    return cookies == nil && !request.captures && request.authentication == nil
      && request.route.proxyCredentials == nil && request.body.count <= 1 << 20
  }

  deinit { curl_easy_cleanup(easy) }
}

/// The handles of requests that were sent and may be sent again.
struct IdleHandles {
  private var handles: [EasyHandle] = []
  /// More are not kept, those that lie idle for longest first.
  private static let limit = 8

  /// That of the request, which is in use from now on.
  mutating func take(_ request: SharedRequest) -> EasyHandle? {
    guard let index = handles.lastIndex(where: { $0.request === request }) else { return nil }
    return handles.remove(at: index)
  }

  mutating func keep(_ handle: EasyHandle) {
    if handles.count >= Self.limit { handles.removeFirst() }
    handles.append(handle)
  }

  /// A handle holds its profile, and with it the connections.
  mutating func forget(_ profile: ConnectionProfile) { handles.removeAll { $0.profile === profile } }
}
