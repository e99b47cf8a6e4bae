internal import Basics
internal import Bindings
internal import Handshake
internal import XML

/// Calls as a SoapUI project: one interface for each SOAP version, an operation for each action, a call for each request.
enum SoapUIWriter {
  static func write(_ calls: [HTTPCall]) -> ExportedText {
    var omissions = calls.flatMap(\.routeOmissions)
    if calls.contains(where: \.usesCertificate) {
      omissions.append(
        "client certificates: SoapUI has one key store in Preferences, SSL Settings, or one for a request")
    }
    if calls.contains(where: { $0.connection.isInsecure || $0.connection.anchorsPath != nil }) {
      omissions.append("which servers are trusted: SoapUI trusts any")
    }
    for call in calls where call.user != nil { omissions.append("\(call.line): the user's password") }
    for call in calls where call.bodyText == nil { omissions.append("\(call.line): the message, which is no text") }
    let name = calls.first?.folders.first ?? calls.first?.name ?? "Requests"
    let interfaces = EnvelopeVersion.allCases.compactMap { version in
      interface(version, calls.filter { $0.version == version })
    }
    let text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <con:soapui-project name="\(attribute(name))" soapui-version="5.7.2" resourceRoot="" \
      xmlns:con="\(XMLName.soapUINamespace)">
      <con:settings/>
      \(interfaces.joined(separator: "\n"))
      <con:properties/>
      <con:wssContainer/>
      </con:soapui-project>

      """
    return ExportedText(text: text, notCarriedOver: omissions)
  }

  private static func interface(_ version: EnvelopeVersion, _ calls: [HTTPCall]) -> String? {
    guard !calls.isEmpty else { return nil }
    let name = version == .soap11 ? "SOAP11" : "SOAP12"
    var endpoints: [String] = []
    for call in calls where !endpoints.contains(call.url) { endpoints.append(call.url) }
    let list = endpoints.map { "<con:endpoint>\(content($0))</con:endpoint>" }.joined()
    return """
      <con:interface xsi:type="con:WsdlInterface" type="wsdl" name="\(name)" \
      bindingName="{urn:signet}\(name)" soapVersion="\(version == .soap11 ? "1_1" : "1_2")" wsaVersion="NONE" \
      anonymous="optional" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
      <con:settings/><con:endpoints>\(list)</con:endpoints>
      \(operations(calls).joined(separator: "\n"))
      </con:interface>
      """
  }

  /// Calls of one action stand together, in the order of their first.
  private static func operations(_ calls: [HTTPCall]) -> [String] {
    var actions: [String?] = []
    for call in calls where !actions.contains(call.action) { actions.append(call.action) }
    return actions.enumerated().map { index, action in
      let words = (action ?? "").split(whereSeparator: { "/:#".contains($0) })
      let name = words.last.map { String($0) } ?? "Operation \(index + 1)"
      let inside = calls.filter { $0.action == action }.map { self.call($0) }.joined(separator: "\n")
      return """
        <con:operation isOneWay="false" action="\(attribute(action ?? ""))" name="\(attribute(name))" \
        bindingOperationName="\(attribute(name))" type="Request-Response"><con:settings/>
        \(inside)
        </con:operation>
        """
    }
  }

  private static func call(_ call: HTTPCall) -> String {
    let headers = call.headers.filter { HTTPHeaderRole($0.name) == .own }.map { header in
      "<con:entry key=\"\(attribute(header.name))\" value=\"\(attribute(header.value))\" "
        + "xmlns:con=\"\(XMLName.soapUINamespace)\"/>"
    }
    let setting = "com.eviware.soapui.impl.wsdl.WsdlRequest@"
    var settings =
      "<con:setting id=\"\(setting)request-headers\">\(content("<xml-fragment>\(headers.joined())</xml-fragment>"))</con:setting>"
    if call.action == nil { settings += "<con:setting id=\"\(setting)skip_soap_action\">true</con:setting>" }
    let charset = MediaType(call.header("Content-Type") ?? "").parameter("charset") ?? "UTF-8"
    let timeout = call.connection.totalSeconds.map { " timeout=\"\(Int(min($0 * 1000, 1e9)))\"" } ?? ""
    return """
      <con:call name="\(attribute(call.title))"\(timeout)><con:settings>\(settings)</con:settings>\
      <con:encoding>\(content(charset.uppercased()))</con:encoding>\
      <con:endpoint>\(content(call.url))</con:endpoint>\
      <con:request>\(content(call.bodyText ?? ""))</con:request>\(credentials(call))</con:call>
      """
  }

  private static func credentials(_ call: HTTPCall) -> String {
    guard let user = call.user, let credential = call.credential else { return "" }
    let profile =
      switch credential {
      case .ntlm: "NTLM"
      case .windows: "SPNEGO/Kerberos"
      default: "Basic"
      }
    return "<con:credentials><con:username>\(content(user))</con:username>"
      + "<con:selectedAuthProfile>\(profile)</con:selectedAuthProfile></con:credentials>"
  }

  private static func content(_ text: String) -> String { visible(printable(text).escaped(inAttribute: false)) }

  private static func attribute(_ text: String) -> String { visible(printable(text).escaped(inAttribute: true)) }

  /// What would steer a terminal stands as a reference.
  private static func visible(_ text: String) -> String {
    if text.unicodeScalars.allSatisfy({ $0 == "\n" || $0 == "\t" || $0.neutralised == $0 }) { return text }
    return text.unicodeScalars.map { scalar in
      scalar == "\n" || scalar == "\t" || scalar.neutralised == scalar
        ? String(scalar) : "&#x\(String(scalar.value, radix: 16));"
    }.joined()
  }

  /// XML holds no other control characters (XML 1.0 section 2.2).
  private static func printable(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          scalar.value < 0x20 && !"\t\n\r".unicodeScalars.contains(scalar) || [0xFFFE, 0xFFFF].contains(scalar.value)
            ? "\u{FFFD}" : scalar
        }))
  }
}
