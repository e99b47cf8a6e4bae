/// Turns the bytes that a terminal sends into events: pure logic, fed with whatever a read returned.
///
/// Sequences may be split anywhere. Nothing of a control sequence, known or not, ever comes out as text: that is how
/// replies and stray sequences would get into a document. Sources: ECMA-48 section 5.4, xterm's ctlseqs, the kitty
/// keyboard protocol.
public struct InputDecoder: Sendable {
  var state = State.ground
  var events: [InputEvent] = []

  public init() {}

  enum State: Sendable, Equatable {
    case ground
    /// A character whose continuation bytes are still to come.
    case character(UTF8Sequence, alt: Bool)
    case escape
    /// After `ESC [`: what has come of parameters and intermediates.
    case control(ArraySlice<UInt8>)
    /// After `ESC [ [`, as the Linux console writes F1 to F5.
    case consoleFunction
    /// After `ESC O`.
    case singleShift(ArraySlice<UInt8>)
    /// After `ESC [ M`: the bytes of an X10 mouse report.
    case mouse(ArraySlice<UInt8>)
    /// OSC, DCS, SOS, PM or APC, swallowed up to its end.
    case string(opener: UInt8, isEmpty: Bool, sawEscape: Bool)
    case paste(Paste)
  }

  /// How long to wait for more bytes before calling `expire`; nil when nothing is begun.
  ///
  /// A lone Esc and the first byte of a sequence look the same: 25 ms tell them apart.
  public var patienceMilliseconds: Int? {
    switch state {
    case .ground: nil
    case .escape: 25
    case .control(let bytes), .singleShift(let bytes): bytes.isEmpty ? 25 : 250
    case .character, .consoleFunction, .mouse: 250
    case .string(_, let isEmpty, let sawEscape): isEmpty || sawEscape ? 25 : 1000
    case .paste: 5000
    }
  }

  /// The events that these bytes complete.
  public mutating func decode(_ bytes: some Swift.Collection<UInt8>) -> [InputEvent] {
    var rest = ArraySlice(bytes)
    while let byte = rest.first {
      if case .paste(var paste) = state {
        // Taken out first: two owners would make every append copy the whole paste.
        state = .ground
        let text = paste.take(&rest)
        if let text { events.append(.paste(text)) } else { state = .paste(paste) }
      } else {
        rest.removeFirst()
        accept(byte)
      }
    }
    defer { events.removeAll() }
    return events
  }

  /// No more bytes came in time: what was begun is taken for what it is.
  public mutating func expire() -> [InputEvent] {
    switch state {
    case .ground, .consoleFunction, .mouse: break
    case .character(_, let alt): emit("\u{FFFD}", alt: alt)
    case .escape: emit(.escape)
    case .control(let bytes) where bytes.isEmpty: emit("[", alt: true)
    case .singleShift(let bytes) where bytes.isEmpty: emit("O", alt: true)
    case .string(let opener, isEmpty: true, _): emit(Unicode.Scalar(opener), alt: true)
    case .string(_, _, sawEscape: true): emit(.escape)
    case .control, .singleShift, .string: break
    case .paste(let paste): events.append(.paste(paste.text))
    }
    state = .ground
    defer { events.removeAll() }
    return events
  }

  private mutating func accept(_ byte: UInt8) {
    switch state {
    case .ground: acceptPlain(byte, alt: false)
    case .character(let sequence, let alt): acceptContinuation(byte, of: sequence, alt: alt)
    case .escape: acceptAfterEscape(byte)
    case .control(let bytes): acceptControl(byte, after: bytes)
    case .consoleFunction: acceptConsoleFunction(byte)
    case .singleShift(let bytes): acceptSingleShift(byte, after: bytes)
    case .mouse(let bytes): acceptMouse(byte, after: bytes)
    case .string(let opener, _, let sawEscape): acceptString(byte, opener: opener, sawEscape: sawEscape)
    case .paste: break
    }
  }

  private mutating func acceptPlain(_ byte: UInt8, alt: Bool) {
    state = .ground
    switch byte {
    case 0x1B: state = .escape
    case 0x00..<0x20, 0x7F: emitControlByte(byte, alt: alt)
    case 0x20..<0x7F: emit(Unicode.Scalar(byte), alt: alt)
    default:
      if let sequence = UTF8Sequence(lead: byte) {
        state = .character(sequence, alt: alt)
      } else {
        emit("\u{FFFD}", alt: alt)
      }
    }
  }

  private mutating func acceptContinuation(_ byte: UInt8, of sequence: UTF8Sequence, alt: Bool) {
    var sequence = sequence
    guard sequence.append(byte) else {
      emit("\u{FFFD}", alt: alt)
      return acceptPlain(byte, alt: false)
    }
    guard let scalar = sequence.scalar else {
      state = .character(sequence, alt: alt)
      return
    }
    state = .ground
    // C1 controls are no keys.
    if scalar.value >= 0xA0 { emit(scalar, alt: alt) }
  }

  private mutating func acceptAfterEscape(_ byte: UInt8) {
    switch byte {
    case 0x1B:
      emit(.escape)
      state = .escape
    case UInt8(ascii: "["): state = .control([])
    case UInt8(ascii: "O"): state = .singleShift([])
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"):
      state = .string(opener: byte, isEmpty: true, sawEscape: false)
    default: acceptPlain(byte, alt: true)
    }
  }

  private mutating func acceptControl(_ byte: UInt8, after bytes: ArraySlice<UInt8>) {
    switch byte {
    case 0x1B: state = .escape
    case 0x18, 0x1A: state = .ground
    case UInt8(ascii: "[") where bytes.isEmpty: state = .consoleFunction
    case UInt8(ascii: "M") where bytes.isEmpty: state = .mouse([])
    // What is longer than any report is still swallowed to its final byte, but not kept.
    case 0x20..<0x40: if bytes.count < 64 { state = .control(bytes + [byte]) }
    case 0x40..<0x7F:
      state = .ground
      dispatch(ControlSequence(parameters: bytes, final: byte))
    default: break
    }
  }

  private mutating func acceptConsoleFunction(_ byte: UInt8) {
    state = .ground
    if (UInt8(ascii: "A")...UInt8(ascii: "E")).contains(byte) { emit(.function(Int(byte) - 64)) }
  }

  private mutating func acceptSingleShift(_ byte: UInt8, after bytes: ArraySlice<UInt8>) {
    switch byte {
    case 0x1B: state = .escape
    case UInt8(ascii: "0")...UInt8(ascii: ";"): if bytes.count < 8 { state = .singleShift(bytes + [byte]) }
    default:
      state = .ground
      dispatchSingleShift(byte, modifier: ControlSequence(parameters: bytes, final: byte).number(at: 0))
    }
  }

  private mutating func acceptMouse(_ byte: UInt8, after bytes: ArraySlice<UInt8>) {
    let report = Array(bytes) + [byte]
    guard report.count == 3 else {
      state = .mouse(report[...])
      return
    }
    state = .ground
    emitMouse(
      code: Int(report[0]) - 32, column: Int(report[1]) - 32, row: Int(report[2]) - 32, isRelease: false, isX10: true)
  }

  private mutating func acceptString(_ byte: UInt8, opener: UInt8, sawEscape: Bool) {
    switch byte {
    case 0x07, 0x18, 0x1A: state = .ground
    case UInt8(ascii: "\\") where sawEscape: state = .ground
    // As in terminals, any other escape ends it: one that never ends would swallow every key.
    case _ where sawEscape: acceptAfterEscape(byte)
    default: state = .string(opener: opener, isEmpty: false, sawEscape: byte == 0x1B)
    }
  }
}
