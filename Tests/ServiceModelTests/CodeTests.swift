import Bindings
import ServiceModel
import Testing

/// What the code of generated clients says.
@Suite struct CodeTests {
  /// As dotnet-svcutil writes it, shortened.
  static let generated = #"""
    namespace Bank
    {
        [System.ServiceModel.ServiceContractAttribute(Namespace="urn:bank", ConfigurationName="Bank.IAccounts")]
        public interface IAccounts
        {
            [System.ServiceModel.OperationContractAttribute(Action="urn:bank/Get", ReplyAction="*")]
            [System.ServiceModel.XmlSerializerFormatAttribute(SupportFaults=true)]
            System.Threading.Tasks.Task<Bank.GetResponse> GetAsync(Bank.GetRequest request);

            // [OperationContract(Action="urn:bank/Gone")] void Gone();
            [System.ServiceModel.OperationContractAttribute(IsOneWay=true, Action="urn:bank/Put")]
            void Put(string text);
            [System.ServiceModel.OperationContractAttribute(IsOneWay=true, Action="urn:bank/Put")]
            System.Threading.Tasks.Task PutAsync(string text);
        }

        public partial class AccountsClient : System.ServiceModel.ClientBase<Bank.IAccounts>, Bank.IAccounts
        {
            static partial void ConfigureEndpoint(System.ServiceModel.Description.ServiceEndpoint serviceEndpoint, System.ServiceModel.Description.ClientCredentials clientCredentials);

            private static System.ServiceModel.Channels.Binding GetBindingForEndpoint(EndpointConfiguration endpointConfiguration)
            {
                if ((endpointConfiguration == EndpointConfiguration.Soap11))
                {
                    System.ServiceModel.BasicHttpBinding result = new System.ServiceModel.BasicHttpBinding();
                    result.MaxBufferSize = int.MaxValue;
                    result.ReaderQuotas = System.Xml.XmlDictionaryReaderQuotas.Max;
                    result.MaxReceivedMessageSize = int.MaxValue;
                    result.AllowCookies = true;
                    result.Security.Mode = System.ServiceModel.BasicHttpSecurityMode.Transport;
                    return result;
                }
                if ((endpointConfiguration == EndpointConfiguration.Soap12))
                {
                    System.ServiceModel.Channels.CustomBinding result = new System.ServiceModel.Channels.CustomBinding();
                    System.ServiceModel.Channels.TextMessageEncodingBindingElement textBindingElement = new System.ServiceModel.Channels.TextMessageEncodingBindingElement();
                    textBindingElement.MessageVersion = System.ServiceModel.Channels.MessageVersion.CreateVersion(System.ServiceModel.EnvelopeVersion.Soap12, System.ServiceModel.Channels.AddressingVersion.None);
                    result.Elements.Add(textBindingElement);
                    System.ServiceModel.Channels.HttpsTransportBindingElement httpsBindingElement = new System.ServiceModel.Channels.HttpsTransportBindingElement();
                    httpsBindingElement.AllowCookies = true;
                    httpsBindingElement.MaxBufferSize = int.MaxValue;
                    httpsBindingElement.MaxReceivedMessageSize = int.MaxValue;
                    result.Elements.Add(httpsBindingElement);
                    return result;
                }
                throw new System.InvalidOperationException(string.Format("Could not find endpoint with name '{0}'.", endpointConfiguration));
            }

            private static System.ServiceModel.EndpointAddress GetEndpointAddress(EndpointConfiguration endpointConfiguration)
            {
                if ((endpointConfiguration == EndpointConfiguration.Soap11))
                {
                    return new System.ServiceModel.EndpointAddress("https://bank/soap11");
                }
                if ((endpointConfiguration == EndpointConfiguration.Soap12))
                {
                    return new System.ServiceModel.EndpointAddress("https://bank/soap12");
                }
                throw new System.InvalidOperationException();
            }

