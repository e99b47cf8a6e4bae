internal import Bindings
internal import XML

extension PolicyDemands {
  /// What is said at an element: policies and markers of addressing.
  init(at element: Located, _ assertions: PolicyAssertions) {
    self.init()
    for assertion in assertions.assertions(at: element) where !assertion.isOptional { take(assertion, assertions) }
    for marker in element.children(where: { $0.name.local == "UsingAddressing" }) {
      // `wsdl:required` makes it a demand; without it, addressing is understood and not asked for.
      let required = marker.element.attribute(XMLName("required", in: Namespaces.wsdl))
      if required == "true" || required == "1" { addressing = Self.version(of: marker) }
    }
  }

  private mutating func take(_ assertion: Located, _ policies: PolicyAssertions) {
    let name = assertion.element.name.local
    let nested = { policies.nested(in: assertion).filter { !$0.isOptional } }
    switch name {
    case "TransportBinding":
      usesTLS = true
      for part in nested() { takeBindingPart(part, policies) }
    case "AsymmetricBinding", "SymmetricBinding":
      takeMessageBinding(assertion, nested(), policies)
    case _ where name.hasSuffix("SupportingTokens"):
      for token in nested() { takeToken(token, policies, isEndorsing: name.contains("Endorsing")) }
    // Empty, it means the body and every header (WS-SecurityPolicy 1.2 section 4.1.1).
    case "SignedParts":
      signsBody = signsBody || assertion.children.isEmpty
      signsAddressing = signsAddressing || assertion.children.isEmpty
      takeSignedParts(assertion)
    case "Addressing", "UsingAddressing": addressing = Self.version(of: assertion)
    case "OptimizedMimeSerialization", "MTOM": usesMTOM = true
    case "BasicAuthentication", "HttpBasicAuthentication": authentication = .basic
    case "DigestAuthentication", "HttpDigestAuthentication": authentication = .digest
    case "NtlmAuthentication": authentication = .ntlm
    case "NegotiateAuthentication": authentication = .negotiate
    // They say how tokens are referred to and that others may be present: nothing to do here.
    case "Wss10", "Wss11", "Trust10", "Trust13": break
    default: note(name)
    }
  }

  private static func version(of marker: Located) -> AddressingVersion {
    (marker.element.name.namespace ?? "").contains("2004/08") ? .wsAddressingAugust2004 : .wsAddressing10
  }

  /// As many as anybody reads.
  private static let mostNotes = 50

  private mutating func note(_ assertion: String) {
    if notCarriedOut.count < Self.mostNotes, !notCarriedOut.contains(assertion) { notCarriedOut.append(assertion) }
  }

  /// What stands in a security binding beside its tokens (WS-SecurityPolicy 1.2 section 7).
  private mutating func takeBindingPart(_ part: Located, _ policies: PolicyAssertions) {
    switch part.element.name.local {
    case "TransportToken":
      for token in policies.nested(in: part) { takeTransportToken(token, policies) }
    case "AlgorithmSuite": takeSuite(policies.nested(in: part))
    case "IncludeTimestamp": includesTimestamp = true
    // The order of the header's blocks, which is the same in every envelope here.
    case "Layout", "OnlySignEntireHeadersAndBody": break
    default: note(part.element.name.local)
    }
  }

  private mutating func takeTransportToken(_ token: Located, _ policies: PolicyAssertions) {
    let nested = policies.nested(in: token).map(\.element.name.local)
    if token["RequireClientCertificate"] == "true" || nested.contains("RequireClientCertificate") {
      requiresClientCertificate = true
    }
    if nested.contains("HttpBasicAuthentication") { authentication = .basic }
    if nested.contains("HttpDigestAuthentication") { authentication = .digest }
  }

  private mutating func takeMessageBinding(_ binding: Located, _ parts: [Located], _ policies: PolicyAssertions) {
    for part in parts {
      let name = part.element.name.local
      guard name.hasSuffix("Token") else {
        takeBindingPart(part, policies)
        continue
      }
      let tokens = policies.nested(in: part).map(\.element.name.local)
      if name.hasPrefix("Initiator"), tokens.contains("X509Token") { signsWithCertificate = true }
    }
    // A symmetric key is agreed with the service: nothing here does that. What is asymmetric is signed, not encrypted.
    if binding.element.name.local == "SymmetricBinding" { note("SymmetricBinding") }
  }

  private mutating func takeSignedParts(_ assertion: Located) {
    for part in assertion.children.map(\.element) {
      switch part.name.local {
      case "Body": signsBody = true
      case "Header" where Self.isAddressing(part.attribute(XMLName("Namespace"))):
        if part.attribute(XMLName("Name")) != "To" { signsAddressing = true }
      case let other: note("SignedParts/\(other)")
      }
    }
  }

  private static func isAddressing(_ namespace: String?) -> Bool {
    [AddressingVersion.wsAddressing10, .wsAddressingAugust2004].contains { $0.namespace == namespace }
  }

  private mutating func takeToken(_ token: Located, _ policies: PolicyAssertions, isEndorsing: Bool) {
    switch token.element.name.local {
    case "UsernameToken":
      let nested = policies.nested(in: token).map(\.element.name.local)
      userName = nested.contains("HashPassword") ? .digest : .text
    case "X509Token": signsWithCertificate = true
    case "SignedParts": takeSignedParts(token)
    case let other: note(other)
    }
  }

  private mutating func takeSuite(_ names: [Located]) {
    let words = names.map { $0.element.name.local.lowercased() }
    let suite = SecurityAlgorithmSuite.allCases.first { words.contains($0.rawValue.lowercased()) }
    if let suite { algorithmSuite = suite } else if let word = names.first { note(word.element.name.local) }
  }
}
