import Basics
import COpenSSL

/// A proxy's side of the Digest login (RFC 7616), with MD5 and qop=auth.
struct ProxyDigest: Sendable {
  var user: String
  var password: String
  var realm: String
  var nonce: String

  var challenge: String {
    "Proxy-Authenticate: Digest realm=\"\(realm)\", nonce=\"\(nonce)\", qop=\"auth\", algorithm=MD5"
  }

  /// Whether the request proves the password for itself (section 3.4.1).
  func isAnswered(by request: ReceivedRequest) -> Bool {
    guard let line = request.lines.first(where: { $0.hasPrefix("Proxy-Authorization: Digest ") }) else { return false }
    let fields = fields(of: line.dropFirst("Proxy-Authorization: Digest ".count))
    guard fields["username"] == user, fields["nonce"] == nonce, let uri = fields["uri"], let given = fields["response"],
      let target = request.lines.first?.split(separator: " ").dropFirst().first, uri == target
    else { return false }
    let secret = md5("\(user):\(realm):\(password)")
    let parts = [secret, nonce, fields["nc"] ?? "", fields["cnonce"] ?? "", fields["qop"] ?? "", md5("CONNECT:\(uri)")]
    return given == md5(parts.joined(separator: ":"))
  }

  private func fields(of text: Substring) -> [String: String] {
    var fields: [String: String] = [:]
    for part in text.split(separator: ",") {
      let pair = part.split(separator: "=", maxSplits: 1)
      guard pair.count == 2 else { continue }
      fields[pair[0].filter { $0 != " " }] = pair[1].filter { $0 != "\"" }
    }
    return fields
  }

  private func md5(_ text: String) -> String {
    var digest = [UInt8](repeating: 0, count: 16)
    EVP_Digest(text, text.utf8.count, &digest, nil, EVP_md5(), nil)
    return digest.hexadecimal(separator: "")
  }
}
