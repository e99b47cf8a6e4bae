import Bindings
import Exchange
import Handshake
import Testing

/// Behaviors as request files write them, and what they make of an endpoint.
@Suite struct RequestBehaviorTests {
  static let lines = [
    "client-certificate", "endpoint https://other:8443/s", "http-header X-Trace=a=b c",
    "http-header X-Gone=", "soap-header {urn:k}Key=1 < 2",
    "soap-header {}Key(mustUnderstand=true,actor=urn:node,relay=true)=<a xmlns=\"urn:a\"/>",
    "ws-addressing soap12wsa10", "ws-addressing soap11wsa2004", "mtom", "encoding iso-8859-1",
    "pipe ./sign.sh --key 'a b' | cat", "off pipe ./sign.sh", "off mtom",
  ]

  @Test(arguments: lines) func `A line reads back as it was written`(line: String) throws {
    let behavior = try #require(RequestBehavior(line))
    #expect(behavior.description == line)
    #expect(behavior.isOn == !line.hasPrefix("off "))
    #expect(RequestBehavior(behavior.description) == behavior)
  }

  @Test(arguments: [
    "", "off", "MTOM", "mtom now", "endpoint", "endpoint nowhere", "endpoint ftp://h/",
    "http-header", "http-header =x",
    "http-header a b=1", "http-header X-A=\u{7}", "soap-header Key=1", "soap-header {urn:k}=1",
    "soap-header {urn:k}Key",
    "soap-header {urn:k}Key(x=1)=2", "ws-addressing soap11", "encoding", "encoding a b", "pipe",
    "pipe  ", "unheard of",
  ])
  func `What means nothing is none`(line: String) { #expect(RequestBehavior(line) == nil) }

  @Test func `Every kind has its word, its help and an argument to start from`() {
    #expect(Set(BehaviorKind.all.map(\.word)).count == BehaviorKind.all.count)
    for kind in BehaviorKind.all {
      #expect(kind.help.hasSuffix("."))
      #expect(kind.hint.isEmpty == kind.example.isEmpty)
      #expect(
        Self.lines.contains { $0.hasPrefix(kind.word) }, "\(kind.word) has no line in this test")
    }
  }

  /// A binding, a behavior, and the binding it makes.
  static let changes: [(before: String, behavior: String, after: String)] = [
    (
      "basic(security=transport)", "client-certificate",
      "basic(security=transport,credential=certificate)"
    ),
    ("basic", "client-certificate", "basic(credential=certificate)"),
    ("basicHttps", "client-certificate", "basicHttps(credential=certificate)"),
    (
      "wsHttp(security=transport)", "client-certificate",
      "wsHttp(security=transport,credential=certificate)"
    ),
    (
      "custom(text:soap12,https)", "client-certificate",
      "custom(text:soap12,https(requireClientCertificate=true))"
    ),
    ("custom(text:soap12,http)", "client-certificate", "custom(text:soap12,http)"),
    (
      "basic(security=transport,credential=certificate)", "ws-addressing soap12wsa10",
      "custom(text:soap12wsa10,https(requireClientCertificate=true))"
    ),
    ("custom(text:soap11,https,sendTimeout=5)", "mtom", "custom(mtom:soap11,https,sendTimeout=5)"),
    ("basic", "encoding iso-8859-1", "custom(customText:soap11(writeEncoding=iso-8859-1),http)"),
    ("basic", "encoding utf-16", "custom(text:soap11(writeEncoding=utf-16),http)"),
    ("basic", "http-header X-A=1", "basic"), ("basic", "pipe cat", "basic"),
  ]

  @Test(arguments: changes)
  func `A behavior changes the binding as a callback would`(
    _ change: (before: String, behavior: String, after: String)
  ) throws {
    var binding = try BindingParser.binding(change.before)
    var address = "https://here/"
    try #require(RequestBehavior(change.behavior)).action.apply(
      toAddress: &address, binding: &binding)
    #expect(binding.description == change.after)
    #expect(address == "https://here/")
  }

  @Test func `A binding that cannot be expanded refuses a change of its elements`() throws {
    var binding = try BindingParser.binding(
      "basic(security=transportCredentialOnly,credential=certificate)")
    var address = ""
    #expect(throws: BindingError.self) {
      try RequestBehavior.Action.mtom.apply(toAddress: &address, binding: &binding)
    }
  }

  @Test func `The last address that is switched on decides where a message goes`() throws {
    var draft = Draft(url: "https://own/")
    #expect(draft.effectiveURL == "https://own/")
    draft.behaviors = try ["endpoint https://a/", "endpoint https://b/", "off endpoint https://c/"]
      .map {
        try #require(RequestBehavior($0))
      }
    #expect(draft.effectiveURL == "https://b/")
  }

  @Test func `Only programs that are switched on would run`() throws {
    var draft = Draft(url: "https://own/", folder: "/f")
    draft.behaviors = try ["pipe a", "off pipe b", "mtom"].map { try #require(RequestBehavior($0)) }
    #expect(draft.programs == [ExternalProgram(command: "a", folder: "/f")])
  }
}
