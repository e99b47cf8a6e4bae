import Foundation
import Testing

/// What Mono's own client of a binding puts on the wire, recorded, and what `signet send` does for the same call: the same
/// bytes but for ids and boundaries, and for where Mono differs from .NET.
@Suite(.serialized) struct MonoClientTests {
  /// One call, made by both.
  struct Call: Sendable, CustomTestStringConvertible {
    /// The path, which chooses Mono's binding.
    var name: String
    var arguments: [String] = []
    var operation: String
    var content: String
    var isMTOM = false
    var testDescription: String { name }
    var isSOAP12: Bool { name.contains("soap12") }
  }

  static let calls = [
    Call(name: "basic", operation: "Echo", content: "<text>Grüße &amp; &lt;☃&gt; \"x\"</text>"),
    Call(name: "basic-empty", operation: "WhoAmI", content: ""),
    Call(name: "basic-one-way", arguments: ["--one-way"], operation: "Notify", content: "<text>no reply</text>"),
    Call(name: "soap11", arguments: custom("text:soap11,http"), operation: "Echo", content: "<text>hello</text>"),
    Call(name: "soap12", arguments: custom("text:soap12,http"), operation: "Echo", content: "<text>hello</text>"),
    Call(
      name: "soap12-addressed", arguments: custom("text:soap12wsa10,http"), operation: "Echo",
      content: "<text>Grüße</text>"),
    Call(
      name: "soap12-addressed-ws", arguments: ["--binding", "wsHttp", "--security", "none"], operation: "Echo",
      content: "<text>hello</text>"),
    Call(
      name: "mtom", arguments: custom("mtom:soap11,http"), operation: "Count", content: "<data>\(binary)</data>",
      isMTOM: true),
    Call(
      name: "soap12-mtom-addressed", arguments: custom("mtom:soap12wsa10,http"), operation: "Count",
      content: "<data>\(binary)</data>", isMTOM: true),
  ]

  private static func custom(_ elements: String) -> [String] { ["--binding", "custom", "--elements", elements] }
  private static let bytes = [UInt8]((0..<3000).map { UInt8(truncatingIfNeeded: $0) })
  private static let binary = Data(bytes).base64EncodedString()

  @Test func `Signet puts on the wire what Mono's own client does`() throws {
    let missing = Peer.monoClient.missing
    guard missing.isEmpty else {
      if ProcessInfo.processInfo.environment["CI"] != nil { Issue.record("missing: \(missing)") }
      print("SKIPPED Mono's client: not installed: \(missing.joined(separator: ", ")) (.ci/install --peers)")
      return
    }
    let mono = try RunningPeer(Peer.monoClient, pki: try PeerPKI())
    try waitUntil("Mono has called", log: { mono.log }, { mono.log.contains("called") })
    for call in Self.calls {
      let theirs = try #require(WrittenRequest(mono.site.folder.file(call.name + ".1")), "\(call): \(mono.log)")
      let run = try send(call, to: mono)
      let context = Comment(rawValue: "\(call): \(run.status) \(run.errors)\n\(mono.log)")
      let ours = try #require(WrittenRequest(mono.site.folder.file(call.name + ".2")), context)
      compareHeads(call, theirs, ours)
      if call.isMTOM {
        try comparePackages(call, theirs, ours)
      } else {
        #expect(theirs.envelope == ours.body, "\(call)")
      }
    }
  }

  private func send(_ call: Call, to mono: RunningPeer) throws -> ProgramRun {
    let namespace =
      call.isSOAP12 ? "http://www.w3.org/2003/05/soap-envelope" : "http://schemas.xmlsoap.org/soap/envelope/"
    let content =
      call.content.isEmpty
      ? "<\(call.operation) xmlns=\"urn:peer\" />"
      : "<\(call.operation) xmlns=\"urn:peer\">\(call.content)</\(call.operation)>"
    let envelope = "<s:Envelope xmlns:s=\"\(namespace)\"><s:Body>\(content)</s:Body></s:Envelope>"
    return try ProgramRun.signet(
      [
        "send", "--url", "http://127.0.0.1:\(mono.site.port)/\(call.name)", "--action",
        "urn:peer/Peer/\(call.operation)", "--envelope", "-", "--max-time", "30",
      ] + call.arguments, input: Array(envelope.utf8))
  }

