internal import Exchange
internal import Handshake
internal import TLS

extension Scenario {
  /// Every scenario: the good ones first, then by how far the handshake comes. Listing, documentation and tests read
  /// this table.
  public static let all: [Scenario] =
    good + network + hello + serverCertificate + clientCertificate + late + frontEnd + answers + probed

  private static let good = [
    good("tls13", "A client certificate over TLS 1.3: the call goes through.") { server, _ in server.minimum = .tls13 },
    good("tls12", "A client certificate over TLS 1.2: the call goes through.") { server, _ in server.maximum = .tls12 },
    good("optional", "The server would like a certificate and lets a client without one in.") { server, client in
      server.demand = .optional
      client.identity = nil
    }
    .noticing("client-certificate-optional"),
    good(
      "post-handshake",
      "The server asks for the certificate only when it has read the request (post-handshake authentication, TLS 1.3)."
    ) { server, _ in
      server.minimum = .tls13
      server.gate = .asksAfterRequest
    }
    .noticing("client-certificate-asked-late"),
    good(
      "renegotiation",
      "The server asks for the certificate only when it has read the request, by a second handshake (TLS 1.2)."
    ) { server, _ in
      server.maximum = .tls12
      server.gate = .asksAfterRequest
    }
    .noticing("client-certificate-asked-late"),
  ]

  private static let network = [
    Scenario(
      name: "connection-refused", story: "The computer is there, and nothing listens on the port.", server: .deaf,
      client: ClientSetup(host: "127.0.0.1"), finding: "connection-refused", blame: .server),
    Scenario(
      name: "name-not-found", story: "The address names a host that does not exist.", server: .deaf,
      client: ClientSetup(scheme: "http", host: "no-such-host.invalid", identity: nil), finding: "name-not-found",
      blame: .client),
    Scenario(
      name: "plain-http", story: "The address says https, and the port speaks HTTP without TLS.", server: .plainHTTP,
      client: ClientSetup(), finding: "not-tls", blame: .client),
    Scenario(
      name: "other-protocol", story: "The port belongs to a mail server.",
      server: .banner("220 mail.example ESMTP\r\n"), client: ClientSetup(), finding: "not-tls", blame: .client),
  ]

  private static let hello = [
    bad(
      "version-client", "The client stops at TLS 1.2 by its own setting; the server wants TLS 1.3.",
      "no-common-version", .client
    ) { server, client in
      server.minimum = .tls13
      client.tls.maximum = .tls12
    },
    bad(
      "version-server", "An old server that speaks nothing newer than TLS 1.1.", "server-version-too-old", .server
    ) { server, _ in
      (server.minimum, server.maximum) = (.tls10, .tls11)
      server.ciphers = "ALL:@SECLEVEL=0"
    },
    bad(
      "cipher-client", "The client offers one cipher by its own setting, and the server does not have it.",
      "no-common-cipher", .client
    ) { server, client in
      server.maximum = .tls12
      server.ciphers = "ECDHE-ECDSA-AES256-GCM-SHA384"
      client.tls.maximum = .tls12
      client.tls.ciphers = "ECDHE-ECDSA-CHACHA20-POLY1305"
    },
    bad(
      "cipher-server", "A server restricted to a cipher that clients do not offer any more.", "no-common-cipher",
      .server
    ) { server, _ in
      server.maximum = .tls12
      server.ciphers = "ECDHE-ECDSA-CAMELLIA256-SHA384"
    },
  ]

  private static let serverCertificate = [
    bad("server-expired", "The server's certificate ended three days ago.", "server-certificate-expired", .server) {
      server, _ in server.identity = .expired
    },
    bad(
      "server-wrong-name", "The server's certificate is for another host; it must not see the client's.",
      "server-name-mismatch", .server
    ) { server, _ in server.identity = .wrongName },
    bad(
      "server-untrusted", "The server's certificate comes from an authority that the client does not know.",
      "server-untrusted", .client
    ) { server, _ in server.identity = .untrusted },
    bad(
      "server-incomplete", "The server sends its own certificate without the intermediate.", "server-chain-incomplete",
      .server
    ) { server, _ in server.identity = .incomplete },
    bad(
      "server-status-revoked",
      "The server itself attaches the news that its certificate was revoked; it must not see the client's.",
      "server-status-revoked", .server
    ) { server, _ in server.stapledStatus = .revoked },
  ]

  private static let clientCertificate = [
    bad(
      "no-certificate", "The server demands a certificate, the client sends none (TLS 1.2).",
      "client-certificate-missing", .client
    ) { server, client in
      server.maximum = .tls12
      client.identity = nil
    },
    bad(
      "no-certificate-tls13",
      "The server demands a certificate, the client sends none; in TLS 1.3 the refusal comes when the handshake seems done.",
      "client-certificate-missing", .client
    ) { server, client in
      server.minimum = .tls13
      client.identity = nil
    },
    bad(
      "unknown-ca", "The client's certificate comes from an authority that the server does not know.",
      "client-ca-unknown", .client
    ) {
      _, client in client.identity = .stranger
    },
    bad(
      "missing-intermediate",
      "The server knows only the root; the client's file, and so its handshake, lacks the intermediate between.",
      "client-intermediate-missing", .client
    ) { _, client in client.identity = .aliceLeaf },
    bad(
      "leaf-only", "The client has the whole chain and sends the leaf alone, as WCF does on many machines.",
      "client-intermediate-missing", .client
    ) { _, client in client.chain = .leaf },
    bad("client-expired", "The client's certificate ended three days ago.", "client-certificate-expired", .client) {
      _, client in client.identity = .expired
    },
    bad(
      "client-server-only", "The client's certificate may be used by servers only (extended key usage).",
      "client-key-usage", .client
    ) {
      _, client in client.identity = .serverOnly
    },
    bad(
      "client-no-signature", "The client's key may not sign (key usage), so it cannot prove itself.",
      "client-key-usage", .client
    ) {
      _, client in client.identity = .noSignature
    },
    bad(
      "front-end",
      "The handshake succeeds without a certificate; the TLS front end wanted one and says so in HTTP with status 400.",
      "front-end-refused", .client
    ) { server, client in
      server.demand = .optional
      server.gate = .frontEnd
      client.identity = nil
    },
  ]

