import Foundation
import Testing

/// `signet send` against a service of Mono's own `ServiceHost`: what a binding writes is what that implementation of WCF
/// reads, in each encoding and with each kind of header.
@Suite(.serialized) struct MonoTests {
  private static let programs = ["/usr/bin/mcs", "/usr/bin/mono"]

  /// One call and what must come of it.
  struct Call: Sendable, CustomTestStringConvertible {
    var name: String
    var path = "basic"
    var arguments: [String] = []
    var operation: String
    var content: String
    /// In the answer's body.
    var answer: String
    var status: Int32 = 0

    var testDescription: String { name }
    var version: Int { arguments.contains { $0.contains("soap12") } ? 12 : 11 }
  }

  /// Not in UTF-16: of its charset Mono knows another name than the one that .NET Framework writes (utf-16LE).
  static let calls = [
    Call(name: "Basic", operation: "Echo", content: "<text>Grüße &amp; ☃</text>", answer: ">Grüße &amp; ☃<"),
    Call(
      name: "Basic, streamed", arguments: ["--binding", "basic(transferMode=streamed)"], operation: "Echo",
      content: "<text>\(String(repeating: "long ", count: 1_500))</text>", answer: "long long"),
    Call(
      name: "Custom, SOAP 1.2 with addressing", path: "addressed",
      arguments: ["--binding", "custom", "--elements", "text:soap12wsa10,http"], operation: "Echo",
      content: "<text>hello</text>", answer: ">hello<"),
    Call(
      name: "MTOM", path: "mtom", arguments: ["--binding", "custom", "--elements", "mtom:soap11,http"],
      operation: "Count", content: "<data>\(binary)</data>", answer: ">3000 bytes, sum 195000<"),
    Call(
      name: "MTOM, SOAP 1.2 with addressing, streamed", path: "addressed-mtom",
      arguments: ["--binding", "custom", "--elements", "mtom:soap12wsa10,http(transferMode=streamed)"],
      operation: "Count", content: "<data>\(binary)</data>", answer: ">3000 bytes, sum 195000<"),
    Call(
      name: "User name over transport",
      arguments: [
        "--binding", "custom", "--elements",
        "security:userNameOverTransport(allowInsecureTransport=true,enableUnsecuredResponse=true),text:soap11,http",
        "--user", "alice", "--user-password", "env:PEER_PASSWORD",
      ], operation: "WhoAmI", content: "", answer: ">alice/\(PeerPKI.password)<"),
    Call(name: "Fault", operation: "Fail", content: "<reason>no</reason>", answer: "<faultcode", status: 1),
    Call(
      name: "One-way", arguments: ["--one-way"], operation: "Notify", content: "<text>no reply</text>", answer: ""),
  ]

  /// 3000 times the letter A.
  private static let binary = Data(repeating: 65, count: 3000).base64EncodedString()

  @Test func `Mono's service reads every message and answers it`() throws {
    let missing = Self.programs.filter { !FileManager.default.isExecutableFile(atPath: $0) }
    guard missing.isEmpty else {
      if ProcessInfo.processInfo.environment["CI"] != nil { Issue.record("missing: \(missing)") }
      print("SKIPPED Mono: not installed: \(missing.joined(separator: ", ")) (.ci/install --peers)")
      return
    }
    let host = try RunningPeer(Peer.mono, pki: try PeerPKI())
    try waitUntil("every endpoint is open", log: { host.log }, { host.log.contains("open") })
    for call in Self.calls { try check(call, host) }
    try waitUntil("the one-way message arrives", log: { host.log }, { host.log.contains("notified: no reply") })
  }

  private func check(_ call: Call, _ host: RunningPeer) throws {
    let run = try ProgramRun.signet(
      [
        "send", "--url", "http://127.0.0.1:\(host.site.port)/\(call.path)/e", "--action",
        "urn:peer/Peer/\(call.operation)", "--envelope", "-", "--max-time", "30", "--format", "json",
      ] + call.arguments, input: Array(envelope(call).utf8), environment: ["PEER_PASSWORD": PeerPKI.password])
    let context = Comment(rawValue: "\(call.name): \(run.errors)\n\(run.text)\n\(host.log.suffix(2000))")
    #expect(run.status == call.status, context)
    let report = try #require(try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any], context)
    #expect((report.at("response", "body") as? String)?.contains(call.answer) == true || call.answer.isEmpty, context)
    #expect(report.at("wcf", "outcome") as? String == outcome(call), context)
    if call.path.hasPrefix("addressed") {
      let id = try #require(report.at("request", "messageID") as? String, context)
      #expect(report.at("response", "addressing", "relatesTo") as? [String] == [id], context)
    }
  }

  /// Of MTOM, Mono's own answers have their MIME headers in the body, which no other WCF client reads.
  private func outcome(_ call: Call) -> String {
    if call.path.hasSuffix("mtom") { return "CommunicationException" }
    return call.status == 0 ? "reply" : "FaultException"
  }

