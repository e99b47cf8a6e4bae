internal import Basics

extension LintRule {
  static let actionRules: [LintRule] = [
    LintRule("action-missing", .warning, "SOAP 1.1 without an action") { subject, plan in
      guard plan.actionPlacement == .httpHeader, plan.action == nil, subject.header("SOAPAction") == nil else {
        return nil
      }
      return Trap(
        "No SOAPAction header will be sent; SOAP 1.1 over HTTP requires one.",
        detail: "SOAP 1.1 section 6.1.1; many servers choose the operation by it",
        remedy: "Give the operation's action (--action), or --action '' when the service defines an empty one.")
    },
    LintRule("action-in-quotes", .warning, "The action is in quotes already") { subject, _ in
      guard let action = subject.action, action.count >= 2, action.hasPrefix("\""), action.hasSuffix("\"") else {
        return nil
      }
      return Trap(
        "The action is in quotes already and gets a second pair.", detail: "action: \(action.neutralised)",
        remedy: "Leave the quotes out: \(String(action.dropFirst().dropLast()).neutralised)")
    },
    LintRule("quote-in-action", .warning, "A quote inside the action") { subject, plan in
      guard let action = subject.action, !action.hasPrefix("\""), action.contains("\""),
        plan.actionPlacement == .contentTypeParameter
      else { return nil }
      return Trap(
        "A quote inside the action ends the action parameter of Content-Type early.",
        detail: "action: \(action.neutralised)", remedy: "Use an action without quotes.")
    },
    LintRule("action-wildcard", .note, "The action * means none") { subject, _ in
      guard subject.action == "*" else { return nil }
      return Trap(
        "The action * means none in WCF: nothing will be sent for it.", detail: "action: *",
        remedy: "Give the operation's own action.")
    },
    LintRule("action-in-envelope-only", .note, "SOAP 1.2 with addressing has no action in HTTP") { _, plan in
      guard plan.actionPlacement == .envelopeHeader, plan.action != nil else { return nil }
      return Trap(
        "The action stands in the envelope's Action header alone; Content-Type does not repeat it.",
        detail: "\(plan.messageVersion.rawValue)\nservers and gateways that look for action= in Content-Type find none",
        remedy: "Use soap12 without addressing, if the server looks for the parameter.")
    },
    LintRule("soap-action-mismatch", .error, "A SOAPAction header of one's own contradicts the action") {
      subject, plan in
      guard let own = subject.header("SOAPAction"), !own.isEmpty,
        let built = plan.headers.first(where: { $0.name == "SOAPAction" })?.value, own != built
      else { return nil }
      return Trap(
        "The SOAPAction header contradicts the action.",
        detail: "header: \(own.neutralised)\nfrom the action: \(built.neutralised)\n"
          + "WCF: ProtocolException (HttpSoapActionMismatch) when the message is sent",
        remedy: "Leave the header out: the action makes it.")
    },
    LintRule("soap-action-unused", .warning, "SOAP 1.2 has no SOAPAction header") { subject, plan in
      guard plan.messageVersion.envelope == .soap12, subject.header("SOAPAction") != nil else { return nil }
      return Trap(
        "SOAP 1.2 has no SOAPAction header; servers do not look at it.", detail: "\(plan.messageVersion.title)",
        remedy: "Give the action (--action); the binding puts it where it belongs.")
    },
  ]

