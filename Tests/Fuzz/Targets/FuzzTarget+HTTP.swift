import Bindings
import Handshake
import SOAP
import XML

@testable import Lab

extension FuzzTarget {
  /// First byte: how many bytes one read returns.
  static let request = FuzzTarget(
    name: "request", story: "the Lab's reader of HTTP requests, whatever the pieces they arrive in"
  ) { bytes in
    let pieces = Int(bytes.first ?? 0) % 16 + 1
    let stream = Array(bytes.dropFirst())
    let whole = requests(in: stream, pieceLength: stream.count)
    let cut = requests(in: stream, pieceLength: pieces)
    try promise(whole.requests == cut.requests, "other requests when they arrive \(pieces) bytes at a time")
    try promise(whole.end == cut.end, "another end when they arrive \(pieces) bytes at a time")
    for request in whole.requests { try verify(request) }
    let bodies = whole.requests.reduce(0) { $0 + $1.body.count }
    try promise(bodies <= stream.count, "\(bodies) bytes of bodies in \(stream.count)")
  }

  private static func requests(in stream: [UInt8], pieceLength: Int) -> (requests: [HTTPRequest], end: ConnectionEnd?) {
    var reader = HTTPRequestReader(Pieces(stream, length: max(1, pieceLength)))
    var requests: [HTTPRequest] = []
    do throws(ConnectionEnd) {
      while let request = try reader.next() { requests.append(request) }
      return (requests, nil)
    } catch {
      return (requests, error)
    }
  }

  private static func verify(_ request: HTTPRequest) throws {
    try promise(!request.method.isEmpty && !request.target.isEmpty, "an empty request line")
    try promise(!request.target.utf8.contains(0x20), "a target with a space")
    for header in request.headers {
      try promise(!header.name.isEmpty && header.name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "a header's name")
      try promise(!header.value.utf8.contains { $0 == 0x0A }, "a header's value with a line feed")
    }
    if let length = request.header("Content-Length") {
      try promise(request.header("Transfer-Encoding") == nil, "two lengths")
      try promise(Int(length) == request.body.count, "a body of another length")
    }
  }

  /// First line: the content type. The rest is the body.
  static let answer = FuzzTarget(name: "answer", story: "an HTTP answer's body, and what a WCF client makes of it") {
    bytes in
    var source = ByteSource(bytes)
    let contentType = source.line()
    let body = source.remainder()
    let answer = Answer(body: body, contentType: contentType.isEmpty ? nil : contentType)
    try promise((answer.fault == nil) || answer.kind == .fault, "a fault in \(answer.kind)")
    try promise((answer.kind == .fault) == (answer.outline?.isFault == true), "kind and outline disagree")
    if let outline = answer.outline {
      try promise(outline.bodyElement == nil || outline.hasBody, "a body's element without a body")
      try promise(outline.mustUnderstand.allSatisfy(outline.headers.contains), "a header that is none")
    }
    if let fault = answer.fault { try verify(fault, of: answer) }
    try verify(answer, contentType: contentType, count: body.count)
  }

  /// The detail is XML of its own, whatever was declared around it.
  private static func verify(_ fault: SOAPFault, of answer: Answer) throws {
    try promise(fault.version == answer.outline?.version, "the fault's version is not the envelope's")
    guard let detail = fault.detail else { return }
    let document = Result { try XMLDocument(Array("<d>\(detail)</d>".utf8)) }
    switch document {
    case .success(let document):
      try promise(document.root.elements.map(\.name) == fault.detailElements, "other elements in the detail")
    case .failure(let problem): throw BrokenPromise(description: "the detail is no XML: \(problem) in \(detail)")
    }
  }

  private static func verify(_ answer: Answer, contentType: String, count: Int) throws {
    for text in ["basicHttp", "custom(text:soap12,http)"] {
      guard let plan = try? BindingParser.binding(text).wirePlan(action: "a") else { continue }
      for status in [200, 401, 500] {
        let reading = WCFReading(
          status: status, contentType: contentType.isEmpty ? nil : contentType, bytes: count, answer: answer,
          plan: plan, challenge: contentType)
        try promise(!reading.outcome.isEmpty, "WCF makes nothing of it")
        try promiseNeutral(reading.message ?? "", "WCF's message", keepingLines: true)
        if reading == .reply { try promise(answer.kind == .envelope, "a reply that is \(answer.kind)") }
      }
    }
  }
}

/// A connection that delivers bytes in pieces and then ends.
private final class Pieces: ByteChannel {
  private var rest: ArraySlice<UInt8>
  private let length: Int

  init(_ bytes: [UInt8], length: Int) {
    rest = bytes[...]
    self.length = length
  }

  func read() throws(ConnectionEnd) -> [UInt8] {
    guard !rest.isEmpty else { throw .closed }
    defer { rest = rest.dropFirst(length) }
    return Array(rest.prefix(length))
  }

  func write(_ bytes: [UInt8]) throws(ConnectionEnd) {}
  func close(gently: Bool) {}
}
