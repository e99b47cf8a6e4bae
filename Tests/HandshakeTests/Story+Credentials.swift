import Basics
import Certificates
import Handshake

/// Statuses, revocation lists and tokens.
extension Story {
  static let status = [
    Story("server-status-revoked", .server, "checked, ended before our certificate", revokedAndChecked),
    Story("server-status-unknown", .server, "the responder does not know it", stapled(.unknown)),
    Story("server-status-invalid", .server, "the old certificate's", stapled(.otherCertificate)),
    Story("server-status-invalid", .server, "somebody else's signature", stapled(.notSigned("root ca not trusted"))),
    Story("server-status-invalid", .server, "try later", stapled(.noAnswer("trylater"))),
    Story("server-status-invalid", .server, "noise", stapled(.undecodable)),
    Story("server-status-outdated", .server, "ended yesterday", stapled(.good, from: -9, to: -1)),
    Story("server-status-outdated", .server, "begins tomorrow", stapled(.good, from: 1, to: 9)),
    Story(
      "client-intermediate-expires-soon", .client, "in ten days",
      accepted {
        $0.use([
          Scene.goodChain[0],
          Make.certificate("O=Partner, CN=Partner CA", issuer: "O=Partner, CN=Partner Root", days: 10, isCA: true),
        ])
      }),
    Story(
      "client-certificate-on-revocation-list", .client, "the leaf", listed { $0.revoked = [entry(Scene.goodChain[0])] }),
    Story("revocation-list-outdated", .client, "a newer one was due", listed { $0.nextUpdate = day(-1) }),
  ]

  static let token = [
    Story("client-token-cannot-sign", .client, "taken out", tokenFails(signsPSS: true)),
    Story("client-token-cannot-sign", .client, "no PSS in TLS 1.3", tokenFails(signsPSS: false)),
    Story("client-token-cannot-sign", .client, "wrong salt, found by the server", wrongSalt),
    Story("client-token-no-pss", .client, "works with TLS 1.2", accepted { $0.useToken(signsPSS: false) }),
  ]

  private static func accepted(_ tell: (inout Scene) -> Void) -> Scene {
    var scene = Scene()
    scene.use(Scene.goodChain)
    tell(&scene)
    scene.connect()
    scene.hello()
    scene.serverFlight(asking: ["O=Partner, CN=Partner Root"])
    scene.clientFlight()
    scene.ticket()
    scene.answer()
    return scene
  }

  // MARK: Statuses

  private static func stapled(_ result: StatusCheck.Result, from: Int64 = -1, to: Int64 = 9) -> Scene {
    accepted { scene in
      scene.staple = Make.ocspAnswer([0x80, 0])
      scene.outcome.verification = .init(
        failures: [], builtChain: [], status: StatusCheck(result, thisUpdate: day(from), nextUpdate: day(to)))
    }
  }

  private static var revokedAndChecked: Scene {
    var scene = Scene()
    scene.staple = Make.ocspAnswer([0xA1, 3, 0x18, 1, 0x30])
    scene.use(Scene.goodChain)
    scene.connect()
    scene.hello()
    scene.serverFlight(asking: ["O=Partner, CN=Partner Root"])
    scene.alert(113, from: .client)
    scene.fail(35, "CURLE_SSL_CONNECT_ERROR", "invalid status response")
    scene.outcome.verification = .init(
      failures: [], builtChain: [], status: StatusCheck(.revoked(at: day(-3), reason: "keyCompromise")))
    return scene
  }

  private static func day(_ days: Int64) -> Timestamp {
    Timestamp(secondsSinceEpoch: Scene.now.secondsSinceEpoch + days * 86_400)
  }

  // MARK: Lists

  private static func listed(_ change: (inout RevocationListFacts) -> Void) -> Scene {
    var list = RevocationListFacts(
      issuer: Scene.goodChain[0].issuer, thisUpdate: day(-2), nextUpdate: day(5), entryCount: 1, revoked: [],
      isSigned: true, label: "partner.crl")
    change(&list)
    return accepted { $0.revocationLists = [list] }
  }

  private static func entry(_ certificate: CertificateFacts) -> RevocationListFacts.Entry {
    .init(serial: certificate.serial, date: day(-2), reason: "superseded")
  }

  // MARK: Tokens

  private static func tokenFails(signsPSS: Bool) -> Scene {
    var scene = Scene()
    scene.useToken(signsPSS: signsPSS)
    scene.connect()
    scene.hello()
    scene.serverFlight(asking: ["O=Partner, CN=Partner Root"])
    scene.add(.client, .handshake(Make.certificates(scene.sent, version: 0x0304)))
    scene.fail(35, "CURLE_SSL_CONNECT_ERROR", "Device removed")
    scene.outcome.libraryErrors = [
      .init(library: 131, reason: 0x32, text: "Device removed"), .init(library: 20, reason: 6, text: "EVP lib"),
    ]
    return scene
  }

  private static var wrongSalt: Scene {
    var scene = Scene()
    scene.useToken(signsPSS: true)
    scene.connect()
    scene.hello()
    scene.serverFlight(asking: ["O=Partner, CN=Partner Root"])
    scene.add(.client, .handshake(Make.certificates(scene.sent, version: 0x0304)))
    scene.add(.client, .handshake(Make.message(15, [8, 4, 0, 2, 1, 2])))
    scene.add(.client, .handshake(Make.message(20, [4, 5, 6])))
    scene.alert(51)
    scene.fail(56)
    return scene
  }
}

extension Scene {
  fileprivate mutating func useToken(signsPSS: Bool) {
    use(Scene.goodChain)
    identity?.token = TokenKey(uri: "pkcs11:token=card;object=alice", signsPSS: signsPSS)
  }
}
