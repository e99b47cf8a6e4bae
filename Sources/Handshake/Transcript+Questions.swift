/// What rules, ladder and certificate line ask of a transcript. Everything is about the connection to the origin.
extension Transcript {
  /// Indices of the messages of that type and side on the origin's connection.
  func indices(_ type: HandshakeType, from side: Side) -> [Int] {
    messages.indices.filter {
      messages[$0].leg == .origin && messages[$0].from == side && messages[$0].kind == .handshake(type.rawValue)
    }
  }

  func has(_ type: HandshakeType, from side: Side) -> Bool { !indices(type, from: side).isEmpty }

  /// Alerts of that side, with the index of their message; `close_notify` is no complaint and not among them.
  func alerts(from side: Side, leg: Leg = .origin) -> [(index: Int, alert: Alert)] {
    messages.indices.compactMap { index in
      guard messages[index].leg == leg, messages[index].from == side, case .alert(let alert) = messages[index].kind,
        alert.alertDescription != .closeNotify
      else { return nil }
      return (index, alert)
    }
  }

  /// The alert with which the server ended the connection.
  var serverAlert: (index: Int, alert: Alert)? { alerts(from: .server).last { $0.alert.isFatal } }

  /// The alert with which this side ended it.
  var clientAlert: (index: Int, alert: Alert)? { alerts(from: .client).last { $0.alert.isFatal } }

  /// A client Certificate message with nothing in it was sent.
  var sentEmptyCertificate: Bool { clientChain?.isEmpty == true }
  /// A certificate of ours went out.
  var sentCertificate: Bool { clientChain?.isEmpty == false }

  /// Whether anything at all came from the server.
  var heardFromServer: Bool {
    serverRecords > 0 || !foreignBytes.isEmpty || messages.contains { $0.leg == .origin && $0.from == .server }
  }

  func milestone<Value>(_ value: (Milestone) -> Value?) -> (atMicroseconds: Int64, value: Value)? {
    for (time, milestone) in milestones {
      if let value = value(milestone) { return (time, value) }
    }
    return nil
  }

  /// The exchange whose connection this one used.
  var reusedExchange: Int? {
    milestone { if case .reusedConnection(let number) = $0 { number } else { nil } }?.value
  }

  var wroteRequest: Bool { milestone { if case .requestWritten = $0 { true } else { nil } } != nil }
}
