internal import Basics

extension WirePlan {
  /// What goes on the wire and which element decides it, one aligned line each, for a person.
  public var explanation: [String] {
    let lines: [Line] = envelopeLines + securityLines + headerLines + transportLines
    let width = lines.map { $0.element.count }.max() ?? 0
    return lines.map { (line: Line) in
      line.element + String(repeating: " ", count: width + 2 - line.element.count) + line.text
    }
  }

  private typealias Line = (element: String, text: String)

  /// The encoding element's name in WCF.
  public var encoder: String {
    switch encoding {
    case .mtom: "MtomMessageEncodingBindingElement"
    case .text: acceptsAnyCharset ? "CustomTextMessageEncodingBindingElement" : "TextMessageEncodingBindingElement"
    }
  }

  private var transport: String {
    scheme == "https" ? "HttpsTransportBindingElement" : "HttpTransportBindingElement"
  }

  private var envelopeLines: [Line] {
    var lines: [Line] = [(encoder, "envelope in \(messageVersion.title), written as \(textEncoding.charset)")]
    if case .mtom(let mtom) = encoding {
      lines.append((encoder, "binary content of \(mtom.writeThreshold) bytes or more as MIME parts of their own"))
    }
    if messageVersion.addressing != .none {
      lines.append(
        (
          encoder,
          manualAddressing
            ? "addressing headers are the caller's own (ManualAddressing=true)"
            : "headers Action, MessageID, ReplyTo, To (\(messageVersion.addressing.title)), except those that the envelope has"
        ))
    }
    return lines
  }

  private var securityLines: [Line] {
    guard let security else { return [] }
    let element = "TransportSecurityBindingElement"
    var lines: [Line] = [(element, "header Security: \(security.contents)")]
    lines.append(
      (
        element,
        security.requiresSecuredAnswer
          ? "an answer without a Security header is refused (EnableUnsecuredResponse=false)"
          : "an answer without a Security header is accepted"
      ))
    return lines
  }

  private var headerLines: [Line] {
    let ofEncoder: Set = ["Content-Type", "SOAPAction", "MIME-Version"]
    return headers.map { (ofEncoder.contains($0.name) ? encoder : transport, $0.line) }
  }

  private var transportLines: [Line] {
    var lines = ["POST over \(scheme)", certificateLine]
    if authenticationScheme != .anonymous {
      lines.append("HTTP authentication \(authenticationScheme.title), once the server asks for it")
    }
    lines += streamingLines
    if let proxy {
      let address = proxy.address.withoutCredentials.neutralised
      lines.append("by way of the proxy \(address)\(proxy.bypassesLocal ? ", but not to local hosts" : "")")
    }
    if allowCookies {
      lines.append(
        "cookies that the server sets go back to its host with later calls; a Cookie header of one's own is dropped")
    }
    if !decompression { lines.append("a compressed answer stays compressed") }
    lines.append("a WCF client refuses answers above \(maxReceivedMessageSize) bytes")
    return lines.map { (transport, $0) }
  }

  /// What streaming means on the wire, and where WCF's client could do less than this one.
  private var streamingLines: [String] {
    var lines: [String] = []
    if transferMode.streamsRequest {
      lines.append("the body goes in chunks, without Content-Length (\(transferMode.title))")
      lines.append(
        "a WCF client cannot send a streamed body twice; here it is sent again where a kept connection had died")
    }
    if transferMode.streamsAnswer {
      lines.append(
        "a WCF client counts the answer while it reads the body, and holds it to the nominal reader quotas "
          + "(\(transferMode.title))")
    }
    return lines
  }

  private var certificateLine: String {
    if scheme == "http" { return "no TLS, so no client certificate" }
    return offersClientCertificate
      ? "the client certificate is shown to a server that asks (RequireClientCertificate=true)"
      : "no client certificate, even if one is set (RequireClientCertificate=false)"
  }
}

extension SecurityPlan {
  /// `Timestamp, UsernameToken with the password as text`.
  fileprivate var contents: String {
    let timestamp = timestampValiditySeconds == nil ? [] : ["Timestamp"]
    switch token {
    case .userName(let type):
      return (timestamp + ["UsernameToken with the password as \(type.rawValue)"]).joined(separator: ", ")
    case .certificate:
      let parts = signedParts.map(\.rawValue).joined(separator: ", ")
      let signature = "Signature over \(parts.isEmpty ? "nothing" : parts)"
      return (timestamp + ["BinarySecurityToken", signature]).joined(separator: ", ")
    }
  }
}

extension TransferMode {
  /// As WCF writes it.
  fileprivate var title: String { "TransferMode=\(rawValue.prefix(1).uppercased())\(rawValue.dropFirst())" }
}

extension WirePlan.Header {
  var line: String { "\(name): \(value)" }
}
