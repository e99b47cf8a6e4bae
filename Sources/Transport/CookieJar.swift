internal import CCurl
internal import Certificates
internal import Exchange
internal import TLS

/// Who keeps cookies. What a server gives one owner is sent to that host alone, and for no other owner, identity, trust
/// or authentication (WCF: the CookieContainer of a channel factory, which has one of each).
public struct CookieOwner: Sendable, Hashable {
  /// Who the messages speak for; nil for nobody.
  public var userName: String?

  public init(userName: String? = nil) { self.userName = userName }
}

/// What two requests must have in common to share cookies.
struct CookieJarKey: Equatable {
  var owner: CookieOwner
  var host: String
  var identity: String?
  var trust: ServerTrust
  var authentication: HTTPAuthentication?

  /// Nil for a request that keeps none.
  init?(_ request: TransferRequest) {
    guard let owner = request.cookies, let origin = URLParts(request.url) else { return nil }
    self.owner = owner
    host = origin.host.lowercased()
    identity = request.identity?.fingerprint
    trust = request.trust
    authentication = request.authentication
  }
}

/// Cookies in memory, with libcurl's engine (RFC 6265). Thread: the loop's, so that the share needs no lock.
final class CookieJar {
  let key: CookieJarKey
  let share: UnsafeMutableRawPointer

  init?(key: CookieJarKey) {
    guard let share = curl_share_init() else { return nil }
    self.key = key
    self.share = share
    guard signet_curl_share_cookies(share) == CURLSHE_OK else { return nil }
  }

  /// A transfer holds its jar until its own handle is gone.
  deinit { curl_share_cleanup(share) }
}

/// The jars of a transport. Beyond the limit the one that was not used for longest is forgotten.
struct CookieJars {
  private var jars: [CookieJar] = []
  private static let limit = 64

  /// The jar of that key, last in the list from now on.
  mutating func jar(for key: CookieJarKey) -> CookieJar? {
    if let index = jars.firstIndex(where: { $0.key == key }) { jars.append(jars.remove(at: index)) }
    if let last = jars.last, last.key == key { return last }
    guard let jar = CookieJar(key: key) else { return nil }
    if jars.count >= Self.limit { jars.removeFirst() }
    jars.append(jar)
    return jar
  }
}

/// The head of a request as it is written: it alone says which cookies libcurl chose.
struct WrittenHead {
  private var bytes: [UInt8] = []
  private static let limit = 65536

  mutating func add(_ part: UnsafeRawBufferPointer) {
    bytes += part.prefix(Self.limit - bytes.count)
  }

  /// Names of its cookies, in their order (RFC 6265 section 4.2.1).
  var cookieNames: [String] {
    let lines = bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
    let values = lines.filter { $0.lowercased().hasPrefix("cookie:") }.map { $0.dropFirst("cookie:".count) }
    return values.flatMap { $0.split(separator: ";") }.compactMap { pair in
      pair.split(separator: "=", omittingEmptySubsequences: false).first.map(Self.trimmed)
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\r" }
    return String(text.drop(while: isSpace).reversed().drop(while: isSpace).reversed())
  }
}
