/// An option of curl, by what it means for a SOAP call. What the table does not know is named in the report.
struct CurlOption: Sendable {
  enum Meaning: Sendable {
    case url, method, header, data, rawData, binaryData, urlEncodedData, json, form, upload, get, head
    case user, authentication, certificate, certificateType, key, passphrase
    case insecure, anchors, anchorsFolder, revocationList, resolve, proxy, proxyUser
    case minimum(String)
    case maximum, ciphers, curves, connectSeconds, totalSeconds
    case userAgent, referer, cookie, configuration, next
    /// About the answer or the screen: nothing is lost.
    case ofAnswer
    /// Has no counterpart here: named.
    case unknown
  }

  var names: [String]
  var takesValue: Bool
  var meaning: Meaning

  private static func flags(_ meaning: Meaning, _ names: String...) -> Self {
    Self(names: names, takesValue: false, meaning: meaning)
  }

  private static func values(_ meaning: Meaning, _ names: String...) -> Self {
    Self(names: names, takesValue: true, meaning: meaning)
  }

  static let all: [CurlOption] = [
    .values(.url, "--url"), .values(.method, "-X", "--request"), .values(.header, "-H", "--header"),
    .values(.data, "-d", "--data", "--data-ascii"), .values(.rawData, "--data-raw"),
    .values(.binaryData, "--data-binary"), .values(.urlEncodedData, "--data-urlencode"), .values(.json, "--json"),
    .values(.form, "-F", "--form", "--form-string"), .values(.upload, "-T", "--upload-file"),
    .flags(.get, "-G", "--get"), .flags(.head, "-I", "--head"),
    .values(.user, "-u", "--user"),
    .flags(.authentication, "--basic", "--digest", "--ntlm", "--negotiate", "--anyauth"),
    .values(.certificate, "-E", "--cert"), .values(.certificateType, "--cert-type", "--key-type"),
    .values(.key, "--key"), .values(.passphrase, "--pass"),
    .flags(.insecure, "-k", "--insecure"), .values(.anchors, "--cacert"), .values(.anchorsFolder, "--capath"),
    .values(.revocationList, "--crlfile"), .values(.resolve, "--resolve"), .values(.proxy, "-x", "--proxy"),
    .values(.proxyUser, "-U", "--proxy-user"),
    .flags(.minimum("1.0"), "-1", "--tlsv1", "--tlsv1.0"), .flags(.minimum("1.1"), "--tlsv1.1"),
    .flags(.minimum("1.2"), "--tlsv1.2"), .flags(.minimum("1.3"), "--tlsv1.3"), .values(.maximum, "--tls-max"),
    .values(.ciphers, "--ciphers"), .values(.curves, "--curves"),
    .values(.connectSeconds, "--connect-timeout"), .values(.totalSeconds, "-m", "--max-time"),
    .values(.userAgent, "-A", "--user-agent"), .values(.referer, "-e", "--referer"),
    .values(.cookie, "-b", "--cookie"), .values(.configuration, "-K", "--config"), .flags(.next, "-:", "--next"),
    .flags(
      .ofAnswer, "-s", "--silent", "-S", "--show-error", "-v", "--verbose", "-i", "--include", "-f", "--fail",
      "--fail-with-body", "-O", "--remote-name", "-J", "-N", "--no-buffer", "-#", "--progress-bar", "--compressed",
      "--http1.1", "--path-as-is", "-g", "--globoff", "-4", "--ipv4", "--no-progress-meter", "--styled-output",
      "--tr-encoding", "--keepalive", "-q", "--disable", "--raw"),
    .values(
      .ofAnswer, "-o", "--output", "-w", "--write-out", "-D", "--dump-header", "--trace", "--trace-ascii", "--stderr",
      "-c", "--cookie-jar", "--output-dir"),
    .values(
      .unknown, "--proxy-cert", "--proxy-key", "--proxy-cacert", "--pinnedpubkey", "--interface", "--local-port",
      "--limit-rate", "--retry", "--retry-delay", "--retry-max-time", "--connect-to", "--unix-socket",
      "--abstract-unix-socket",
      "--doh-url", "--dns-servers", "--noproxy", "--socks4", "--socks4a", "--socks5", "--socks5-hostname", "--preproxy",
      "-r", "--range", "-z", "--time-cond", "-C", "--continue-at", "-y", "--speed-time", "-Y", "--speed-limit", "-t",
      "--telnet-option", "-Q", "--quote", "-P", "--ftp-port", "--max-filesize", "--max-redirs", "--netrc-file",
      "--oauth2-bearer", "--aws-sigv4", "--engine", "--tls13-ciphers", "--expect100-timeout",
      "--happy-eyeballs-timeout-ms",
      "--keepalive-time", "--proto", "--proto-default", "--proto-redir", "--proxy-header", "--request-target",
      "--service-name", "--delegation", "--tlsuser", "--tlspassword", "--tlsauthtype", "--hostpubmd5",
      "--create-file-mode",
      "--parallel-max", "--alt-svc", "--hsts", "--etag-save", "--etag-compare", "--variable", "--url-query", "--rate"),
  ]

  static func named(_ name: String) -> CurlOption? { all.first { $0.names.contains(name) } }
}
