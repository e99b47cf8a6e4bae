internal import Basics

extension LintRule {
  static let headerRules: [LintRule] = [
    LintRule("header-ignored-by-wcf", .warning, "WCF does not send this header of one's own") { subject, plan in
      var ignored = ["content-length", "date", "range", "proxy-connection"]
      if plan.flavour == .netFramework { ignored.append("host") }
      guard let header = subject.httpHeaders.first(where: { ignored.contains($0.name.lowercased()) }) else {
        return nil
      }
      return Trap(
        "A WCF client (\(plan.flavour.title)) does not send the header \(header.name.neutralised) that its caller sets.",
        detail: "HttpRequestMessageProperty.Headers leaves out: \(ignored.joined(separator: ", "))",
        remedy: "Leave the header out, or do not expect a WCF client to send it.")
    },
    LintRule("content-type-replaced", .warning, "A Content-Type header of one's own replaces the encoder's") {
      subject, plan in
      guard let own = subject.header("Content-Type"), !own.isEmpty,
        let built = plan.headers.first(where: { $0.name == "Content-Type" })?.value, own != built
      else { return nil }
      return Trap(
        "The caller's Content-Type replaces the encoder's; the message's bytes stay as the encoder writes them.",
        detail: "header: \(own.neutralised)\nencoder: \(built.neutralised)",
        remedy: "Leave the header out, or choose message version and encoding so that the encoder writes it.")
    },
    LintRule("cookie-header-ignored", .warning, "A Cookie header beside a cookie container") { subject, plan in
      guard plan.allowCookies, subject.header("Cookie") != nil else { return nil }
      return Trap(
        "With AllowCookies the cookies come from the container; a WCF client drops a Cookie header.",
        detail: "allowCookies=true", remedy: "Switch allowCookies off to send a cookie of one's own.")
    },
  ]

  static let quotaRules: [LintRule] = [
    LintRule("answer-quota", .note, "WCF refuses larger answers") { _, plan in
      guard plan.maxReceivedMessageSize <= 65536 else { return nil }
      return Trap(
        "A WCF client with this binding refuses answers above \(plan.maxReceivedMessageSize) bytes.",
        detail:
          "MaxReceivedMessageSize=\(plan.maxReceivedMessageSize) (WCF's default is 65536); larger answers are shown "
          + "here all the same",
        remedy: "Raise MaxReceivedMessageSize in the WCF program that will make this call.")
    },
    LintRule("reader-quota-set", .warning, "A reader quota binds because it was set") { _, plan in
      let set = plan.readerQuotas.optionList(plan.readerQuotas, unlike: .standard)
      guard !set.isEmpty, !plan.transferMode.streamsAnswer else { return nil }
      return Trap(
        "A reader quota that is set binds, even at the value that is documented as its default.",
        detail: "\(set.joined(separator: ", "))\nunset and buffered: depth 128, all else without bound",
        remedy: "Leave it out, unless the answer shall be bounded.")
    },
    LintRule("reader-quota-not-judged", .note, "Two reader quotas that no answer tells of") { _, plan in
      let quotas = plan.readerQuotas.inForce(plan.transferMode)
      let inForce = [
        ("MaxArrayLength", quotas.maxArrayLength), ("MaxNameTableCharCount", quotas.maxNameTableCharCount),
      ].compactMap { name, value in value.flatMap { $0 < Int(Int32.max) ? "\(name)=\($0)" : nil } }
      guard !inForce.isEmpty else { return nil }
      return Trap(
        "A reader quota is in force of which an answer does not tell whether a WCF client exceeds it.",
        detail: "\(inForce.joined(separator: ", "))\n"
          + "MaxArrayLength counts what the contract declares as array or binary content, MaxNameTableCharCount the names "
          + "that the program asks for; depth, text and start tags are judged",
        remedy: "Set it to 2147483647 in the WCF program that will make this call, or leave it out and buffer.")
    },
    LintRule("mtom-buffer-quota", .note, "The MTOM buffer is smaller than the message quota") { _, plan in
      guard case .mtom(let mtom) = plan.encoding, mtom.maxBufferSize < plan.maxReceivedMessageSize else { return nil }
      return Trap(
        "The parts of an MTOM answer have a quota of their own, below that of the message.",
        detail:
          "maxBufferSize of the encoder: \(mtom.maxBufferSize)\nmaxReceivedMessageSize: \(plan.maxReceivedMessageSize)\n"
          + "WCF: XmlException (MtomBufferQuotaExceeded)",
        remedy: "Set the encoder's maxBufferSize as well, in the WCF program that will make this call.")
    },
    LintRule("receive-timeout-unused", .warning, "An HTTP client has no receive timeout") { _, plan in
      guard plan.timeouts.receiveSeconds != BindingTimeouts().receiveSeconds else { return nil }
      return Trap(
        "ReceiveTimeout has no effect on an HTTP client; SendTimeout bounds the whole call.",
        detail: "\(plan.timeouts.optionList(plan.timeouts, unlike: .standard).joined(separator: ", "))",
        remedy: "Set sendTimeout.")
    },
  ]
}
