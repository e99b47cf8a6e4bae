import Basics
import Bindings
import Testing

/// Every cell of mode and credential type: legal, ignored or refused, at the moment and with the exception of WCF.
@Suite struct SecurityMatrixTests {
  enum Verdict: Sendable, Equatable, CustomTestStringConvertible {
    /// Used: this HTTP authentication, and whether TLS offers the certificate.
    case used(AuthenticationScheme, certificate: Bool)
    /// May be set, changes nothing.
    case ignored
    case refused(String, String, BindingError.Moment)

    var testDescription: String { "\(self)" }
  }

  struct Cell: Sendable, CustomTestStringConvertible {
    var binding: String
    var mode: String
    var credential: String
    var flavour: Flavour
    var verdict: Verdict

    var text: String { "\(binding)(security=\(mode),credential=\(credential)\(message))" }
    /// With what the mode itself needs, so that the credential type alone decides.
    private var message: String {
      switch (binding, mode) {
      case ("basic", "message"): ",messageCredential=certificate"
      case (_, "transportWithMessageCredential"):
        binding.hasPrefix("ws")
          ? ",messageCredential=userName,establishSecurityContext=false" : ",messageCredential=userName"
      default: ""
      }
    }
    var testDescription: String { "\(text) on \(flavour.title): \(verdict)" }
  }

  /// One row for a mode; the letters are the types in the order of `types`.
  /// - u used · . ignored · c refused with a certificate without TLS · h inherited from a host · m no mode message
  private static let rows: [(binding: String, mode: String, netFramework: String, net: String)] = [
    ("basic", "none", ".......", "......."),
    ("basic", "transport", "uuuuuuh", "uuuuuuH"),
    ("basic", "transportCredentialOnly", "uuuuuch", "uuuuucH"),
    ("basic", "transportWithMessageCredential", ".......", "......."),
    ("basic", "message", "xxxxxxx", "mmmmmmm"),
    ("basicHttps", "transport", "uuuuuuh", "uuuuuuH"),
    ("basicHttps", "transportWithMessageCredential", ".......", "......."),
    ("wsHttp", "none", ".......", "......."),
    ("wsHttp", "transport", "uuuuuuh", "uuuuuuh"),
    ("wsHttp", "transportWithMessageCredential", ".......", "......."),
    ("wsHttp", "message", "xxxxxxx", "mmmmmmm"),
    ("ws2007Http", "none", ".......", "......."),
    ("ws2007Http", "transport", "uuuuuuh", "uuuuuuh"),
    ("ws2007Http", "transportWithMessageCredential", ".......", "......."),
    ("ws2007Http", "message", "xxxxxxx", "mmmmmmm"),
  ]

  private static let types: [(name: String, scheme: AuthenticationScheme)] = [
    ("none", .anonymous), ("basic", .basic), ("digest", .digest), ("ntlm", .ntlm), ("windows", .negotiate),
    ("certificate", .anonymous), ("inheritedFromHost", .none),
  ]

  static let cells: [Cell] = rows.flatMap { row in
    [(Flavour.netFramework, row.netFramework), (.net, row.net)].flatMap { flavour, letters in
      zip(types, letters).map { type, letter in
        Cell(
          binding: row.binding, mode: row.mode, credential: type.name, flavour: flavour,
          verdict: verdict(letter, type.name, type.scheme))
      }
    }
  }

  private static func verdict(_ letter: Character, _ type: String, _ scheme: AuthenticationScheme) -> Verdict {
    switch letter {
    case "u": .used(scheme, certificate: type == "certificate")
    case "c":
      .refused(
        "InvalidOperationException", "CertificateUnsupportedForHttpTransportCredentialOnly", .createBindingElements)
    case "h": .refused("InvalidOperationException", "HttpClientCredentialTypeInvalid", .open)
    case "H": .refused("PlatformNotSupportedException", "UnsupportedSecuritySetting", .createBindingElements)
    case "m": .refused("PlatformNotSupportedException", "UnsupportedSecuritySetting", .construct)
    // Legal in WCF of .NET Framework; what this program does not carry out has no exception there.
    case "x": .refused("", "", .open)
    default: .ignored
    }
  }

  @Test func `The table has every cell once`() {
    #expect(Self.cells.count == (5 + 2 + 4 + 4) * 7 * 2)
    #expect(Set(Self.cells.map { "\($0.text) \($0.flavour)" }).count == Self.cells.count)
    #expect(Set(Self.types.map(\.name)) == Set(HTTPClientCredentialType.allCases.map(\.rawValue)))
  }

