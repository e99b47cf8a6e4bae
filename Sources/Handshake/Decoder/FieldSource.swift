/// Where a message's fields and its summary come from. Nearly nobody looks at them, and making them costs more than all
/// else that a transcript needs, so they are decoded when somebody does.
enum FieldSource: Sendable {
  case given(summary: String, [Transcript.Field])
  /// By what was negotiated when the message came.
  case handshake(MessageDecoder, isPostHandshake: Bool)
  case alert

  func summary(of bytes: [UInt8], from side: Side) -> String {
    switch self {
    case .given(let summary, _): return summary
    case .handshake(let decoder, let isPostHandshake):
      return decoder.summary(of: bytes, from: side, isPostHandshake: isPostHandshake)
    case .alert:
      var reader = FieldReader(bytes[...], notesFields: false)
      let alert = Transcript.Alert(reading: &reader)
      return "\(alert.isFatal ? "fatal" : "warning") \(bytes.count > 1 ? "\(alert.code) " : "")\(alert.name)"
    }
  }

  func fields(of bytes: [UInt8], from side: Side) -> [Transcript.Field] {
    switch self {
    case .given(_, let fields): return fields
    case .handshake(let decoder, _): return decoder.fields(of: bytes, from: side)
    case .alert:
      var reader = FieldReader(bytes[...])
      _ = Transcript.Alert(reading: &reader)
      return reader.fields
    }
  }
}

/// The fields follow from the bytes, which a message compares itself, and from these.
extension FieldSource: Hashable {
  static func == (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.given(let summary, let fields), .given(let otherSummary, let otherFields)):
      summary == otherSummary && fields == otherFields
    case (.handshake(let left, let isLate), .handshake(let right, let isOtherLate)):
      left.version == right.version && left.cipherSuite == right.cipherSuite && isLate == isOtherLate
    case (.alert, .alert): true
    default: false
    }
  }

  func hash(into hasher: inout Hasher) {
    switch self {
    case .given(let summary, let fields):
      hasher.combine(summary)
      hasher.combine(fields)
    case .handshake(let decoder, _): hasher.combine([decoder.version?.rawValue, decoder.cipherSuite?.rawValue])
    case .alert: break
    }
  }
}
