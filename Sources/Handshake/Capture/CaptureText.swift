internal import Basics

/// What a file made of a capture holds, in words that nobody overlooks.
public enum CaptureText {
  public static func ofKeyLog(_ capture: Capture) -> String {
    "\(secrets(capture)).\(omittedSecrets(capture)) "
      + (capture.secrets.isEmpty ? "" : "Together with recorded packets \(warning)")
  }

  public static func ofPackets(_ capture: Capture) -> String {
    let omitted =
      capture.omittedBytes > 0
      ? " \(capture.omittedBytes) bytes beyond the limit of \(Capture.maximumBytes) were left out." : ""
    return "\(count(capture.packetCount, "packet")) of \(count(capture.connections.count, "connection")), "
      + "\(secrets(capture)).\(omitted)\(omittedSecrets(capture)) By itself \(warning)"
  }

  private static let warning =
    "this file opens everything that was sent and received, passwords and tokens included. Only you may read it (0600); "
    + "delete it when it has served."

  private static func secrets(_ capture: Capture) -> String {
    capture.secrets.isEmpty ? "no TLS secrets, as nothing was encrypted" : count(capture.secretCount, "TLS secret")
  }

  private static func omittedSecrets(_ capture: Capture) -> String {
    guard capture.omittedSecrets > 0 else { return "" }
    return
      " There was no room for \(count(capture.omittedSecrets, "more secret")): what they belong to stays encrypted."
  }

  private static func count(_ number: Int, _ name: String) -> String { "\(number) \(name)\(number == 1 ? "" : "s")" }
}