  @Test(arguments: cells)
  func `A cell is what WCF makes of it`(cell: Cell) throws {
    let binding = try BindingParser.binding(cell.text)
    let outcome = Result { () throws(BindingError) in
      try binding.wirePlan(action: "urn:a", flavour: cell.flavour)
    }
    switch (cell.verdict, outcome) {
    case (.used(let scheme, let certificate), .success(let plan)):
      #expect(plan.authenticationScheme == scheme && plan.offersClientCertificate == certificate)
      #expect(plan.scheme == (cell.mode == "transportCredentialOnly" ? "http" : "https"))
      #expect(!binding.ignoresTransportCredential)
    case (.ignored, .success(let plan)):
      #expect(plan.authenticationScheme == .anonymous && !plan.offersClientCertificate)
      // None and the binding's own default were not set by anybody.
      let isSet = cell.credential != "none" && !(cell.binding.hasPrefix("ws") && cell.credential == "windows")
      #expect(binding.ignoresTransportCredential == isSet)
      #expect(try lint(binding, plan, cell.flavour).contains("credential-ignored") == isSet)
    case (.refused("", _, _), .failure(let error)):
      #expect(error.wcf == nil && error.code == expectedRefusal(cell))
      #expect(throws: Never.self) { try binding.createBindingElements(cell.flavour) }
    case (.refused(let type, let key, let moment), .failure(let error)):
      #expect(error.wcf == .init(type, key, moment))
      #expect(error.values.last == "WCF: " + (error.wcf?.line ?? ""))
      let isRaisedLater = moment == .open
      #expect(((try? binding.createBindingElements(cell.flavour)) != nil) == isRaisedLater)
    default: Issue.record("\(cell.testDescription), but it was \(outcome)")
    }
  }

  private func expectedRefusal(_ cell: Cell) -> String { "security-not-carried-out" }

  private func lint(_ binding: Binding, _ plan: WirePlan, _ flavour: Flavour) throws -> [String] {
    BindingLint.findings(
      for: .init(binding: binding, url: plan.scheme + "://host/", action: "urn:a", flavour: flavour)
    ).map(\.code)
  }

  /// The other half: what the message credential types do in the modes that look at them.
  @Test(arguments: [
    (
      "basic(security=message)", Flavour.netFramework,
      "InvalidOperationException BasicHttpMessageSecurityRequiresCertificate"
    ),
    ("basic(security=message)", .net, "PlatformNotSupportedException UnsupportedSecuritySetting"),
    (
      "wsHttp(security=transportWithMessageCredential,messageCredential=none)", .netFramework,
      "InvalidOperationException ClientCredentialTypeMustBeSpecifiedForMixedMode"
    ),
    (
      "wsHttp(security=transportWithMessageCredential,messageCredential=issuedToken)", .net,
      "PlatformNotSupportedException UnsupportedSecuritySetting"
    ),
    (
      "wsHttp(security=transportWithMessageCredential,messageCredential=issuedToken)", .netFramework,
      "security-not-carried-out"
    ),
    ("wsHttp(security=transportWithMessageCredential)", .netFramework, "security-not-carried-out"),
    (
      "wsHttp(security=transportWithMessageCredential,messageCredential=userName)", .netFramework,
      "secure-conversation-not-carried-out"
    ),
    (
      "wsHttp(security=transportWithMessageCredential,messageCredential=userName,reliableSession=true,"
        + "establishSecurityContext=false)", .netFramework,
      "InvalidOperationException SecureConversationRequiredByReliableSession"
    ),
    (
      "wsHttp(security=transport,reliableSession=true)", .net,
      "InvalidOperationException WSHttpDoesNotSupportRMWithHttps"
    ),
    ("wsHttp(security=none,reliableSession=true)", .net, "element-not-carried-out"),
    (
      "wsHttp(security=none,maxReceivedMessageSize=2147483648)", .net,
      "ArgumentOutOfRangeException MaxReceivedMessageSizeMustBeInIntegerRange"
    ),
  ])
  func `A message credential is refused with WCF's meaning`(text: String, flavour: Flavour, expected: String) throws {
    let binding = try BindingParser.binding(text)
    let error = #expect(throws: BindingError.self) { try binding.wirePlan(action: nil, flavour: flavour) }
    let words = error?.wcf.map { "\($0.type) \($0.key)" } ?? error?.code
    #expect(words == expected)
    #expect(error?.remedy.isEmpty == false)
  }
}
