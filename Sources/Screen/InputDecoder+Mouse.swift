extension InputDecoder {
  /// SGR report (mode 1006): `ESC [ < code ; column ; row M`, with `m` for a release.
  mutating func dispatchMouse(_ sequence: ControlSequence) {
    guard let code = sequence.number(at: 0), let column = sequence.number(at: 1), let row = sequence.number(at: 2)
    else {
      return
    }
    emitMouse(code: code, column: column, row: row, isRelease: sequence.final == UInt8(ascii: "m"), isX10: false)
  }

  /// Columns and rows are 1-based. The code's bits: 1 and 2 the button, 32 motion, 64 the wheel.
  mutating func emitMouse(code: Int, column: Int, row: Int, isRelease: Bool, isX10: Bool) {
    guard let action = Self.action(code: code, isRelease: isRelease, isX10: isX10) else { return }
    let position = Position(column: max(0, column - 1), row: max(0, row - 1))
    let button: MouseEvent.Button = code & 64 != 0 ? .none : [.left, .middle, .right, .none][code & 3]
    events.append(.mouse(MouseEvent(action: action, button: button, position: position)))
  }

  /// X10 reports do not say which button was released: its code is then 3.
  private static func action(code: Int, isRelease: Bool, isX10: Bool) -> MouseEvent.Action? {
    guard (0..<128).contains(code) else { return nil }
    switch (code & 64 != 0, code & 3) {
    case (true, 0): return .wheelUp
    case (true, 1): return .wheelDown
    case (true, _): return nil
    case (false, let button):
      if code & 32 != 0 { return button == 3 ? nil : .drag }
      return isRelease || (isX10 && button == 3) ? .release : .press
    }
  }
}
