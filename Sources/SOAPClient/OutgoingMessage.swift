internal import Basics
package import Bindings
package import Exchange
package import Handshake
internal import SOAP

/// The request of a call as it would go over the wire, made without its identity, its secrets or a connection: what another
/// program needs to make the same call.
package struct OutgoingMessage: Sendable {
  package var url: String
  /// In the order in which they are sent; those that libcurl adds itself are not here.
  package var headers: [HTTPHeader]
  package var body: [UInt8]
  package var plan: WirePlan

  /// - Throws: a refusal as the call would, and one for a message that is made anew with secrets for each call.
  package init(_ draft: Draft, environment: ClientEnvironment = .process) throws(Refusal) {
    let draft = try Self.afterBehaviors(draft)
    let plan = try Self.plan(draft)
    if plan.security != nil { throw .securedMessage(draft.binding) }
    let address = try HTTPAddress(draft.url)
    let mtom = MTOMPreparation(plan, environment)
    if mtom != nil { try RequestHeaders.refuseContentType(draft.httpHeaders) }
    let envelope = draft.envelope ?? plan.messageVersion.envelope.map(EnvelopeBuilder.empty) ?? []
    try EnvelopePreparation.check(envelope, plan.messageVersion)
    headers = try RequestHeaders.merged(
      mtom.map { plan.with($0) } ?? plan, own: draft.httpHeaders, action: draft.action)
    var blocks = MessageHeaders(own: draft.soapHeaders, ofAddress: [])
    if plan.messageVersion.addressing != .none, !plan.manualAddressing {
      blocks.addressing = MessageHeaders.Addressing(
        version: plan.messageVersion.addressing, action: plan.action,
        messageID: draft.isOneWay ? nil : UniqueID.urn(environment.random), to: address.absoluteURI)
    }
    body = try EnvelopePreparation(envelope, headers: blocks, plan: plan, security: nil, mtom: mtom).body
    self.plan = plan
    url = draft.url
  }

  private static func plan(_ draft: Draft) throws(Refusal) -> WirePlan {
    do throws(BindingError) {
      let plan = try draft.binding.wirePlan(action: draft.action, flavour: draft.flavour)
      try plan.check(url: draft.url)
      return plan
    } catch {
      throw Refusal(error, stage: .binding)
    }
  }

  /// The draft with everything that its behaviors do to it.
  private static func afterBehaviors(_ draft: Draft) throws(Refusal) -> Draft {
    var result: Draft
    do throws(BindingError) { result = try draft.applyingBehaviors() } catch {
      throw Refusal(error, stage: .binding)
    }
    for behavior in draft.behaviors where behavior.isOn {
      switch behavior.action {
      case .httpHeader(let header):
        result.httpHeaders.removeAll { $0.name.lowercased() == header.name.lowercased() }
        result.httpHeaders.append(header)
      case .soapHeader(let header): result.soapHeaders.append(header)
      case .pipe(let command): throw .pipedMessage(command)
      case .clientCertificate, .endpoint, .addressing, .mtom, .encoding, .unresolved: break
      }
    }
    return result
  }
}

extension Refusal {
  fileprivate static func securedMessage(_ binding: Binding) -> Refusal {
    Refusal(
      stage: .binding, code: "message-security-not-exportable",
      summary: "The message is secured anew for each call: its Security header cannot be written down.",
      values: ["binding: \(binding)"],
      remedy: "Send it from here, or export a request whose binding secures the transport only.")
  }

  fileprivate static func pipedMessage(_ command: String) -> Refusal {
    Refusal(
      stage: .usage, code: "piped-message-not-exportable",
      summary: "The message goes through a program, which an export does not run.",
      values: ["pipe \(command.neutralised)"], remedy: "Switch the behavior off, or export what the program writes.")
  }
}