            public enum EndpointConfiguration { Soap11, Soap12, }
        }
    }
    """#

  @Test func `A generated client gives its endpoints with their operations`() throws {
    let contents = CodeReader.read(Array(Self.generated.utf8))
    #expect(contents.problems == [])
    #expect(contents.notCarriedOver == [])
    #expect(contents.endpoints.map(\.name) == ["Soap11", "Soap12"])
    #expect(contents.endpoints.map(\.address) == ["https://bank/soap11", "https://bank/soap12"])
    #expect(contents.endpoints.map(\.contract) == ["Bank.IAccounts", "Bank.IAccounts"])
    let quotas = ["maxDepth", "maxStringContentLength", "maxArrayLength", "maxBytesPerRead", "maxNameTableCharCount"]
    #expect(
      contents.endpoints.first?.binding?.description
        == "basic(security=transport,maxReceivedMessageSize=2147483647,allowCookies=true,"
        + quotas.map { "\($0)=2147483647," }.joined() + "maxBufferSize=2147483647)")
    #expect(
      contents.endpoints.last?.binding?.description
        == "custom(text:soap12,https(maxReceivedMessageSize=2147483647,maxBufferSize=2147483647,allowCookies=true))")
    #expect(
      contents.endpoints.first?.operations == [
        .init(name: "Get", action: "urn:bank/Get", isOneWay: false),
        .init(name: "Put", action: "urn:bank/Put", isOneWay: true),
      ])
  }

  @Test func `Code written by hand is read too, initializers and all`() throws {
    let code = #"""
      var binding = new WSHttpBinding(SecurityMode.Transport) {
        SendTimeout = TimeSpan.FromMinutes(5), MaxReceivedMessageSize = 4 * 1024 * 1024,
        Security = { Transport = { ClientCredentialType = HttpClientCredentialType.Certificate } },
        TextEncoding = Encoding.Unicode,
      };
      var address = new EndpointAddress(new Uri(@"https://h/""x"""));
      var client = new Client(binding, address);
      client.ClientCredentials.ClientCertificate.SetCertificate(
        StoreLocation.LocalMachine, StoreName.My, X509FindType.FindByThumbprint, "00 11");
      """#
    let contents = CodeReader.read(Array(code.utf8))
    let endpoint = try #require(contents.endpoints.first)
    #expect(
      endpoint.binding?.description
        == "wsHttp(security=transport,credential=certificate,textEncoding=utf-16,maxReceivedMessageSize=4194304,sendTimeout=300)"
    )
    #expect(endpoint.address == "https://h/\"x\"")
    #expect(
      endpoint.certificate
        == .store(location: "LocalMachine", name: "My", findType: "FindByThumbprint", value: "00 11"))
    #expect(contents.notCarriedOver == [])
  }

  @Test func `A file that code opens is a question, and its password is nowhere`() {
    let code = #"""
      var b = new CustomBinding(new MtomMessageEncodingBindingElement(MessageVersion.Soap11, Encoding.UTF8),
        new HttpsTransportBindingElement { RequireClientCertificate = true });
      client.ClientCredentials.ClientCertificate.Certificate = new X509Certificate2("c:\\keys\\me.pfx", "hunter2");
      """#
    let contents = CodeReader.read(Array(code.utf8))
    #expect(
      contents.endpoints.first?.binding?.description == "custom(mtom:soap11,https(requireClientCertificate=true))")
    #expect(contents.endpoints.first?.certificate == .file("c:\\keys\\me.pfx"))
    #expect(!"\(contents)".contains("hunter2"))
  }

  @Test func `A password in code that is not understood is not shown either`() {
    let code = "c.ClientCertificate.Certificate = Load(\"hunter2\"); var b = new BasicHttpBinding();"
    let contents = CodeReader.read(Array(code.utf8))
    #expect(contents.questions.count == 1)
    #expect(!"\(contents)".contains("hunter2"))
  }

  @Test func `Security elements are made by their factories`() {
    let code = #"""
      CustomBinding b = new CustomBinding();
      var s = SecurityBindingElement.CreateUserNameOverTransportBindingElement();
      s.IncludeTimestamp = false;
      b.Elements.Add(s);
      b.Elements.Add(new TextMessageEncodingBindingElement(MessageVersion.Soap11, Encoding.GetEncoding("utf-8")));
      b.Elements.Add(new HttpsTransportBindingElement());
      """#
    let contents = CodeReader.read(Array(code.utf8))
    #expect(
      contents.endpoints.first?.binding?.description
        == "custom(security:userNameOverTransport(includeTimestamp=false),text:soap11,https)")
  }

  @Test(arguments: [
    ("var b = new BasicHttpBinding(); b.MaxBufferSize = Limit();", "line 1: b.MaxBufferSize"),
    ("var b = new BasicHttpBinding();\nb.Unheard = 1;", "line 2: b.Unheard"),
    ("var b = new NetTcpBinding();", "NetTcpBinding"),
    ("var b = new BasicHttpBinding(\"Named\");", "an argument of BasicHttpBinding"),
    ("var b = new CustomBinding(); b.Elements.Insert(0, x);", "b.Elements.Insert"),
    (
      "var b = new CustomBinding(); var h = new HttpTransportBindingElement(); b.Elements.Add(h); h.AllowCookies = true;",
      "h.AllowCookies"
    ),
  ])
  func `What depends on more than the code says is told`(code: String, said: String) {
    let contents = CodeReader.read(Array(code.utf8))
    #expect(contents.notCarriedOver.contains { $0.contains(said) }, "\(contents)")
  }

  @Test func `What stands in other attributes of an operation is not its own`() {
    let code = """
      [ServiceContract] public interface IMain {
        [System.ServiceModel.FaultContractAttribute(typeof(E), Action="urn:fault", Name="Fault")]
        [System.ServiceModel.OperationContractAttribute(ReplyAction="*")]
        [FaultContract(typeof(F), Action="urn:other", Name="Other")]
        void A(); }
      """
    #expect(CodeReader.read(Array(code.utf8)).endpoints.first?.operations == [.init(name: "A", action: nil)])
  }

  @Test func `A text that the generator broke is whole again`() {
    let code = """
      [ServiceContract] public interface IMain { [OperationContractAttribute(Action="urn:long" +
          "er", ReplyAction="urn:a" + "b")] void A(); }
      class C { void M() { var b = new BasicHttpBinding(); var a = new EndpointAddress("http://h/" + "s" + "t"); } }
      """
    let contents = CodeReader.read(Array(code.utf8))
    #expect(contents.endpoints.first?.operations == [.init(name: "A", action: "urn:longer")])
    #expect(contents.endpoints.first?.address == "http://h/st")
  }

  @Test func `A contract without bindings still gives its operations`() {
    let code = #"""
      [ServiceContract] public interface IMain {
        [OperationContract(Action = "urn:a")] string A(string text = "x;y{");
      }
      """#
    let contents = CodeReader.read(Array(code.utf8))
    #expect(contents.endpoints.map(\.name) == ["IMain"])
    #expect(contents.endpoints.first?.operations.map(\.action) == ["urn:a"])
    #expect(contents.problems.count == 1)
  }

  @Test(arguments: [
    "", "}}}}", "{{{{", "(((((", "\"", "@\"", "/*", "new", "x = new", "x = (((a)(b)(c", "[", "'",
    "var b = new CustomBinding(",
    String(repeating: "x = (", count: 5000), String(repeating: "{ new X {", count: 5000),
    String(repeating: "(a)", count: 20000),
  ])
  func `Broken code ends in an answer`(code: String) {
    _ = CodeReader.read(Array(("var b = new BasicHttpBinding(); " + code).utf8))
    let contents = CodeReader.read(Array(code.utf8))
    #expect(contents.endpoints.count <= 1)
  }

  @Test func `A binding that is added to itself does not double with each line`() {
    let adding = String(repeating: "b.Elements.Add(b);", count: 16)
    let contents = CodeReader.read(
      Array("class A { void M() { var b = new CustomBinding(new HttpTransportBindingElement()); \(adding) } }".utf8))
    #expect(contents.endpoints.first?.binding?.description == "custom(http)")
    #expect(contents.notCarriedOver.count == 16)
  }
}