  /// Ours are those of .NET Framework: `Accept-Encoding` in addition, and of SOAP 1.2 without addressing the action in
  /// Content-Type, where Mono keeps SOAPAction.
  private func compareHeads(_ call: Call, _ theirs: WrittenRequest, _ ours: WrittenRequest) {
    #expect(theirs.line == ours.line && theirs.line == "POST /\(call.name) HTTP/1.1")
    for name in ["Host", "Expect"] { #expect(theirs[name] == ours[name] && ours[name] != nil, "\(call) \(name)") }
    #expect(ours["Accept-Encoding"] == "gzip, deflate" && ours["User-Agent"] == nil)
    let action = "\"urn:peer/Peer/\(call.operation)\""
    if call.name == "soap12" {
      #expect(theirs["SOAPAction"] == action && ours["SOAPAction"] == nil)
      #expect(ours["Content-Type"] == (theirs["Content-Type"] ?? "") + "; action=" + action)
    } else {
      #expect(theirs["SOAPAction"] == ours["SOAPAction"], "\(call)")
      if !call.isMTOM { #expect(theirs["Content-Type"] == ours["Content-Type"], "\(call)") }
    }
    let written = ["Content-Type", "SOAPAction", "Content-Length", "Expect"]
    let order = { (request: WrittenRequest) in request.names.filter(written.contains) }
    #expect(order(ours).filter { order(theirs).contains($0) } == order(theirs).filter { order(ours).contains($0) })
  }

  /// Mono writes MTOM's own headers into the body; below them stand the same two parts.
  private func comparePackages(_ call: Call, _ theirs: WrittenRequest, _ ours: WrittenRequest) throws {
    #expect(ours["MIME-Version"] == "1.0" && ours["Content-Type"]?.hasPrefix("multipart/related; type=") == true)
    let (theirParts, ourParts) = (theirs.parts, ours.parts)
    try #require(theirParts.count == 2 && ourParts.count == 2, "\(call): \(theirParts.count), \(ourParts.count)")
    #expect(theirParts[0].envelope == ourParts[0].body, "\(call)")
    #expect(theirParts[1].bytes == Self.bytes && ourParts[1].bytes == Self.bytes, "\(call)")
    for name in ["Content-Transfer-Encoding", "Content-Type"] { #expect(theirParts[1][name] == ourParts[1][name]) }
    #expect(theirParts[0]["Content-Transfer-Encoding"] == ourParts[0]["Content-Transfer-Encoding"])
  }
}

/// A message with a head, as it was recorded.
private struct WrittenRequest {
  var line = ""
  var headers: [(name: String, value: String)] = []
  var bytes: [UInt8]

  init?(_ path: String) {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    self.init([UInt8](data))
    (line, headers) = (headers.first?.name ?? "", Array(headers.dropFirst()))
  }

  init(_ written: [UInt8]) {
    let end = Data(written).range(of: Data("\r\n\r\n".utf8))
    bytes = end.map { Array(written[$0.upperBound...]) } ?? []
    let head = String(decoding: written[..<(end?.lowerBound ?? 0)], as: UTF8.self)
    headers = head.components(separatedBy: "\r\n").map { line in
      guard let colon = line.range(of: ": ") else { return (line, "") }
      return (String(line[..<colon.lowerBound]), String(line[colon.upperBound...]))
    }
  }

  var names: [String] { headers.map(\.name) }
  subscript(name: String) -> String? { headers.first { $0.name == name }?.value }

  /// With ids put out of sight.
  var body: String {
    var text = String(decoding: bytes, as: UTF8.self)
    text.replace(#/urn:uuid:[0-9a-f-]{36}/#, with: "urn:uuid:ID")
    text.replace(#/cid:http:\/\/tempuri.org\/1\/[0-9]+/#, with: "cid:ID")
    return text
  }

  /// Of Mono's without what .NET does not write: byte order mark, XML declaration, and the prefix of addressing before that
  /// of the envelope.
  var envelope: String {
    var text = body
    if text.hasPrefix("\u{FEFF}") { text.removeFirst() }
    text.replace(#/^<\?xml [^>]*\?>/#, with: "")
    text.replace(#/^<s:Envelope (xmlns:a="[^"]*") (xmlns:s="[^"]*")>/#) { "<s:Envelope \($0.2) \($0.1)>" }
    return text
  }

  /// Between the delimiters of the boundary that stands in the head, or in the body.
  var parts: [WrittenRequest] {
    let text = (self["Content-Type"] ?? "") + String(decoding: bytes.prefix(400), as: UTF8.self)
    guard let boundary = text.firstMatch(of: #/boundary="([^"]*)"/#)?.1 else { return [] }
    var rest = Data(bytes)[...]
    var pieces: [Data] = []
    while let delimiter = rest.range(of: Data("\r\n--\(boundary)".utf8)) {
      pieces.append(Data(rest[..<delimiter.lowerBound]))
      rest = rest[delimiter.upperBound...].dropFirst(2)
    }
    return pieces.dropFirst().map { WrittenRequest([UInt8]($0)) }
  }
}

extension Peer {
  /// Records whatever is sent to it, and sends to itself first.
  static let monoClient = Peer(
    name: "Mono's client", programs: ["/usr/bin/mono", "/usr/bin/mcs"],
    arguments: { [$0.folder.file("client.exe"), "\($0.port)", $0.folder.path] },
    prepare: { site in
      let source = try site.folder.write("Client.cs", Array(monoProgram.utf8))
      let libraries = ["System.ServiceModel", "System.Runtime.Serialization", "System.Xml"].map { "-r:\($0).dll" }
      let run = try ProgramRun.run(
        "/usr/bin/mcs", ["-nologo", "-out:\(site.folder.file("client.exe"))", source] + libraries,
        environment: ["PATH": "/usr/bin:/bin", "HOME": site.folder.path, "LC_ALL": "C.UTF-8"])
      if run.status != 0 { throw PeerFailure(description: "mcs: \(run.text)\(run.errors)") }
    }, view: .log)

  private static let monoProgram = """
    using System;
    using System.IO;
    using System.Net;
    using System.Net.Sockets;
    using System.ServiceModel;
    using System.ServiceModel.Channels;
    using System.Text;
    using System.Text.RegularExpressions;
    using System.Threading;

    [ServiceContract(Namespace = "urn:peer", Name = "Peer")]
    public interface IPeer {
      [OperationContract] string Echo(string text);
      [OperationContract] string Count(byte[] data);
      [OperationContract] string WhoAmI();
      [OperationContract(IsOneWay = true)] void Notify(string text);
    }

    // Writes each request, byte for byte, to PATH.N, and answers it.
    class Recorder {
      readonly string folder;
      readonly TcpListener listener;

      public Recorder(int port, string folder) {
        this.folder = folder;
        listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        new Thread(Accept) { IsBackground = true }.Start();
      }

      void Accept() {
        for (;;) {
          var client = listener.AcceptTcpClient();
          new Thread(() => { using (client) try { Serve(client.GetStream()); } catch (IOException) { } })
            { IsBackground = true }.Start();
        }
      }

      void Serve(Stream stream) {
        for (;;) {
          var request = new MemoryStream();
          string head = "";
          while (!head.EndsWith("\\r\\n\\r\\n")) {
            int one = stream.ReadByte();
            if (one < 0) return;
            request.WriteByte((byte)one);
            head += (char)one;
          }
          if (head.Contains("100-continue")) Write(stream, "HTTP/1.1 100 Continue\\r\\n\\r\\n");
          int left = int.Parse(Regex.Match(head, "Content-Length: ([0-9]+)").Groups[1].Value);
          var buffer = new byte[4096];
          while (left > 0) {
            int count = stream.Read(buffer, 0, Math.Min(left, buffer.Length));
            if (count == 0) return;
            request.Write(buffer, 0, count);
            left -= count;
          }
          string name = head.Split(' ')[1].Trim('/');
          Save(name, request.ToArray());
          Write(stream, Answer(name, Encoding.UTF8.GetString(request.ToArray())));
        }
      }

      void Save(string name, byte[] bytes) {
        string path = Path.Combine(folder, name);
        File.WriteAllBytes(path + (File.Exists(path + ".1") ? ".2" : ".1"), bytes);
      }

      static string Answer(string name, string request) {
        if (name.EndsWith("one-way")) return "HTTP/1.1 202 Accepted\\r\\nContent-Length: 0\\r\\n\\r\\n";
        bool newer = name.Contains("soap12");
        string operation = Regex.Match(request, "<s:Body><([A-Za-z]+)").Groups[1].Value;
        string id = Regex.Match(request, "urn:uuid:[0-9a-f-]+").Value;
        string header = id == "" ? "" : "<s:Header xmlns:a='http://www.w3.org/2005/08/addressing'>"
          + "<a:Action s:mustUnderstand='1'>urn:peer/Peer/" + operation + "Response</a:Action><a:RelatesTo>" + id
          + "</a:RelatesTo></s:Header>";
        string body = "<s:Envelope xmlns:s='" + (newer ? "http://www.w3.org/2003/05/soap-envelope"
          : "http://schemas.xmlsoap.org/soap/envelope/") + "'>" + header + "<s:Body><" + operation
          + "Response xmlns='urn:peer'><" + operation + "Result>yes</" + operation + "Result></" + operation
          + "Response></s:Body></s:Envelope>";
        return "HTTP/1.1 200 OK\\r\\nContent-Type: " + (newer ? "application/soap+xml" : "text/xml")
          + "; charset=utf-8\\r\\nContent-Length: " + body.Length + "\\r\\n\\r\\n" + body;
      }

      static void Write(Stream stream, string text) {
        var bytes = Encoding.UTF8.GetBytes(text);
        stream.Write(bytes, 0, bytes.Length);
      }
    }

    static class Program {
      static string root;

      static void Call(string name, Binding binding, Action<IPeer> call) {
        var factory = new ChannelFactory<IPeer>(binding, new EndpointAddress(root + name));
        // Mono's MTOM encoder does not read what is not MTOM: the request is recorded by then.
        try { call(factory.CreateChannel()); } catch (Exception error) { Console.WriteLine(name + ": " + error.Message); }
        factory.Abort();
      }

      static Binding Custom(MessageEncodingBindingElement encoder) {
        return new CustomBinding(encoder, new HttpTransportBindingElement());
      }

      static Binding Text(MessageVersion version) {
        return Custom(new TextMessageEncodingBindingElement(version, Encoding.UTF8));
      }

      static Binding Mtom(MessageVersion version) {
        return Custom(new MtomMessageEncodingBindingElement(version, Encoding.UTF8));
      }

      static void Main(string[] arguments) {
        root = "http://127.0.0.1:" + arguments[0] + "/";
        new Recorder(int.Parse(arguments[0]), arguments[1]);
        var data = new byte[3000];
        for (int index = 0; index < data.Length; index++) data[index] = (byte)index;
        Call("basic", new BasicHttpBinding(), peer => peer.Echo("Gr\\u00fc\\u00dfe & <\\u2603> \\"x\\""));
        Call("basic-empty", new BasicHttpBinding(), peer => peer.WhoAmI());
        Call("basic-one-way", new BasicHttpBinding(), peer => peer.Notify("no reply"));
        Call("soap11", Text(MessageVersion.Soap11), peer => peer.Echo("hello"));
        Call("soap12", Text(MessageVersion.Soap12), peer => peer.Echo("hello"));
        var addressed = MessageVersion.Soap12WSAddressing10;
        Call("soap12-addressed", Text(addressed), peer => peer.Echo("Gr\\u00fc\\u00dfe"));
        Call("soap12-addressed-ws", new WSHttpBinding(SecurityMode.None), peer => peer.Echo("hello"));
        Call("mtom", Mtom(MessageVersion.Soap11), peer => peer.Count(data));
        Call("soap12-mtom-addressed", Mtom(addressed), peer => peer.Count(data));
        Console.WriteLine("called");
        Thread.Sleep(Timeout.Infinite);
      }
    }

    """
}
