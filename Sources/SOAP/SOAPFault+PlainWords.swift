internal import XML

extension SOAPFault {
  /// What the code means and what to look at, for well-known codes; nil for others.
  ///
  /// Sources: SOAP 1.1 section 4.4.1, SOAP 1.2 part 1 section 5.4.6, WS-Addressing 1.0 SOAP binding section 6.4,
  /// WS-Security 1.0 section 12, WCF's dispatcher faults.
  public var plainWords: String? {
    // The innermost subcode says most.
    for code in (subcodes.reversed() + [code]) {
      if let words = PlainWords.table[code.name.local.lastDotted] { return words }
    }
    return nil
  }
}

extension String {
  /// SOAP 1.1 refines codes with dots (`Client.Authentication`); the part before the first dot is the class.
  fileprivate var lastDotted: String { prefix { $0 != "." }.description }
}

private enum PlainWords {
  static let table: [String: String] = [
    "ActionNotSupported":
      "The server knows no operation with this action. Compare the SOAP action with the service description, letter by "
      + "letter.",
    "MustUnderstand":
      "The server does not understand a header that the envelope marks as mustUnderstand. Remove the header or the mark.",
    "VersionMismatch": "The server speaks another SOAP version. Choose the other message version in the binding.",
    "DataEncodingUnknown": "The server does not know the encodingStyle that the envelope names.",
    "DestinationUnreachable":
      "The server knows no endpoint under the address in the message (the To header, or the URL).",
    "EndpointUnavailable": "The endpoint exists but cannot answer now; trying later may help.",
    "InvalidAddressingHeader": "A WS-Addressing header is wrong, doubled or has an address that is no URI.",
    "MessageAddressingHeaderRequired":
      "The service wants WS-Addressing headers that the envelope lacks (usually Action and To).",
    "MessageInformationHeaderRequired":
      "The service wants WS-Addressing headers that the envelope lacks (usually Action and To).",
    "FailedAuthentication": "The credentials in the message were not accepted.",
    "InvalidSecurity":
      "The server could not process the message's security: a header is missing, too old or not the one it expects.",
    "InvalidSecurityToken": "The security token in the message is not valid for this server.",
    "FailedCheck": "A signature or an encryption in the message does not hold.",
    "SecurityTokenUnavailable": "The message refers to a security token that the server cannot find.",
    "MessageExpired": "The message's timestamp is too old for the server; compare the clocks of both sides.",
    "UnsupportedSecurityToken": "The server does not accept this kind of security token.",
    "UnsupportedAlgorithm": "The server does not accept an algorithm that the message's security uses.",
    "InternalServiceFault":
      "The service failed while it worked on the request and hides why. Its own log has the exception.",
    "DeserializationFailed":
      "The server could not read the body: an element is misnamed, out of order, or has a value of the wrong type.",
    "SessionTerminated": "The server ended the session that the message belongs to.",
    "TransactionAborted": "The transaction on the server was rolled back.",
    "Client":
      "The server says that the request is at fault: its content is not what the operation expects.",
    "Sender":
      "The server says that the request is at fault: its content is not what the operation expects.",
    "Server": "The server failed while it worked on the request; the request itself may be right.",
    "Receiver": "The server failed while it worked on the request; the request itself may be right.",
  ]
}
