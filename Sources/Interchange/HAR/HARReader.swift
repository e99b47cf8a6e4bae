internal import Basics
internal import Certificates
internal import Handshake

/// Reads HTTP archives (HAR 1.2): what browsers and proxies record.
public struct HARReader {
  /// An archive above this, in bytes, is none.
  public static let limit = 256 * 1024 * 1024

  private var reader = HTTPCallReader()

  /// - Throws: the place where the file stops being JSON.
  public static func read(_ bytes: [UInt8]) throws(InterchangeError) -> InterchangeContents {
    let root = try JSONReader.read(bytes)
    var reader = HARReader()
    guard let entries = root["log"]?["entries"] else {
      reader.reader.contents.problems.append(
        .init(.error, "This is no HTTP archive.", detail: "There is no \"log\" with \"entries\" in it."))
      return reader.reader.finished()
    }
    for (index, entry) in entries.elements.enumerated() { reader.read(entry, index + 1) }
    return reader.reader.finished()
  }

  private mutating func read(_ entry: JSONValue, _ number: Int) {
    guard let request = entry["request"] else {
      return reader.omissions.add("entry without a request", at: "entry \(number)")
    }
    var call = HTTPCall(name: "", url: request["url"]?.text ?? "")
    call.method = request["method"]?.text ?? "GET"
    call.headers = (request["headers"]?.elements ?? []).map {
      HTTPHeader(($0["name"]?.text ?? "").trimmedWhitespace, $0["value"]?.text ?? "")
    }
    take(body: request["postData"], into: &call)
    // What this program writes beside HAR's own members.
    call.folders = (entry["_folders"]?.elements ?? []).compactMap(\.text).prefix(20).map { $0 }
    call.name = entry["_name"]?.text ?? Self.name(of: call, number)
    call.usesCertificate = entry["_clientCertificate"] != nil
    call.certificate = entry["_clientCertificate"]?.text
    reader.add(call)
  }

  private static func name(of call: HTTPCall, _ number: Int) -> String {
    let path = call.url.prefix { $0 != "?" && $0 != "#" }
    let texts = [call.action ?? "", String(path)].compactMap { text in
      text.split(whereSeparator: { "/:#".contains($0) }).last.map { String($0) }
    }
    return texts.first ?? "Request \(number)"
  }

  private mutating func take(body: JSONValue?, into call: inout HTTPCall) {
    guard let body else { return }
    let text = body["text"]?.text ?? ""
    if (body["encoding"] ?? body["_encoding"])?.text?.lowercased() == "base64" {
      guard let bytes = Base64.decode(text.utf8) else {
        return reader.omissions.add("message in base64 that cannot be read", at: call.url.prefix(200).description)
      }
      call.body = bytes
    } else {
      call.body = Array(text.utf8)
    }
    if call.header("Content-Type") == nil, let type = body["mimeType"]?.text, !type.isEmpty {
      call.headers.append(HTTPHeader("Content-Type", type))
    }
  }
}
