/// Why the service answers with a fault.
struct SOAPProblem: Error {
  enum Code { case versionMismatch, sender, receiver }

  var code: Code
  var reason: String
  /// XML of the detail's content.
  var detail: String?

  static func sender(_ reason: String) -> SOAPProblem { SOAPProblem(code: .sender, reason: reason) }

  /// SOAP 1.1 section 4.4.1, SOAP 1.2 part 1 section 5.4.6.
  func codeName(_ version: SOAPVersion) -> String {
    switch (code, version) {
    case (.versionMismatch, _): "VersionMismatch"
    case (.sender, .soap11): "Client"
    case (.sender, .soap12): "Sender"
    case (.receiver, .soap11): "Server"
    case (.receiver, .soap12): "Receiver"
    }
  }

  /// SOAP 1.1 section 6.2, SOAP 1.2 part 2 section 7.5.2.2.
  func status(_ version: SOAPVersion) -> Int {
    if case (.sender, .soap12) = (code, version) { return 400 }
    return 500
  }
}
