internal import Basics

/// What made an HTTP answer, as far as its header fields and body give it away.
struct HTTPProduct: Hashable {
  var name: String

  init?(_ http: Evidence.HTTPEvidence) {
    let texts = [http.header("server") ?? "", http.header("via") ?? "", http.text].map { $0.lowercased() }
    guard let row = Self.table.first(where: { row in texts.contains { $0.contains(row.mark) } }) else { return nil }
    name = row.name
  }

  /// Marks in `Server`, `Via` or the body, lower case; what stands in front of others comes first.
  private static let table: [(mark: String, name: String)] = [
    ("awselb", "AWS load balancer"), ("cloudflare", "Cloudflare"), ("microsoft-azure-application-gateway", "Azure"),
    ("istio-envoy", "Istio (Envoy)"), ("envoy", "Envoy"), ("akamaighost", "Akamai"), ("bigip", "F5 BIG-IP"),
    ("big-ip", "F5 BIG-IP"), ("ns-cache", "NetScaler"), ("microsoft-iis", "IIS"), ("microsoft-httpapi", "HTTP.sys"),
    ("kestrel", "Kestrel"), ("openresty", "nginx"), ("nginx", "nginx"), ("apache tomcat", "Tomcat"),
    ("jetty", "Jetty"), ("haproxy", "HAProxy"),
  ]
}

extension Evidence.HTTPEvidence {
  /// The beginning of the body, whatever its encoding.
  var text: String { String(decoding: bodyStart, as: UTF8.self) }

  /// Whether an element called Envelope begins near the beginning.
  var beginsAsEnvelope: Bool {
    let start = bodyStart.prefix(512)
    return start.firstPlace(of: ":Envelope") != nil || start.firstPlace(of: "<Envelope") != nil
  }

  /// The first field of that name, which is given in lower case.
  func header(_ name: String) -> String? { headers.first { $0.name.lowercased() == name }?.value }
}
