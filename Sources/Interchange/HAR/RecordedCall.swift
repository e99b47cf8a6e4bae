public import Basics
public import Handshake

/// A call that was made, with its answer, as an HTTP archive (HAR 1.2).
public struct RecordedCall: Sendable {
  public struct Answer: Sendable {
    public var status: Int
    public var headers: [HTTPHeader]
    public var contentType: String?
    public var text: String
    /// Of the body as it came.
    public var byteCount: Int

    public init(status: Int, headers: [HTTPHeader], contentType: String?, text: String, byteCount: Int) {
      self.status = status
      self.headers = headers
      self.contentType = contentType
      self.text = text
      self.byteCount = byteCount
    }
  }

  /// Milliseconds since the start; nil when it was not reached.
  public struct Timings: Sendable {
    public var connect, sent, firstByte, total: Double?

    public init(connect: Double?, sent: Double?, firstByte: Double?, total: Double?) {
      self.connect = connect
      self.sent = sent
      self.firstByte = firstByte
      self.total = total
    }
  }

  public var call: HTTPCall
  public var endedAt: Timestamp
  /// Nil when none came.
  public var answer: Answer?
  public var timings: Timings

  public init(call: HTTPCall, endedAt: Timestamp, answer: Answer?, timings: Timings) {
    self.call = call
    self.endedAt = endedAt
    self.answer = answer
    self.timings = timings
  }

  /// The file's text.
  public var archive: String {
    let total = timings.total ?? 0
    let started = Timestamp(secondsSinceEpoch: endedAt.secondsSinceEpoch - Int64(max(0, min(total, 1e9)) / 1000))
    let entry: JSONValue = [
      "startedDateTime": .string(started.description), "time": .double(total),
      "request": HARWriter.request(call), "response": response, "cache": .object([]), "timings": phases,
    ]
    let log: JSONValue = [
      "log": ["version": "1.2", "creator": ["name": "Signet", "version": "1"], "entries": .array([entry])]
    ]
    return log.pretty + "\n"
  }

  private var response: JSONValue {
    guard let answer else { return HARWriter.response }
    return [
      "status": .int(answer.status), "statusText": "", "httpVersion": "HTTP/1.1", "cookies": [],
      "headers": .array(answer.headers.map { ["name": .string($0.name), "value": .string($0.value)] }),
      "content": [
        "size": .int(answer.byteCount), "mimeType": .string(answer.contentType ?? "x-unknown"),
        "text": .string(answer.text),
      ],
      "redirectURL": "", "headersSize": -1, "bodySize": .int(answer.byteCount),
    ]
  }

  private var phases: JSONValue {
    let (connect, sent, first) = (timings.connect ?? 0, timings.sent ?? 0, timings.firstByte ?? 0)
    return [
      "connect": .double(timings.connect ?? -1), "send": .double(max(0, sent - connect)),
      "wait": .double(max(0, first - sent)), "receive": .double(max(0, (timings.total ?? 0) - first)),
    ]
  }
}
