extension FindingCode {
  static let network: [FindingCode] = [
    FindingCode(
      "name-not-found", .network, "The host name does not resolve", [.client],
      "The system's resolver has no address for the host in the URL; nothing was sent.",
      causes: [
        "a typing error", "a name that exists only inside a VPN or split DNS", "a name that only the proxy can resolve",
      ],
      client: "Correct the name, connect the VPN, use the proxy, or name the address with --resolve HOST:PORT:ADDRESS.",
      network: "Publish the DNS record where this computer can see it.",
      sources: ["getaddrinfo(3)", "CURLE_COULDNT_RESOLVE_HOST"]),
    FindingCode(
      "connection-refused", .network, "Nothing listens on the port", [.server],
      "The computer answered the connection attempt with a TCP reset.",
      causes: ["the service is not running", "it listens on another port or address", "a firewall rejects (REJECT)"],
      client: "Check host and port in the URL.", server: "Start the service; `ss -ltn` shows where it listens.",
      network: "Look for a rule that rejects.", sources: ["RFC 9293 section 3.5.1"]),
    FindingCode(
      "host-unreachable", .network, "There is no route to the server", [.network],
      "The network itself answered that the host or its network cannot be reached.",
      causes: ["a VPN that is not connected", "a missing route", "a host that is down on its own network"],
      client: "Connect the VPN, or use the proxy that leads there.", network: "Open a route.",
      sources: ["RFC 792", "RFC 4443"]),
    FindingCode(
      "connect-timeout", .network, "No answer to the TCP connection attempt", [.network],
      "Neither an acceptance nor a refusal came back in time.",
      causes: [
        "a firewall drops the packets (DROP)", "the host is down", "the address is reachable only by VPN or proxy",
      ],
      client: "Check the address; connect the VPN; set the proxy.", server: "See that the host is up.",
      network: "Allow this computer's address in the firewall.", sources: ["RFC 9293 section 3.8.3"]),
    FindingCode(
      "not-tls", .network, "The port speaks another protocol", [.client],
      "The first bytes that came are no TLS record; where they are known, the finding names the protocol.",
      causes: [
        "http service behind an https URL", "a port of SSH, mail or a database", "TLS ends at a load balancer in front",
      ],
      client: "Use http:// where that is meant, else the right port.", server: "Enable TLS on that port.",
      sources: ["RFC 8446 section 5.1", "RFC 5246 section 6.2.1"]),
    FindingCode(
      "https-required", .network, "http:// was used on a TLS port", [.client],
      "A request without TLS reached a port that wants TLS: the server said so in words, or hung up.",
      causes: ["a missing s in the URL", "a redirect or configuration with the wrong scheme"],
      client: "Use https:// in the URL.", server: "Redirect plain requests to https.",
      sources: ["nginx status 497", "Apache mod_ssl", "Go net/http"]),
    FindingCode(
      "damaged-record", .network, "Bytes were changed on the way", [.network],
      "A record failed its integrity check although the keys fit.",
      causes: ["a faulty network card offload", "a middlebox that alters data", "a broken TLS accelerator"],
      client: "Try another network, and --tls-max 1.2.", server: "Check the TLS offload of the load balancer.",
      network: "Turn off offloading (`ethtool -K IF tso off gro off`); find the device that alters packets.",
      sources: ["RFC 8446 section 6.2 (bad_record_mac)"]),
    FindingCode(
      "large-packets-lost", .network, "The packet with our certificate got lost", [.network],
      "Our certificate, the first large message of the client, was sent and nothing came back. A server that hangs while it "
        + "checks the certificate looks the same.",
      causes: [
        "a tunnel whose MTU is smaller than announced (VPN, PPPoE)", "ICMP that is filtered",
        "a revocation check that hangs",
      ],
      client: "Lower the interface's MTU to test it.", server: "See whether the handshake waits for our certificate.",
      network: "Clamp the MSS or lower the MTU; let ICMP “fragmentation needed” pass.",
      sources: ["RFC 1191", "RFC 4459"]),
    FindingCode(
      "cut-in-server-flight", .network, "Cut in the middle of the server's handshake", [.network],
      "The connection ended after ServerHello and before the server was done.",
      causes: [
        "a content filter that looks at the certificate", "an intrusion prevention system",
        "a server process that died",
      ],
      client: "Compare from another network.", server: "See the log for a crash.", network: "Exempt the destination.",
      sources: ["RFC 8446 section 2"]),
    FindingCode(
      "stalled-in-server-flight", .network, "The server's handshake stopped halfway", [.network],
      "After ServerHello nothing more came within the time.",
      causes: ["large packets are lost on the way", "a server that waits for its own HSM or OCSP"],
      client: "Compare from another network.", server: "See what it waits for.", network: "Check the MTU of tunnels.",
      sources: ["RFC 8446 section 2"]),
    FindingCode(
      "connection-lost", .network, "The connection failed", [.network, .proxy],
      "The exchange failed before a connection to the server was made, in a way that no rule explains.",
      causes: ["an unusual network error, which the evidence names"],
      client: "Try again with --trace, and from another network.", network: "See the logs of the devices in between.",
      proxy: "See the proxy's log for this attempt."),
  ]