  private func envelope(_ call: Call) -> String {
    let namespace =
      call.version == 12 ? "http://www.w3.org/2003/05/soap-envelope" : "http://schemas.xmlsoap.org/soap/envelope/"
    return
      "<s:Envelope xmlns:s=\"\(namespace)\"><s:Body><\(call.operation) xmlns=\"urn:peer\">\(call.content)"
      + "</\(call.operation)></s:Body></s:Envelope>"
  }
}

extension Peer {
  static let mono = Peer(
    name: "Mono", programs: ["/usr/bin/mono", "/usr/bin/mcs"],
    arguments: { [$0.folder.file("service.exe"), "\($0.port)"] },
    prepare: { site in
      let source = try site.folder.write("Service.cs", Array(monoService.utf8))
      let libraries = ["System.ServiceModel", "System.Runtime.Serialization", "System.Xml"].map { "-r:\($0).dll" }
      let run = try ProgramRun.run(
        "/usr/bin/mcs", ["-nologo", "-out:\(site.folder.file("service.exe"))", source] + libraries,
        environment: ["PATH": "/usr/bin:/bin", "HOME": site.folder.path, "LC_ALL": "C.UTF-8"])
      if run.status != 0 { throw PeerFailure(description: "mcs: \(run.text)\(run.errors)") }
    }, view: .answer)

  /// One class behind four bindings. The last part of each address is there because Mono takes the first endpoint whose
  /// address begins the request's path.
  private static let monoService = """
    using System;
    using System.ServiceModel;
    using System.ServiceModel.Channels;
    using System.ServiceModel.Description;
    using System.ServiceModel.Dispatcher;
    using System.Text;
    using System.Threading;
    using System.Xml;

    [ServiceContract(Namespace = "urn:peer", Name = "Peer")]
    public interface IPeer {
      [OperationContract] string Echo(string text);
      [OperationContract] string Count(byte[] data);
      [OperationContract] string WhoAmI();
      [OperationContract] void Fail(string reason);
      [OperationContract(IsOneWay = true)] void Notify(string text);
    }

    [ServiceBehavior(Namespace = "urn:peer", ValidateMustUnderstand = false)]
    public class Service : IPeer {
      const string Security = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";

      public string Echo(string text) { return text; }

      public string Count(byte[] data) {
        int sum = 0;
        foreach (byte one in data) sum += one;
        return data.Length + " bytes, sum " + sum;
      }

      public string WhoAmI() {
        var headers = OperationContext.Current.IncomingMessageHeaders;
        var header = new XmlDocument();
        header.Load(headers.GetReaderAtHeader(headers.FindHeader("Security", Security)).ReadSubtree());
        var names = new XmlNamespaceManager(header.NameTable);
        names.AddNamespace("o", Security);
        Func<string, string> text = path => header.SelectSingleNode(path, names).InnerText;
        return text("//o:UsernameToken/o:Username") + "/" + text("//o:UsernameToken/o:Password");
      }

      public void Fail(string reason) { throw new FaultException(reason); }

      public void Notify(string text) { Console.WriteLine("notified: " + text); }
    }

    // Mono compares the addresses of messages whatever AddressFilterMode says.
    class AnyAddress : IEndpointBehavior {
      public void AddBindingParameters(ServiceEndpoint endpoint, BindingParameterCollection parameters) { }
      public void ApplyClientBehavior(ServiceEndpoint endpoint, ClientRuntime runtime) { }
      public void ApplyDispatchBehavior(ServiceEndpoint endpoint, EndpointDispatcher dispatcher) {
        dispatcher.AddressFilter = new MatchAllMessageFilter();
      }
      public void Validate(ServiceEndpoint endpoint) { }
    }

    static class Program {
      static Binding Custom(MessageEncodingBindingElement encoder) {
        return new CustomBinding(encoder, new HttpTransportBindingElement { MaxReceivedMessageSize = 1000000 });
      }

      static void Main(string[] arguments) {
        // Each endpoint keeps a thread of the pool waiting.
        ThreadPool.SetMinThreads(32, 32);
        string root = "http://127.0.0.1:" + arguments[0] + "/";
        var host = new ServiceHost(typeof(Service), new Uri(root));
        host.Description.Behaviors.Remove<ServiceDebugBehavior>();
        Action<string, Binding> add = (path, binding) =>
          host.AddServiceEndpoint(typeof(IPeer), binding, root + path + "/e").Behaviors.Add(new AnyAddress());
        var addressed = MessageVersion.Soap12WSAddressing10;
        add("basic", new BasicHttpBinding { MaxReceivedMessageSize = 1000000 });
        add("addressed", Custom(new TextMessageEncodingBindingElement(addressed, Encoding.UTF8)));
        add("mtom", Custom(new MtomMessageEncodingBindingElement(MessageVersion.Soap11, Encoding.UTF8)));
        add("addressed-mtom", Custom(new MtomMessageEncodingBindingElement(addressed, Encoding.UTF8)));
        host.Open();
        Console.WriteLine("open");
        Thread.Sleep(Timeout.Infinite);
      }
    }

    """
}
