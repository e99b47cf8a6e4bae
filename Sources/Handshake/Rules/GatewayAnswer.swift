internal import Basics

/// An HTTP answer that comes from something in front of the service and is known by its status or words.
struct GatewayAnswer: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    /// A rule of it refuses the request: a web application firewall, an authorisation policy.
    case policy
    /// It could not serve: what stands behind it did not answer as it should.
    case backend
    /// It does not take requests of this form.
    case form
  }

  var kind: Kind
  /// `F5 BIG-IP`, `Envoy or Istio`, `the gateway`.
  var product: String
  /// What the answer means, as a clause: `its web application firewall rejected the request`.
  var meaning: String
  var server: String
  var client: String
  /// The words or status that gave it away.
  var sign: String

  /// Nil when the answer is none of the known ones.
  init?(_ http: Evidence.HTTPEvidence) {
    let rows = Self.table.filter { $0.statuses.contains(http.status) }
    // A service's own envelope is no page of a gateway.
    guard !rows.isEmpty, http.status != 200 || !http.beginsAsEnvelope else { return nil }
    let text = Array(http.text.lowercased().utf8)
    let row = rows.first { row in
      (row.words.isEmpty || text.firstPlace(of: row.words.lowercased()) != nil)
        && (row.marks.isEmpty || row.marks.contains(HTTPProduct(http)?.name ?? ""))
    }
    guard let row else { return nil }
    kind = row.kind
    product = row.product
    meaning = row.meaning
    server = row.server
    client = row.client
    sign = row.words.isEmpty ? "HTTP \(http.status)" : "HTTP \(http.status): \(row.words)"
  }

  private struct Row: Sendable {
    var statuses: Set<Int>
    /// In the body; empty when the status alone tells.
    var words = ""
    /// Names of `HTTPProduct`, one of which must have answered; empty when words or status suffice.
    var marks: Set<String> = []
    var kind: Kind
    var product: String
    var meaning: String
    var server: String
    var client: String
  }

  private static let table: [Row] = policies + backends + forms

  private static let policies = [
    Row(
      statuses: [403], words: "RBAC: access denied", kind: .policy, product: "Envoy or Istio",
      meaning: "its authorization policy (RBAC) does not allow this caller for this path",
      server: "Allow this principal or path in the AuthorizationPolicy (Istio) or RBAC filter (Envoy); its log with "
        + "`rbac:debug` names the policy.",
      client: "Check the path, and that the certificate's SAN (SPIFFE or DNS name) is the one that the policy names."),
    Row(
      statuses: [200, 403], words: "The requested URL was rejected. Please consult with your administrator",
      kind: .policy,
      product: "F5 BIG-IP", meaning: "its web application firewall rejected the request",
      server: "Look up the support ID of the page in the firewall's log, and make an exception in the policy for this "
        + "request (SOAP bodies often match its signatures).",
      client: "Send the operator the support ID that stands in the answer; compare with a smaller body."),
    Row(
      statuses: [403], marks: ["Azure"], kind: .policy, product: "Azure Application Gateway",
      meaning: "a rule of its web application firewall, or its mutual TLS policy, refused the request",
      server: "See the gateway's firewall log for the rule, and exclude this request from it; check the SSL profile.",
      client: "Send the operator the time of this request; compare with a smaller body."),
    Row(
      statuses: [403], words: "Access Denied", marks: ["Akamai"], kind: .policy, product: "Akamai",
      meaning: "a rule at the edge refused the request before it reached the service",
      server: "Look up the reference number of the page, and allow this client's address or request.",
      client: "Send the operator the reference number that stands in the answer."),
    Row(
      statuses: [403], words: "error code: 10", marks: ["Cloudflare"], kind: .policy, product: "Cloudflare",
      meaning: "a rule at the edge refused the request before it reached the service",
      server:
        "Allow this client in the firewall rules; for mutual TLS see the rule on cf.tls_client_auth.cert_verified.",
      client: "Send the operator the Ray ID (header cf-ray) of the answer."),
    Row(
      statuses: [561], kind: .policy, product: "AWS load balancer",
      meaning: "the identity provider (IdP) that it asks failed: authentication at the load balancer did not succeed",
      server: "Check the listener rule's authenticate action and the identity provider it names.",
      client: "Use the address meant for programs, which authenticates by certificate and not by login."),
  ]

  private static let backends = [
    Row(
      statuses: [502, 503], words: "upstream connect error", kind: .backend, product: "Envoy or Istio",
      meaning: "the connection from the gateway to the service behind it failed; its reason stands in the answer",
      server: "Check the TLS settings between gateway and service (Istio: DestinationRule, PeerAuthentication) and the "
        + "health of the upstream.",
      client: "Nothing; our connection to the gateway is fine. Send the operator the answer's text."),
    Row(
      statuses: [525], kind: .backend, product: "Cloudflare",
      meaning: "the TLS handshake between it and the origin server behind it failed",
      server: "Check versions, ciphers and certificate of the origin server.",
      client: "Nothing; our own handshake is fine."),
    Row(
      statuses: [526], kind: .backend, product: "the gateway",
      meaning: "the certificate of the origin server behind it is not valid",
      server: "Renew or replace the certificate of the origin server, or install an origin CA certificate.",
      client: "Nothing; our own handshake is fine."),
    Row(
      statuses: [520, 521, 522, 523, 524], kind: .backend, product: "the gateway",
      meaning: "the origin server behind it did not answer, or not in a way it understands",
      server: "See whether the origin server runs and lets the gateway's addresses in.", client: "Try again later."),
    Row(
      statuses: [460], kind: .backend, product: "AWS load balancer",
      meaning: "it counts the connection as closed by the client before its idle timeout was over",
      server: "Raise the idle timeout of the load balancer above the time that the service needs.",
      client: "Raise --max-time above the time that the service needs."),
  ]

  private static let forms = [
    Row(
      statuses: [463], kind: .form, product: "AWS load balancer",
      meaning: "the X-Forwarded-For header holds more than 30 addresses", server: "Find the proxies that add to it.",
      client: "Send no X-Forwarded-For header of your own."),
    Row(
      statuses: [464], kind: .form, product: "AWS load balancer",
      meaning: "the protocol version of the request (HTTP/1.1) does not fit the target group (HTTP/2 or gRPC)",
      server: "Set the target group's protocol version to HTTP1.", client: "Use the address that serves HTTP/1.1."),
    Row(
      statuses: [494], kind: .form, product: "nginx", meaning: "a header line is too large for its buffers",
      server: "Raise `large_client_header_buffers`.", client: "Send shorter header fields."),
  ]
}