  /// The server asks when it has read the request; once for each way of asking, and each must be understood.
  private static let late = [TLSVersion.tls13, .tls12].flatMap { version in
    let name = version == .tls13 ? "post-handshake" : "renegotiation"
    let how = version == .tls13 ? "TLS 1.3, post-handshake authentication" : "TLS 1.2, a second handshake"
    return [
      bad(
        "\(name)-no-certificate",
        "The server demands the certificate only after the request, and the client has none (\(how)).",
        "client-certificate-missing", .client
      ) { server, client in
        asksLate(version, &server)
        client.identity = nil
      },
      bad(
        "\(name)-unknown-ca",
        "The server demands the certificate only after the request, and does not know its authority (\(how)).",
        "client-ca-unknown", .client
      ) { server, client in
        asksLate(version, &server)
        client.identity = .stranger
      },
      bad(
        "\(name)-leaf-only",
        "The server demands the certificate only after the request, and gets the leaf without the intermediate (\(how)).",
        "client-intermediate-missing", .client
      ) { server, client in
        asksLate(version, &server)
        client.chain = .leaf
      },
    ]
  }

  private static func asksLate(_ version: TLSVersion, _ server: inout TLSSetup) {
    (server.minimum, server.maximum) = (version, version)
    server.gate = .asksAfterRequest
  }

  private static let frontEnd = [
    bad(
      "front-end-unknown-ca",
      "The TLS front end does not know the authority of the certificate and says in HTTP only that "
        + "something is wrong with it.", "client-ca-unknown", .client
    ) { server, client in
      server.demand = .optional
      server.gate = .frontEnd
      client.identity = .stranger
    },
    bad(
      "front-end-expired",
      "The TLS front end finds the certificate expired and says in HTTP only that something is wrong with "
        + "it.", "client-certificate-expired", .client
    ) { server, client in
      server.demand = .optional
      server.gate = .frontEnd
      client.identity = .expired
    },
  ]

  /// The connection is in order, the message is not.
  private static let answers = [
    bad(
      "answer-expired",
      "The answer's WS-Security timestamp ended an hour ago: a clock is wrong, or the answer was kept for later.",
      "message-timestamp-expired", .server
    ) { server, client in
      server.answers = .expiredTimestamp
      client.binding = signedMessage
    },
    bad(
      "answer-changed", "The server signed its answer, and something on the way added a space to it.",
      "signature-digest-mismatch", .server
    ) { server, client in
      server.answers = .changedAfterSigning
      client.binding = signedMessage
    },
    good("answer-to-another", "The answer's addressing headers say that it answers a message that nobody sent.") {
      server, client in
      server.answers = .otherRelation
      client.binding = "custom(text:soap12wsa10,https(requireClientCertificate=true))"
    }
    .noticing("relates-to-mismatch"),
  ]

  private static let signedMessage =
    "custom(security:certificateOverTransport,text:soap12,https(requireClientCertificate=true))"

  private func noticing(_ code: String) -> Scenario {
    var scenario = self
    scenario.noticed = code
    return scenario
  }

  /// What a call alone does not tell, and the probes of a diagnosis do.
  private static let probed = [
    bad(
      "tls13-filter", "A filter in front of the server closes every connection whose hello offers TLS 1.3.",
      "closed-after-hello", .server
    ) { server, _ in server.way = .tls13Filter }
    .probed("tls13-not-tolerated", .server),
    bad(
      "chain-too-long",
      "The server knows the intermediate itself and takes no chain of more than one certificate; it refuses with an "
        + "alert that speaks of the authority.", "server-cannot-check-client", .server
    ) { server, _ in server.maximumChainLength = 1 }
    .probed("client-chain-not-tolerated", .server),
    bad(
      "cutting-proxy", "The proxy opens the tunnel and cuts it in the midst of the server's first flight.",
      "cut-in-server-flight", .network
    ) { server, client in
      server.way = .cuttingProxy
      client.usesProxy = true
    }
    .probed("proxy-in-the-way", .proxy),
    bad(
      "inspecting-proxy", "The proxy ends TLS itself, with a certificate of its own authority.", "server-untrusted",
      .client
    ) { server, client in
      server.way = .inspectingProxy
      client.usesProxy = true
    }
    .probed("tls-inspected", .proxy),
  ]

  private func probed(_ code: String, _ blame: Finding.Blame) -> Scenario {
    var scenario = self
    scenario.probed = ProbedVerdict(code: code, blame: blame)
    return scenario
  }
}

extension Scenario {
  private typealias Change = (inout TLSSetup, inout ClientSetup) -> Void

  private static func good(_ name: String, _ story: String, _ change: Change) -> Scenario {
    make(name, story, finding: nil, blame: nil, change)
  }

  private static func bad(
    _ name: String, _ story: String, _ finding: String, _ blame: Finding.Blame, _ change: Change
  ) -> Scenario {
    make(name, story, finding: finding, blame: blame, change)
  }

  private static func make(
    _ name: String, _ story: String, finding: String?, blame: Finding.Blame?, _ change: Change
  ) -> Scenario {
    var server = TLSSetup()
    var client = ClientSetup()
    change(&server, &client)
    return Scenario(name: name, story: story, server: .tls(server), client: client, finding: finding, blame: blame)
  }
}
