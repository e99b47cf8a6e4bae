internal import Basics
internal import Bindings

/// Calls as a program in C# for .NET and Mono. HttpWebRequest, which WCF sends with too: HttpClient shows no client
/// certificate on Mono.
enum CSharpWriter {
  static func write(_ calls: [HTTPCall]) -> ExportedText {
    let names = calls.enumerated().map { SourceText.identifier($1.name, $0 + 1) }
    let text = """
      // SIGNET_CERT is a PKCS#12 file (.pfx) here. With Mono: mcs FILE && mono FILE.exe
      \(ExportVariable.comments(calls, "//"))\
      #pragma warning disable SYSLIB0014, SYSLIB0057
      using System;
      using System.IO;
      using System.Linq;
      using System.Net;
      using System.Net.Security;
      using System.Security.Cryptography.X509Certificates;
      using System.Text;

      static class Program
      {
        static string Variable(string name) { return Environment.GetEnvironmentVariable(name); }

      \(sending)
      \(zip(names, calls).map(method).joined(separator: "\n"))
        static int Main()
        {
      \(required(calls))\
          var answered = true;
      \(names.map { "    answered &= \($0)();\n" }.joined())    return answered ? 0 : 1;
        }
      }

      """
    var omissions = calls.flatMap(\.routeOmissions)
    if calls.contains(where: \.usesCertificate) {
      omissions.append("intermediate certificates: .NET sends those that the machine's store has")
    }
    return ExportedText(text: text, notCarriedOver: omissions)
  }

  private static func required(_ calls: [HTTPCall]) -> String {
    ExportVariable.required(calls).map { variable in
      """
          if (string.IsNullOrEmpty(Variable("\(variable.rawValue)")))
          {
            Console.Error.WriteLine("\(variable.rawValue) \(variable.request)");
            return 2;
          }

      """
    }.joined()
  }

  /// The server is trusted when its chain ends in the authority of SIGNET_CACERT, where that is set.
  private static let sending = """
      static bool IsTrusted(X509Certificate certificate, X509Chain sent, SslPolicyErrors errors)
      {
        if (Variable("SIGNET_CACERT") == null) return errors == SslPolicyErrors.None;
        if (certificate == null || (errors & SslPolicyErrors.RemoteCertificateNameMismatch) != 0) return false;
        var root = new X509Certificate2(Variable("SIGNET_CACERT"));
        var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
        chain.ChainPolicy.ExtraStore.Add(root);
        foreach (var element in sent.ChainElements) chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        return chain.Build(new X509Certificate2(certificate))
          && chain.ChainElements.Cast<X509ChainElement>().Last().Certificate.Thumbprint == root.Thumbprint;
      }

      static void SetHeader(HttpWebRequest request, string name, string value)
      {
        switch (name.ToLowerInvariant())
        {
          case "content-type": request.ContentType = value; break;
          case "accept": request.Accept = value; break;
          case "user-agent": request.UserAgent = value; break;
          case "referer": request.Referer = value; break;
          default: request.Headers.Add(name, value); break;
        }
      }

      static bool Send(HttpWebRequest request, byte[] body)
      {
        try
        {
          using (var stream = request.GetRequestStream()) stream.Write(body, 0, body.Length);
          using (var answer = request.GetResponse()) Show(answer);
          return true;
        }
        catch (WebException failure)
        {
          if (failure.Response == null) throw;
          using (failure.Response) Show(failure.Response);
          return false;
        }
      }

      static void Show(WebResponse answer)
      {
        using (var reader = new StreamReader(answer.GetResponseStream())) Console.WriteLine(reader.ReadToEnd());
      }

    """

  private static func method(_ name: String, _ call: HTTPCall) -> String {
    var lines = [
      "var request = (HttpWebRequest)WebRequest.Create(\(SourceText.quoted(call.url, .cSharp)));",
      "request.Method = \(SourceText.quoted(call.method, .cSharp));",
    ]
    if call.isTLS {
      let trust = call.connection.isInsecure ? "true" : "IsTrusted(certificate, chain, errors)"
      lines.append("request.ServerCertificateValidationCallback = (sender, certificate, chain, errors) => \(trust);")
    }
    if call.usesCertificate {
      lines.append(
        "request.ClientCertificates.Add(new X509Certificate2(Variable(\"SIGNET_CERT\"), "
          + "Variable(\"SIGNET_CERT_PASSWORD\")));")
    }
    lines += credentials(call)
    if let seconds = call.connection.totalSeconds {
      lines.append("request.Timeout = \(Int(min(seconds * 1000, 1e9)));")
    }
    lines += call.pairs.map { pair in
      "SetHeader(request, \(SourceText.quoted(pair.name, .cSharp)), \(SourceText.quoted(pair.value, .cSharp)));"
    }
    lines.append("return Send(request, \(body(call)));")
    return "  // \(call.line)\n  static bool \(name)()\n  {\n" + lines.map { "    \($0)\n" }.joined() + "  }\n"
  }

  private static func body(_ call: HTTPCall) -> String {
    guard let text = call.bodyText else { return "Convert.FromBase64String(\"\(call.body.base64)\")" }
    return "new UTF8Encoding(false).GetBytes(\(SourceText.literal(text, .cSharp)))"
  }

  private static func credentials(_ call: HTTPCall) -> [String] {
    let scheme: String
    switch call.credential {
    case .basic: scheme = "Basic"
    case .digest: scheme = "Digest"
    case .ntlm: scheme = "NTLM"
    case .windows: return ["request.UseDefaultCredentials = true;"]
    default: return []
    }
    guard let user = call.user else { return [] }
    let parts = user.split(separator: "\\", maxSplits: 1).map { SourceText.quoted(String($0), .cSharp) }
    let password = "Variable(\"SIGNET_USER_PASSWORD\")"
    let credential =
      parts.count == 2
      ? "new NetworkCredential(\(parts[1]), \(password), \(parts[0]))"
      : "new NetworkCredential(\(SourceText.quoted(user, .cSharp)), \(password))"
    return [
      "request.Credentials = new CredentialCache { { request.RequestUri, \"\(scheme)\", \(credential) } };"
    ]
  }
}
