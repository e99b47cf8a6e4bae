/// What reaches the workbench from the terminal.
public enum InputEvent: Sendable, Hashable {
  case key(KeyChord)
  /// Bracketed paste, line ends already normalised to LF.
  case paste([UInt8])
  case mouse(MouseEvent)
  case resize(Size)
  /// The terminal window gained or lost the focus.
  case focus(Bool)
}

/// One key with its modifiers, in the terms of terminals.
public struct KeyChord: Sendable, Hashable {
  public enum Key: Sendable, Hashable {
    /// A printable character; Shift is already in it.
    case character(Unicode.Scalar)
    case enter, tab, backTab, escape, backspace, delete, insert
    case up, down, left, right, home, end, pageUp, pageDown
    case function(Int)
  }
  public struct Modifiers: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let control = Modifiers(rawValue: 1)
    public static let alt = Modifiers(rawValue: 2)
    public static let shift = Modifiers(rawValue: 4)
  }

  public var key: Key
  public var modifiers: Modifiers

  public init(_ key: Key, _ modifiers: Modifiers = []) {
    self.key = key
    self.modifiers = modifiers
  }
}

public struct MouseEvent: Sendable, Hashable {
  public enum Action: Sendable, Hashable { case press, release, drag, wheelUp, wheelDown }
  public enum Button: Sendable, Hashable { case left, middle, right, none }
  public var action: Action
  public var button: Button
  public var position: Position

  public init(action: Action, button: Button, position: Position) {
    self.action = action
    self.button = button
    self.position = position
  }
}
