internal import Bindings
internal import Exchange
internal import Handshake
internal import SOAP

extension WCFOutcome {
  init(_ reading: WCFReading) { self.init(outcome: reading.outcome, message: reading.message) }

  /// For a transfer that gave no answer (System.ServiceModel.Channels.HttpChannelUtilities).
  init(_ outcome: TransferOutcome) {
    switch outcome.ending {
    case .answered: self.init(WCFReading.reply)
    case .cancelled: self.init(outcome: "CommunicationObjectAbortedException", message: "The channel was aborted.")
    case .limit(let name, let value) where name == "responseSize":
      self.init(
        outcome: "CommunicationException", message: "The maximum message size quota has been exceeded (\(value)).")
    case .limit(_, let value):
      self.init(outcome: "TimeoutException", message: "The request channel timed out while waiting (\(value)).")
    case .failed(let code, _, _): self.init(curlCode: code)
    }
  }

  private init(curlCode: Int) {
    switch curlCode {
    case 5, 6, 7: self.init(outcome: "EndpointNotFoundException", message: "There was no endpoint listening.")
    case 28: self.init(outcome: "TimeoutException", message: "The request channel timed out.")
    case 60:
      self.init(
        outcome: "SecurityNegotiationException",
        message: "Could not establish trust relationship for the SSL/TLS secure channel.")
    case 35, 58, 59, 77, 80, 82, 83, 90, 91, 98:
      self.init(outcome: "SecurityNegotiationException", message: "Could not establish secure channel for SSL/TLS.")
    case 55:
      self.init(
        outcome: "CommunicationException", message: "An error occurred while making the HTTP request (send failure).")
    case 8, 18, 61: self.init(outcome: "ProtocolException", message: "The response could not be read.")
    default:
      self.init(
        outcome: "CommunicationException", message: "An error occurred while receiving the HTTP response.")
    }
  }

  /// For what a message inspector threw: WCF's client throws the same.
  init(thrown error: any Error) { self.init(outcome: String(describing: type(of: error)), message: nil) }

  /// For a draft that was not sent.
  init(_ refusal: Refusal) {
    switch refusal.stage {
    case .binding: self.init(outcome: refusal.exception ?? "not sent", message: refusal.summary)
    case .identity: self.init(outcome: "CryptographicException", message: refusal.summary)
    case .usage, .file: self.init(outcome: "not sent", message: refusal.summary)
    }
  }
}