  static let messageRules: [LintRule] = [
    LintRule("envelope-version-mismatch", .warning, "The envelope is of another SOAP version than announced") {
      subject, plan in
      guard let version = subject.envelopeVersion, let own = plan.messageVersion.envelope, version != own else {
        return nil
      }
      return Trap(
        "The envelope is \(version.title), but the binding announces \(own.title).",
        detail:
          "envelope namespace: \(version.envelopeNamespace)\nbinding: \(subject.binding), \(plan.messageVersion.mediaType)",
        remedy: "Change the envelope's namespace to \(own.envelopeNamespace), or the binding's message version to "
          + "\(MessageVersion(version, plan.messageVersion.addressing).rawValue).")
    },
    LintRule("default-encoder", .warning, "No encoder means SOAP 1.2 with WS-Addressing 1.0") { subject, _ in
      guard case .custom(let custom) = subject.binding, custom.elements.encoder == nil else { return nil }
      return Trap(
        "Without an encoding element WCF silently writes SOAP 1.2 with WS-Addressing 1.0, not SOAP 1.1.",
        detail: custom.elements.line,
        remedy: "Say which is meant: text:soap11,\(custom.elements) or text:soap12wsa10,\(custom.elements)")
    },
    LintRule("element-order", .warning, "The elements stand in an unusual order") { subject, _ in
      let all = subject.elements.all
      guard let pair = zip(all, all.dropFirst()).first(where: { $0.role > $1.role }) else { return nil }
      return Trap(
        "\(pair.0.name) stands above \(pair.1.name); the documented order is the other way round.",
        detail:
          "WCF builds elements from the top; order: transaction flow, reliable session, security, encoding, transport",
        remedy: "Swap \(pair.0.text) and \(pair.1.text).")
    },
    LintRule("declared-encoding-mismatch", .warning, "The XML declaration names another encoding than Content-Type") {
      subject, plan in
      guard let declared = subject.declaredEncoding, let encoding = TextEncoding(declared) else { return nil }
      // A UTF-16 declaration does not say the order of the bytes.
      let isSame = encoding == plan.textEncoding || encoding == .utf16LE && plan.textEncoding == .utf16BE
      if isSame { return nil }
      return Trap(
        "The envelope's XML declaration says \(declared.neutralised), but it is announced as \(plan.textEncoding.charset).",
        detail: "Content-Type wins over the declaration (RFC 7303 section 3); WCF servers refuse the contradiction",
        remedy: "Change the declaration, or the encoding (--encoding \(encoding.name)).")
    },
    LintRule("utf-16-form", .note, "UTF-16 comes with a byte order mark and an XML declaration") { _, plan in
      guard plan.textEncoding == .utf16LE || plan.textEncoding == .utf16BE else { return nil }
      return Trap(
        "UTF-16 is announced as \(plan.textEncoding.charset) and sent with byte order mark and XML declaration.",
        detail: "UTF-8 messages have neither; some servers know only the name utf-16",
        remedy: "Use utf-8 if the server refuses the charset.")
    },
    LintRule("encoder-of-ones-own", .note, "WCF's encoders do not know this charset") { _, plan in
      guard plan.acceptsAnyCharset, !plan.textEncoding.isStandard else { return nil }
      return Trap(
        "WCF's own encoders know UTF-8 and UTF-16 only; \(plan.textEncoding.name) takes an encoder of one's own.",
        detail: "a WCF client with its standard encoder refuses answers in \(plan.textEncoding.name), too",
        remedy: "Put a custom text encoder into the WCF program, too.")
    },
    LintRule("mtom-threshold-unknown-to-wcf", .note, "WCF's MTOM threshold is fixed") { _, plan in
      guard case .mtom(let mtom) = plan.encoding, mtom.writeThreshold != 768 else { return nil }
      return Trap(
        "WCF's MTOM writer makes a part of its own from 768 bytes on; that cannot be set.",
        detail: "writeThreshold=\(mtom.writeThreshold)", remedy: "Leave writeThreshold out to send what WCF sends.")
    },
    LintRule("manual-addressing-unused", .note, "Manual addressing without addressing") { _, plan in
      guard plan.manualAddressing, plan.messageVersion.addressing == .none else { return nil }
      return Trap(
        "ManualAddressing has no effect: the message version has no addressing.",
        detail: "\(plan.messageVersion.rawValue)", remedy: "Leave it out, or choose a version such as soap12wsa10.")
    },
    LintRule("addressing-version-mismatch", .warning, "The envelope is addressed in another version") { subject, plan in
      let own = plan.messageVersion.addressing
      guard own != .none, let other = subject.envelopeAddressing.filter({ $0 != own }).min(by: { $0.title < $1.title })
      else { return nil }
      return Trap(
        "The envelope has headers of \(other.title), and the binding adds those of \(own.title).",
        detail: "in the envelope: \(other.namespace ?? "")\nof the binding: \(own.namespace ?? "")",
        remedy: "Take one of the two: change the headers' namespace, or the binding's message version to "
          + "\(plan.messageVersion.envelope.map { MessageVersion($0, other).rawValue } ?? "").")
    },
    LintRule("addressing-action-mismatch", .warning, "The envelope's Action is not the call's") { subject, plan in
      guard let own = subject.envelopeActions[plan.messageVersion.addressing], let action = plan.action, own != action
      else { return nil }
      return Trap(
        "The envelope's Action header contradicts the action.",
        detail: "Action: \(own.neutralised)\naction: \(action.neutralised)\n"
          + "the envelope's goes out as it is; WS-Addressing 1.0 SOAP binding section 2.1 wants SOAPAction to be the same",
        remedy: "Leave the header out of the envelope: the binding writes it from the action.")
    },
    LintRule("addressing-action-missing", .warning, "Addressing without an action") { subject, plan in
      let version = plan.messageVersion.addressing
      guard version != .none, plan.action == nil, subject.envelopeActions[version] == nil,
        plan.actionPlacement == .envelopeHeader
      else { return nil }
      return Trap(
        "The message will have no Action header; WS-Addressing requires one.",
        detail: "WS-Addressing 1.0 core section 3.2; services choose the operation by it",
        remedy: "Give the operation's action (--action).")
    },
    LintRule("transaction-flow-unused", .note, "No transaction flows") { subject, _ in
      guard subject.elements.find(TransactionFlowBindingElement.self)?.transactions == true else { return nil }
      return Trap(
        "No transaction flows: there is none here, and WCF sends none outside a TransactionScope.",
        detail: "TransactionFlow=true", remedy: "Leave transactionFlow out.")
    },
  ]
}