  static let proxy: [FindingCode] = [
    FindingCode(
      "proxy-name-not-found", .proxy, "The proxy's name does not resolve", [.client],
      "The lookup of the proxy found nothing; the server was never contacted.",
      causes: ["a typing error in the proxy setting", "a VPN that is not connected"],
      client: "Correct --proxy or https_proxy.", sources: ["CURLE_COULDNT_RESOLVE_PROXY"]),
    FindingCode(
      "proxy-refused", .proxy, "Nothing listens at the proxy's address", [.proxy],
      "The proxy's computer refused the connection; the server was never contacted.",
      causes: ["wrong host or port in the proxy setting", "the proxy is not running"],
      client: "Correct the proxy setting, or go without it.", proxy: "Start the proxy."),
    FindingCode(
      "proxy-timeout", .proxy, "The proxy does not answer", [.proxy],
      "The proxy did not answer the connection attempt, or took it and never answered CONNECT.",
      causes: ["wrong address", "no HTTP proxy", "a proxy that waits for the server"],
      client: "Check address and type of the proxy.", proxy: "See in its log what became of CONNECT.",
      sources: ["RFC 9110 section 9.3.6"]),
    FindingCode(
      "proxy-not-tls", .proxy, "The proxy does not speak TLS", [.client],
      "The proxy was addressed with https:// and is a plain HTTP proxy.",
      causes: ["https_proxy=https://… where http:// is meant: the scheme is that of the way to the proxy itself"],
      client: "Write the proxy with http://.", proxy: "Enable TLS on its port if that is wanted."),
    FindingCode(
      "proxy-closed", .proxy, "The proxy hung up on CONNECT", [.proxy],
      "The connection was closed without an answer to CONNECT.",
      causes: ["the port is a SOCKS proxy or something else", "an access list of the proxy"],
      client: "Check type and port (http://, socks5h://).", proxy: "Allow this computer in the access list."),
    FindingCode(
      "proxy-login-required", .proxy, "The proxy wants a login", [.client],
      "The proxy answered 407. The finding names the schemes it offers, and whether credentials were given and refused.",
      causes: [
        "no credentials are set", "they are wrong", "a Windows login (NTLM, Negotiate) without a Kerberos ticket",
      ],
      client: "Give them with --proxy-user (Basic, Digest, NTLM), or get a ticket with `kinit` (Negotiate).",
      proxy: "Create an account, or let this destination through without.",
      sources: ["RFC 9110 section 11.7", "RFC 7616", "RFC 4559"]),
    FindingCode(
      "proxy-forbidden", .proxy, "The proxy forbids the destination", [.proxy],
      "The proxy answered 403 to CONNECT; the service never saw the request.",
      causes: ["a rule on host, port or category"],
      client: "Ask for an exception, or go without the proxy where allowed.",
      proxy: "Permit CONNECT to this host and port.", sources: ["RFC 9110 section 9.3.6"]),
    FindingCode(
      "proxy-cannot-reach-server", .proxy, "The proxy cannot reach the server", [.proxy],
      "The proxy answered 502, 503 or 504 to CONNECT.",
      causes: ["its DNS does not know the name", "a firewall behind it", "the server is down"],
      client: "Try directly, by no_proxy.", network: "Open the way from the proxy to the server.",
      proxy: "Check lookup, route and firewall from the proxy; Squid names the reason in X-Squid-Error."),
    FindingCode(
      "proxy-refused-tunnel", .proxy, "The proxy opened no tunnel", [.proxy],
      "CONNECT was answered with another status.", causes: ["no proxy but a web server", "CONNECT is not enabled"],
      client: "Check the proxy setting.", proxy: "See its log for this CONNECT."),
    FindingCode(
      "proxy-untrusted", .proxy, "The proxy's own certificate is not trusted", [.proxy],
      "TLS to the proxy itself failed in verification; the service was never contacted.",
      causes: ["the proxy's CA is not in the trust file", "a certificate for another name"],
      client: "Add that CA with --cacert, or use http:// for the proxy.",
      proxy: "Install a certificate that clients trust."),
    FindingCode(
      "proxy-answered-instead", .proxy, "The proxy answered in the tunnel itself", [.proxy],
      "After 200 to CONNECT came plain HTTP where the server's TLS should be.",
      causes: ["the login page of a captive portal", "a block page of a filter"],
      client: "Log in with a browser, or go without the proxy.", proxy: "Let CONNECT through to the server."),
    FindingCode(
      "cut-in-tunnel", .proxy, "The tunnel was cut after our hello", [.proxy],
      "The proxy opened the tunnel, and nothing came back once the hello named the server.",
      causes: ["a filter on the server name or its category", "the server itself closed"],
      client: "Try another host through the same proxy, and this host without it.",
      network: "Make an exception in the filter.",
      proxy: "Make an exception for this host."),
    FindingCode(
      "client-certificate-swallowed", .proxy, "An inspecting gateway does not pass the client certificate",
      [.proxy, .network],
      "TLS ends at a gateway, which did not ask for our certificate and cannot pass it on; the answer refuses.",
      causes: ["inspection of TLS by the company's proxy or firewall"],
      client: "Go without the proxy where allowed, and compare the server's certificate.",
      network: "Exempt the host from inspection: mutual TLS cannot be inspected.",
      proxy: "Exempt the host from inspection: mutual TLS cannot be inspected."),
    FindingCode(
      "tls-inspected", .proxy, "A gateway in between inspects TLS", [.proxy, .network],
      "The server's certificate comes from a gateway's CA, known by its issuer, and that CA is not trusted here.",
      causes: ["the company's proxy or firewall re-signs certificates", "an attack"],
      client: "Trust the company's CA for this request with --cacert, if that is meant.",
      network: "Exempt the host from inspection.", proxy: "Exempt the host from inspection."),
  ]
}
