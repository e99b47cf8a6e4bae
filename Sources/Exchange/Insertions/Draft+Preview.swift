internal import Basics
internal import Bindings
internal import Certificates

extension Draft {
  /// What the binding puts to the request when it is sent, a line each: its HTTP headers, what goes into the envelope, the
  /// credentials it uses. Behaviors, which may change the binding, have not run.
  public var bindingAdditions: [String] {
    let plan: WirePlan
    do throws(BindingError) { plan = try binding.wirePlan(action: asWritten.action, flavour: flavour) } catch {
      return ["! \(error.summary)"]
    }
    var lines = plan.headers.map { "\($0.name): \($0.value)" }
    if case .mtom = plan.encoding { lines.append("MTOM: large base64 texts go as parts of their own") }
    if plan.messageVersion.addressing != .none, !plan.manualAddressing {
      lines.append("WS-Addressing headers in the envelope, those that it does not have: Action, MessageID, ReplyTo, To")
    }
    if let security = plan.security { lines.append("WS-Security header: " + security.words) }
    let name = identity?.name ?? identity?.certificate.label ?? ""
    if plan.offersClientCertificate {
      lines.append("client certificate: " + (identity == nil ? "asked for by the binding, and none is chosen" : name))
    } else if identity != nil {
      lines.append("client certificate: \(name) is chosen, and this binding does not send it")
    }
    if plan.authenticationScheme != .anonymous {
      lines.append("HTTP authentication: \(plan.authenticationScheme), as user \(user?.name ?? "(none is named)")")
    }
    return lines.map(\.neutralised)
  }
}

extension SecurityPlan {
  fileprivate var words: String {
    var parts: [String] = []
    if timestampValiditySeconds != nil { parts.append("Timestamp") }
    switch token {
    case .userName(let type): parts.append("UsernameToken (\(type), the password as dots here)")
    case .certificate:
      parts.append("BinarySecurityToken and a signature over " + signedParts.map(\.rawValue).joined(separator: ", "))
    }
    return parts.joined(separator: ", ")
  }
}
