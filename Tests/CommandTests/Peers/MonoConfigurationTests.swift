import Foundation
import Testing

/// Exported configuration in the eyes of Mono's own classes for `system.serviceModel`: every name and value is one that
/// they know, and where Mono can make the binding, it has the elements that it was exported from.
@Suite(.serialized) struct MonoConfigurationTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var binding: String
    var url = "https://host/s"
    /// What Mono finds set, below `binding`.
    var set: [String] = []
    /// What it makes of them; empty where Mono has classes that read the configuration, but none that apply it.
    var elements: [String] = []
    var testDescription: String { binding }
  }

  /// Not here, because Mono does not know them: basicHttpsBinding and enableUnsecuredResponse.
  static let rows = [
    Row(
      binding: "basic(security=transport,credential=certificate,sendTimeout=00:05:00,allowCookies=true)",
      set: [
        "allowCookies=True", "security.mode=Transport", "security.transport.clientCredentialType=Certificate",
        "sendTimeout=00:05:00",
      ],
      elements: [
        "TextMessageEncodingBindingElement Soap11",
        "HttpsTransportBindingElement Anonymous 65536 Buffered cookies certificate",
      ]),
    Row(
      binding: "basic(security=transportCredentialOnly,credential=ntlm,maxReceivedMessageSize=1000000)",
      url: "http://host/s",
      set: [
        "maxReceivedMessageSize=1000000", "security.mode=TransportCredentialOnly",
        "security.transport.clientCredentialType=Ntlm",
      ],
      elements: [
        "TextMessageEncodingBindingElement Soap11", "HttpTransportBindingElement Ntlm 1000000 Buffered",
      ]),
    Row(
      binding: "basic(messageEncoding=mtom,transferMode=streamed,maxDepth=200)", url: "http://host/s",
      set: ["messageEncoding=Mtom", "readerQuotas.maxDepth=200", "transferMode=Streamed"],
      elements: [
        "MtomMessageEncodingBindingElement Soap11", "HttpTransportBindingElement Anonymous 65536 Streamed",
      ]),
    Row(
      binding: "custom(text:soap12wsa10,https(requireClientCertificate=true,maxReceivedMessageSize=70000))",
      set: ["httpsTransport.maxReceivedMessageSize=70000", "httpsTransport.requireClientCertificate=True"],
      elements: [
        "TextMessageEncodingBindingElement Soap12 Addressing10",
        "HttpsTransportBindingElement Anonymous 70000 Buffered certificate",
      ]),
    Row(
      binding: "custom(text:soap11,http(authenticationScheme=basic,transferMode=streamedResponse))",
      url: "http://host/s",
      set: [
        "httpTransport.authenticationScheme=Basic", "httpTransport.transferMode=StreamedResponse",
        "textMessageEncoding.messageVersion=Soap11(http://schemas.xmlsoap.org/soap/envelope/) AddressingNone "
          + "(http://schemas.microsoft.com/ws/2005/05/addressing/none)",
      ],
      // Mono reads the version and makes its default all the same.
      elements: [
        "TextMessageEncodingBindingElement Soap12 Addressing10",
        "HttpTransportBindingElement Basic 65536 StreamedResponse",
      ]),
    Row(
      binding: "wsHttp(security=transport,credential=certificate)",
      set: ["security.mode=Transport", "security.transport.clientCredentialType=Certificate"]),
    Row(
      binding:
        "wsHttp(security=transportWithMessageCredential,messageCredential=userName,establishSecurityContext=false)",
      set: [
        "security.message.clientCredentialType=UserName", "security.message.establishSecurityContext=False",
        "security.mode=TransportWithMessageCredential",
      ]),
    Row(
      binding: "custom(mtom:soap11(maxBufferSize=100000),http(keepAliveEnabled=false))", url: "http://host/s",
      set: ["httpTransport.keepAliveEnabled=False", "mtomMessageEncoding.maxBufferSize=100000"]),
    Row(
      binding: "custom(security:certificateOverTransport(includeTimestamp=false),text:soap12wsa10,https)",
      set: ["security.authenticationMode=CertificateOverTransport", "security.includeTimestamp=False"]),
  ]

  @Test func `Mono reads what is exported, and makes the binding of it that it was`() throws {
    let missing = Peer.mono.missing
    guard missing.isEmpty else {
      if ProcessInfo.processInfo.environment["CI"] != nil { Issue.record("missing: \(missing)") }
      print("SKIPPED Mono's configuration: not installed: \(missing.joined(separator: ", ")) (.ci/install --peers)")
      return
    }
    let home = try Folder()
    try compile(in: home)
    for (index, row) in Self.rows.enumerated() { try export(row, as: "r\(index)", home) }
    let run = try ProgramRun.run(
      "/usr/bin/mono", [home.file("reader.exe")] + Self.rows.indices.map { home.file("r\($0).config") },
      environment: environment(home))
    let told = run.text.components(separatedBy: "file\n").dropFirst().map { $0.split(separator: "\n").map(String.init) }
    try #require(told.count == Self.rows.count, "\(run.text)\(run.errors)")
    for (row, lines) in zip(Self.rows, told) {
      for set in row.set { #expect(lines.contains("set \(set)"), "\(row)\n\(lines)") }
      let elements = lines.filter { $0.hasPrefix("element ") }.map { String($0.dropFirst("element ".count)) }
      #expect(elements == row.elements, "\(row)\n\(lines)")
      #expect(lines.contains("not implemented") == row.elements.isEmpty, "\(row)\n\(lines)")
    }
  }

  private func export(_ row: Row, as name: String, _ home: Folder) throws {
    try home.write("\(name).yaml", "url: \(row.url)\naction: urn:x\nbinding: \"\(row.binding)\"\n")
    let version = row.binding.contains("soap12") || row.binding.hasPrefix("ws")
    let namespace = version ? "http://www.w3.org/2003/05/soap-envelope" : "http://schemas.xmlsoap.org/soap/envelope/"
    try home.write("\(name).xml", "<s:Envelope xmlns:s=\"\(namespace)\"><s:Body/></s:Envelope>")
    let run = try ProgramRun.signet(["export", "dotnet", home.file("\(name).yaml")], home: home)
    try #require(run.status == 0, "\(row): \(run.errors)")
    try home.write("\(name).config", run.output)
  }

  private func compile(in home: Folder) throws {
    let source = try home.write("Reader.cs", Self.reader)
    let libraries = ["System.ServiceModel", "System.Configuration", "System.Core"].map { "-r:\($0).dll" }
    let run = try ProgramRun.run(
      "/usr/bin/mcs", ["-nologo", "-out:\(home.file("reader.exe"))", source] + libraries, environment: environment(home)
    )
    try #require(run.status == 0, "mcs: \(run.text)\(run.errors)")
  }

  private func environment(_ home: Folder) -> [String: String] {
    ["PATH": "/usr/bin:/bin", "HOME": home.path, "LC_ALL": "C.UTF-8"]
  }

  private static let reader = """
    using System;
    using System.Configuration;
    using System.Linq;
    using System.ServiceModel.Channels;
    using System.ServiceModel.Configuration;

    static class Reader {
      static void Set(ConfigurationElement element, string path) {
        foreach (PropertyInformation property in element.ElementInformation.Properties) {
          var inner = property.Value as ConfigurationElement;
          if (inner != null) Set(inner, path + property.Name + ".");
          else if (property.ValueOrigin == PropertyValueOrigin.SetHere)
            Console.WriteLine("set " + path + property.Name + "=" + property.Value);
        }
      }

      static string Line(BindingElement element) {
        string line = element.GetType().Name;
        var encoder = element as MessageEncodingBindingElement;
        if (encoder != null) {
          var version = encoder.MessageVersion;
          line += version.Envelope == System.ServiceModel.EnvelopeVersion.Soap12 ? " Soap12" : " Soap11";
          if (version.Addressing == AddressingVersion.WSAddressing10) line += " Addressing10";
        }
        var http = element as HttpTransportBindingElement;
        if (http != null) {
          line += " " + http.AuthenticationScheme + " " + http.MaxReceivedMessageSize + " " + http.TransferMode;
          if (http.AllowCookies) line += " cookies";
        }
        var https = element as HttpsTransportBindingElement;
        if (https != null && https.RequireClientCertificate) line += " certificate";
        return line;
      }

      static void Read(string path) {
        var map = new ExeConfigurationFileMap { ExeConfigFilename = path };
        var file = ConfigurationManager.OpenMappedExeConfiguration(map, ConfigurationUserLevel.None);
        var client = (ClientSection)file.GetSection("system.serviceModel/client");
        var bindings = (BindingsSection)file.GetSection("system.serviceModel/bindings");
        var endpoint = client.Endpoints.Cast<ChannelEndpointElement>().Single();
        var collection = bindings[endpoint.Binding];
        var element = collection.ConfiguredBindings.Single(one => one.Name == endpoint.BindingConfiguration);
        Set((ConfigurationElement)element, "");
        var custom = element as CustomBindingElement;
        if (custom != null) foreach (var one in custom) Set(one, one.ConfigurationElementName + ".");
        try {
          var binding = (Binding)Activator.CreateInstance(collection.BindingType);
          element.ApplyConfiguration(binding);
          foreach (var one in binding.CreateBindingElements()) Console.WriteLine("element " + Line(one));
        } catch (NotImplementedException) { Console.WriteLine("not implemented"); }
      }

      static void Main(string[] files) {
        foreach (var file in files) {
          Console.WriteLine("file");
          try { Read(file); } catch (Exception problem) { Console.WriteLine(problem.GetType().Name + ": " + problem.Message); }
        }
      }
    }
    """
}
