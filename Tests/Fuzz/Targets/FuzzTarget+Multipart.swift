import Basics
import Bindings
import SOAP
import XML

extension FuzzTarget {
  /// First line: the content type. The rest is the body.
  static let multipart = FuzzTarget(
    name: "multipart", story: "an answer in several parts, and the envelope with the parts that it includes"
  ) { bytes in
    var source = ByteSource(bytes)
    let contentType = source.line()
    let body = source.remainder()
    let message = MultipartMessage(body: body, contentType: ContentType(contentType), written: contentType)
    let parts = (message.root.map { [$0] } ?? []) + message.attachments.map(\.part)
    try promise(parts.reduce(0) { $0 + $1.bytes.count } <= body.count, "more in the parts than came")
    try promise(parts.count <= 1000, "\(parts.count) parts")
    for problem in message.problems { try promiseRemediable(problem) }
    try verify(message)
    try verifyPackaging(of: message.envelope)
  }

  private static func verify(_ message: MultipartMessage) throws {
    guard let root = message.root else {
      return try promise(message.attachments.isEmpty && message.envelope.isEmpty, "an envelope of nothing")
    }
    if message.attachments.contains(where: \.isInEnvelope) {
      try promise(WellFormedness.check(message.envelope) == nil, "parts put back make no XML")
    } else {
      try promise(message.envelope == root.bytes, "another envelope, and nothing put back")
    }
  }

  /// What is packaged comes back as it was.
  private static func verifyPackaging(of envelope: [UInt8]) throws {
    guard WellFormedness.check(envelope) == nil, String(validating: envelope, as: UTF8.self) != nil,
      !envelope.contains(0),
      case .mtom(let plan) = try BindingParser.binding("custom(mtom:soap11(writeThreshold=4),http)")
        .wirePlan(action: nil).encoding
    else { return }
    let boundary = "uuid:never"
    guard envelope.firstRange(of: Array(boundary.utf8)) == nil else { return }
    let packaged = Result { () throws(XOPError) in
      try XOPPackage(envelope, plan: plan, encoding: .utf8, boundary: boundary, ticks: 1)
    }
    guard case .success(let package) = packaged else {
      if case .failure(let error) = packaged { try promiseRemediable(error) }
      return
    }
    let back = MultipartMessage(
      body: package.bytes, contentType: ContentType(plan.contentType(boundary: boundary, quotedAction: nil)))
    // Base64 in lines comes back on one.
    func digits(_ text: [UInt8]) -> [UInt8] { text.filter { $0 != 0x20 && !(0x09...0x0D).contains($0) } }
    try promise(digits(back.envelope) == digits(envelope), "what was packaged comes back changed")
    try promise(package.partCount == back.attachments.count, "\(package.partCount) parts became others")
  }
}
