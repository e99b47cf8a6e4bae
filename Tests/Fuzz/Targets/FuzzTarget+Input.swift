import Screen

extension FuzzTarget {
  /// First byte: how many bytes one read returns.
  static let input = FuzzTarget(name: "input", story: "what a terminal sends, whatever the reads that split it") {
    bytes in
    let pieceLength = Int(bytes.first ?? 0) % 8 + 1
    let stream = Array(bytes.dropFirst())
    let whole = events(of: stream, pieceLength: max(1, stream.count))
    let cut = events(of: stream, pieceLength: pieceLength)
    try promise(whole == cut, "other events when they arrive \(pieceLength) bytes at a time")
    try promise(whole.count <= stream.count + 1, "\(whole.count) events from \(stream.count) bytes")
    for event in whole { try verify(event) }
  }

  private static func events(of stream: [UInt8], pieceLength: Int) -> [InputEvent] {
    var decoder = InputDecoder()
    var events: [InputEvent] = []
    var rest = stream[...]
    while !rest.isEmpty {
      events += decoder.decode(rest.prefix(pieceLength))
      rest = rest.dropFirst(pieceLength)
    }
    events += decoder.expire()
    if decoder.patienceMilliseconds != nil { events.append(.focus(false)) }
    return events
  }

  private static func verify(_ event: InputEvent) throws {
    switch event {
    case .key(let chord):
      if case .character(let scalar) = chord.key {
        try promise(scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value), "a control character as a key")
      }
      try promise(KeyChord(chord.description) == chord, "\(chord) is read back as another key")
    case .paste(let text): try promise(!text.contains(0x0D), "a paste with a carriage return")
    case .mouse(let mouse):
      try promise(mouse.position.column >= 0 && mouse.position.row >= 0, "a click outside the screen")
    case .resize: throw BrokenPromise(description: "a size out of bytes")
    case .focus: break
    }
  }
}
