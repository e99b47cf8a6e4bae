/// Where a message's fields come from. Nearly nobody looks at them, and making them costs more than all else that a
/// transcript needs, so they are decoded when somebody does.
enum FieldSource: Sendable {
  case given([Transcript.Field])
  /// By what was negotiated when the message came.
  case handshake(MessageDecoder)
  case alert

  func fields(of bytes: [UInt8], from side: Side) -> [Transcript.Field] {
    switch self {
    case .given(let fields): return fields
    case .handshake(let decoder): return decoder.fields(of: bytes, from: side)
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
    case (.given(let left), .given(let right)): left == right
    case (.handshake(let left), .handshake(let right)):
      left.version == right.version && left.cipherSuite == right.cipherSuite
    case (.alert, .alert): true
    default: false
    }
  }

  func hash(into hasher: inout Hasher) {
    switch self {
    case .given(let fields): hasher.combine(fields)
    case .handshake(let decoder): hasher.combine([decoder.version?.rawValue, decoder.cipherSuite?.rawValue])
    case .alert: break
    }
  }
}
