internal import Basics
internal import Bindings

/// Calls as a script for k6, which makes load from many machines.
enum K6Writer {
  static func write(_ calls: [HTTPCall]) -> ExportedText {
    let text = """
      // Run it with: k6 run -e SIGNET_CERT=… -e SIGNET_KEY=… FILE
      \(ExportVariable.comments(calls, "//"))\
      // Authorities besides the system's: SSL_CERT_FILE=FILE before k6.
      import encoding from "k6/encoding";
      import http from "k6/http";
      import { check } from "k6";

      \(required(calls))\
      export const options = {
      \(options(calls))};

      export default function () {
      \(calls.map(call).joined(separator: "\n"))}

      """
    var omissions = calls.flatMap(\.routeOmissions)
    for call in calls where call.credential == .windows {
      omissions.append("\(call.line): authentication as whoever runs the program")
    }
    if calls.contains(where: { $0.connection.anchorsPath != nil }) {
      omissions.append("authorities of servers: k6 has them from the system or SSL_CERT_FILE")
    }
    return ExportedText(text: text, notCarriedOver: omissions)
  }

  private static func required(_ calls: [HTTPCall]) -> String {
    ExportVariable.required(calls).map { variable in
      "if (!__ENV.\(variable.rawValue)) throw new Error(\"\(variable.rawValue) \(variable.request)\");\n"
    }.joined()
  }

  private static func options(_ calls: [HTTPCall]) -> String {
    var lines: [String] = []
    if calls.contains(where: \.usesCertificate) {
      lines.append(
        "tlsAuth: [{ cert: open(__ENV.SIGNET_CERT), key: open(__ENV.SIGNET_KEY || __ENV.SIGNET_CERT), "
          + "password: __ENV.SIGNET_CERT_PASSWORD }],")
    }
    if calls.contains(where: { $0.connection.isInsecure }) { lines.append("insecureSkipTLSVerify: true,") }
    return lines.map { "  \($0)\n" }.joined()
  }

  private static func call(_ call: HTTPCall) -> String {
    let headers = call.pairs.map {
      "        \(SourceText.quoted($0.name, .javaScript)): \(SourceText.quoted($0.value, .javaScript)),\n"
    }
    var parameters = "      headers: {\n\(headers.joined())      },\n"
    parameters += "      tags: { name: \(SourceText.quoted(call.title, .javaScript)) },\n"
    if let kind = call.credential, call.user != nil, kind != .windows {
      parameters += "      auth: \(SourceText.quoted(kind.rawValue.lowercased(), .javaScript)),\n"
    }
    if let seconds = call.connection.totalSeconds { parameters += "      timeout: \"\(seconds)s\",\n" }
    let body =
      call.bodyText.map { SourceText.literal($0, .javaScript) } ?? "encoding.b64decode(\"\(call.body.base64)\")"
    return """
        {
          const answer = http.request(\(SourceText.quoted(call.method, .javaScript)), \(address(call)), \(body), {
      \(parameters)    });
          check(answer, { \(SourceText.quoted(call.title + " is answered", .javaScript)): (r) => r.status === 200 || r.status === 202 });
        }

      """
  }

  /// k6 takes the user from the address.
  private static func address(_ call: HTTPCall) -> String {
    let url = SourceText.quoted(call.url, .javaScript)
    guard let user = call.user, call.credential != .windows else { return url }
    return
      "\(url).replace(\"://\", () => \"://\" + encodeURIComponent(\(SourceText.quoted(user, .javaScript))) + \":\" "
      + "+ encodeURIComponent(__ENV.SIGNET_USER_PASSWORD) + \"@\")"
  }
}
