package import Exchange
internal import Transport

/// A call that is on its way, or stands in the row behind another: prepared, with its report to come.
package struct BegunCall: Sendable {
  enum State: Sendable {
    case ended(Report)
    case sent(Call.Ready, GatheredTransfer)
  }

  let call: Call
  let state: State

  /// The report, when the call has ended. To be asked for once.
  package func report() async -> Report {
    let report =
      switch state {
      case .ended(let report): report
      case .sent(let ready, let transfer): await call.ended(ready, transfer)
      }
    return call.client.masked(report)
  }
}

extension SOAPClient {
  /// Prepares the request and sends it. Nobody can watch it, so that it costs less than `send` and `report`.
  ///
  /// - Parameter inRow: puts it into the row of its session: it goes out as soon as those in the row before it have ended;
  ///   the answer of the last of them need not have been looked at for that.
  package func begin(inRow: Bool) async -> BegunCall {
    let call = Call(client: self, report: nil)
    guard isFirstSending() else { return BegunCall(call: call, state: .ended(call.refused(alreadySent))) }
    return BegunCall(call: call, state: await call.begin(inRow: inRow))
  }
}
