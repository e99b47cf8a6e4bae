extension FindingCode {
  static let answer: [FindingCode] = [
    FindingCode(
      "charset-disagrees", .answer, "Who says what the encoding is", [.server],
      "Content-Type, XML declaration and bytes name different character encodings; what was read is named.",
      causes: ["a container that announces its own charset", "an XML declaration that was copied"],
      client: "Use an encoder of one's own (--encoding), if the service cannot change.",
      server: "Announce what is written.", sources: ["RFC 7303 section 3", "WCF MessageXmlProtocolError"]),
    FindingCode(
      "charset-undecodable", .answer, "Bytes that are no characters", [.server],
      "In the encoding that the answer names, some of its bytes are no characters; they are shown as U+FFFD.",
      causes: ["text in another encoding than it names", "an answer that was cut off"],
      server: "Write the answer in the encoding that it names.", sources: ["RFC 7303 section 3"]),
    FindingCode(
      "renegotiation-buffer-too-small", .answer, "The body does not fit while the certificate is asked for", [.server],
      "HTTP 413 from a server that asks for the certificate after the request and must hold the body meanwhile.",
      causes: ["Apache's SSLRenegBufferSize of 128 kB"],
      client: "Send a small GET on the connection first, or a smaller body.",
      server: "Ask in the first handshake, or raise SSLRenegBufferSize.", sources: ["Apache mod_ssl SSLRenegBufferSize"]
    ),
    FindingCode(
      "login-redirect", .answer, "A redirect to a login page", [.client],
      "A gateway sends callers that it cannot identify to a page for people.",
      causes: ["no client certificate was sent", "the address for browsers"],
      client: "Configure the certificate, or use the address for programs.", server: "Answer programs with 401 or 403."),
    FindingCode(
      "misdirected-request", .answer, "Host and TLS name differ", [.client],
      "HTTP 421: the Host header is not the name for which TLS was made.",
      causes: ["a Host header of our own", "a connection shared between names"],
      client: "Use one name for URL and Host.", server: "Serve the name on its own address.",
      sources: ["RFC 9110 section 15.5.20"]),
    FindingCode(
      "http-login-required", .answer, "The service wants a login in HTTP", [.client],
      "HTTP 401 with a challenge, which names the schemes.",
      causes: ["the binding's credential type is not the one that the service wants"],
      client: "Send credentials of one of the schemes.",
      server: "Create the account, or accept the certificate instead.",
      sources: ["RFC 9110 section 11", "WCF MessageSecurityException"]),
    FindingCode(
      "message-security-refused", .answer, "WS-Security refused", [.client],
      "The fault names a security token or signature of the message, not of TLS.",
      causes: ["wrong user name token", "a signature over something else", "a clock"],
      client: "Check the wsse:Security header.", server: "See the service's log.",
      sources: ["WS-Security 1.1 section 12"]),
    FindingCode(
      "application-refused", .answer, "The application refused", [.server],
      "HTTP 401 or 403 behind a TLS handshake that went well.",
      causes: ["the certificate is not registered", "a role or path that is not permitted"],
      client: "Ask for authorisation; check the URL.", server: "Register the certificate."),
    FindingCode(
      "gateway-policy", .answer, "A rule in front of the service refused", [.server],
      "A web application firewall or an authorisation policy answered, known by its words: Envoy and Istio (RBAC), F5, Azure, Akamai, "
        + "Cloudflare, AWS.",
      causes: ["a signature that matches the SOAP body", "a policy that does not name this caller"],
      client: "Send the operator the ID that stands in the answer.", server: "Make an exception in the rule."),
    FindingCode(
      "gateway-error", .answer, "A gateway could not reach the service", [.server],
      "HTTP 502, 503, 504 or a status of the gateway's own: our connection is fine, the one behind it is not.",
      causes: ["a backend that is down", "TLS between gateway and backend", "timeouts"], client: "Try again later.",
      server: "See the gateway's log and its backends.",
      sources: ["RFC 9110 section 15.6", "Envoy response flags", "Cloudflare 52x", "AWS ELB 460"]),
    FindingCode(
      "gateway-request-form", .answer, "A gateway does not take this form of request", [.server],
      "A status of the gateway's own: the protocol version, or a header that is too long.",
      causes: ["HTTP/1.1 to a target group for HTTP/2", "long header fields"],
      client: "Shorten header fields; use the address for HTTP/1.1.",
      server: "Change the setting that the finding names.",
      sources: ["AWS ELB 463, 464", "nginx 494"]),
    FindingCode(
      "answer-truncated", .answer, "The answer is incomplete", [.server],
      "The connection ended before the whole body had come.", causes: ["a process that died", "a device with a limit"],
      client: "Try again.", server: "See its log; check Content-Length and timeouts.", network: "Look for a limit.",
      sources: ["RFC 9112 section 8"]),
    FindingCode(
      "answer-too-large", .answer, "The answer exceeds our limit", [.client],
      "Reading was stopped at this program's own limit.", causes: ["a larger answer than expected"],
      client: "Ask for less, or raise the limit: `max-response` in the request file.",
      server: "Answer in pages."),
    FindingCode(
      "answer-not-http", .answer, "The answer is not HTTP", [.server],
      "Inside TLS came something that does not begin with a status line.",
      causes: ["another service on this port", "a test server"],
      client: "Check the port.", server: "Answer in HTTP/1.1.", sources: ["RFC 9112 section 4"]),
    FindingCode(
      "closed-without-answer", .answer, "Closed without an answer", [.server],
      "The handshake was fine, the request was sent, and the connection ended.",
      causes: ["a backend that crashed or is not there", "a web application firewall", "a limit on the body"],
      client: "Compare with a smaller body.", server: "See the log of application and backend.",
      network: "Look for a firewall that drops it."),
    FindingCode(
      "answer-timeout", .answer, "No answer in time", [.server],
      "The connection is up and the request was sent.", causes: ["a slow application"],
      client: "Raise --max-time if it is known to be slow.",
      server: "See what it does so long."),
    FindingCode(
      "exchange-failed", .answer, "The exchange failed after the handshake", [.server],
      "It ended in a way that no rule explains.", causes: ["see its evidence"], client: "Try again with --trace.",
      server: "See its log."),
    FindingCode(
      "answer-not-soap", .answer, "The answer is no SOAP", [.server],
      "HTTP came back without an envelope.", causes: ["a wrong path", "a page of a proxy, login or error"],
      client: "Check the address.",
      server: "Answer with an envelope, faults included."),
    FindingCode(
      "expectation-refused", .answer, "Expect: 100-continue is refused", [.server],
      "The client waits with the message until the server says 100 Continue, and the server answers 417.",
      causes: ["an old server", "an old proxy in front of it"], client: "Send without Expect (--header 'Expect:').",
      server: "Ignore Expect, or answer it with 100 Continue.", sources: ["RFC 9110 section 10.1.1"]),
    FindingCode(
      "relates-to-mismatch", .answer, "The answer is for another message", [.server],
      "RelatesTo of the answer names another message than the request's MessageID. A WCF client does not look at it.",
      causes: ["a cache in front of the service", "a service that makes the name up"],
      client: "Do not trust the answer before the cause is known.",
      server: "Put the request's MessageID into RelatesTo.", sources: ["WS-Addressing 1.0 core section 3.4"]),
    FindingCode(
      "relates-to-missing", .answer, "The answer does not say what it answers", [.server],
      "The request has a MessageID and the answer addressing headers without RelatesTo.",
      causes: ["a service that writes no RelatesTo, often in faults"], client: "Nothing: the connection tells.",
      server: "Put the request's MessageID into RelatesTo.", sources: ["WS-Addressing 1.0 core section 3.4"]),
    FindingCode(
      "wcf-refuses-answer", .answer, "A WCF client would refuse the answer", [.server],
      "Signet reads it; a WCF client with this binding raises the exception that is named.",
      causes: ["a content type of another SOAP version", "missing addressing headers"],
      client: "Change the binding.", server: "Answer as the service description says."),
    FindingCode(
      "inspector-failed", .answer, "A message inspector failed on the reply", [.client],
      "The service answered; what was registered to look at the reply threw, or its program failed.",
      causes: ["a reply that the inspector does not expect", "a program that is missing or ends with an error"],
      client: "Correct the inspector, or switch it off; the answer as it was received is in the report.",
      sources: ["WCF IClientMessageInspector.AfterReceiveReply"]),
  ]

  static let warnings: [FindingCode] = [
    FindingCode(
      "server-not-verified", .warning, "The server was not verified", [.client],
      "--insecure was given; what verification would have said is listed.", causes: ["a stopgap that stayed"],
      client: "Name the CA with --cacert."),
    FindingCode(
      "old-tls-version", .warning, "An old TLS version", [.server],
      "The connection uses TLS 1.1 or older.", causes: ["an old server"],
      client: "--tls-min 1.2 shows what will happen.",
      server: "Enable TLS 1.2 and 1.3.", sources: ["RFC 8996"]),
    FindingCode(
      "client-certificate-expires-soon", .warning, "Our certificate ends soon", [.client],
      "It has 30 days or less.", causes: ["its age"], client: "Renew it in time."),
    FindingCode(
      "server-certificate-expires-soon", .warning, "The server's certificate ends soon", [.server],
      "It has 14 days or less.", causes: ["a renewal that did not run"], server: "Renew it in time."),
    FindingCode(
      "client-ca-not-listed", .warning, "The server's list does not name our CA", [.server],
      "It works, but clients that choose by the list (Java, .NET, browsers) would send nothing.",
      causes: ["a list that is not the trust store"],
      client: "Nothing.", server: "Put the CA on the list, or send an empty one.", sources: ["RFC 8446 section 4.2.4"]),
    FindingCode(
      "client-certificate-not-asked", .warning, "Nobody asked for our certificate", [.server],
      "No CertificateRequest came, so ours was not sent.", causes: ["another endpoint", "a gateway in between"],
      client: "Check that this is the endpoint for mutual TLS.", server: "Ask for it."),
    FindingCode(
      "client-certificate-optional", .warning, "The server asked, and went on without", [.client],
      "No identity is configured.", causes: ["an optional certificate"],
      client: "Configure one if the service is to know who calls."),
    FindingCode(
      "client-certificate-asked-late", .warning, "The certificate was asked for after the request", [.server],
      "Renegotiation (TLS 1.2) or post-handshake authentication (TLS 1.3): the server holds the body meanwhile.",
      causes: ["a demand per path (Apache Location, IIS)"], client: "Keep bodies small.",
      server: "Ask in the first handshake.",
      sources: ["RFC 8446 section 4.6.2", "RFC 8740"]),
    FindingCode(
      "client-chain-incomplete", .warning, "Our chain ends before a root", [.client],
      "An issuer was found neither in the identity nor among the intermediates.", causes: ["a PFX without its chain"],
      client: "Add it with --intermediates.", server: "Install it."),
    FindingCode(
      "server-name-only-in-cn", .warning, "The name stands only in the CN", [.server],
      "OpenSSL accepts that; others refuse.", causes: ["an old template"], server: "Reissue with a SAN.",
      sources: ["RFC 9525"]),
    FindingCode(
      "trust-ends-at-intermediate", .warning, "Trust rests on an intermediate", [.client],
      "The trust file holds an intermediate without its root; other programs will refuse.",
      causes: ["the wrong file in --cacert"],
      client: "Add the root.", sources: ["X509_V_FLAG_PARTIAL_CHAIN"]),
  ]
}
