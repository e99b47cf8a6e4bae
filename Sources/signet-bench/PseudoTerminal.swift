internal import Glibc

/// The master side of a pseudo-terminal: types keys and reads what is painted.
final class PseudoTerminal {
  let path: String
  private let master: Int32
  private let slave: Int32

  init?(columns: UInt16, rows: UInt16) {
    var master: Int32 = -1
    var slave: Int32 = -1
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&master, &slave, nil, nil, &size) == 0, let name = ttyname(slave) else { return nil }
    self.master = master
    self.slave = slave
    path = String(cString: name)
  }

  deinit {
    close(master)
    close(slave)
  }

  func type(_ keys: String) {
    var bytes = Array(keys.utf8)
    _ = write(master, &bytes, bytes.count)
  }

  /// Everything painted until `text` has appeared.
  /// - Returns: when the bytes that completed it arrived; nil when the time ran out.
  func waitFor(_ text: String, seconds: Double) -> Double? {
    var painted: [UInt8] = []
    let wanted = Array(text.utf8)
    let end = millisecondsNow() + seconds * 1000
    while millisecondsNow() < end {
      guard let chunk = read(milliseconds: 50) else { continue }
      painted = painted.suffix(wanted.count) + chunk
      if painted.contains(wanted) { return millisecondsNow() }
    }
    return nil
  }

  /// Reads until nothing comes for that long.
  func drain(quietMilliseconds: Int32) { while read(milliseconds: quietMilliseconds) != nil {} }

  /// What is there, waiting at most so long for the first byte.
  func read(milliseconds: Int32) -> [UInt8]? {
    var entry = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&entry, 1, milliseconds) > 0 else { return nil }
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = Glibc.read(master, &buffer, buffer.count)
    return count > 0 ? Array(buffer[..<count]) : nil
  }
}

extension [UInt8] {
  fileprivate func contains(_ other: [UInt8]) -> Bool {
    count >= other.count && indices.dropLast(other.count - 1).contains { self[$0...].starts(with: other) }
  }
}
