internal import Basics
public import Bindings
internal import Certificates
public import Exchange
public import Handshake

/// Where a call goes and how: address, binding and behaviors (System.ServiceModel.Description.ServiceEndpoint).
public struct Endpoint: Sendable {
  public var address: String
  public var binding: Binding
  /// Applied in this order, after the callbacks and before the message is sent.
  public var behaviors: [any EndpointBehavior]
  /// Of the address (EndpointAddress.Headers): they go with every message, with WS-Addressing 1.0 as reference parameters.
  public var headers: [SOAPHeader]

  public init(
    address: String, binding: Binding, behaviors: [any EndpointBehavior] = [], headers: [SOAPHeader] = []
  ) {
    self.address = address
    self.binding = binding
    self.behaviors = behaviors
    self.headers = headers
  }
}

/// What the caller proves itself with (System.ServiceModel.Description.ClientCredentials).
///
/// As in WCF, having a certificate or a user name here is not enough: it is used only if the binding asks for it.
public struct ClientCredentials: Sendable, Equatable {
  public var clientCertificate: IdentityReference?
  /// For HTTP authentication (Basic, Digest, NTLM) and the UsernameToken: what WCF keeps in UserName, HttpDigest and
  /// Windows.
  public var userName: UserReference?

  public init(clientCertificate: IdentityReference? = nil, userName: UserReference? = nil) {
    self.clientCertificate = clientCertificate
    self.userName = userName
  }
}

extension IdentityReference {
  /// A certificate with its private key in memory, wherever the bytes came from: PKCS#12, PEM or DER.
  ///
  /// - Parameters:
  ///   - password: what the bytes are encrypted with; empty when they are not, or with the empty password.
  ///   - label: a name for messages.
  public init(bytes: [UInt8], password: String = "", label: String = "certificate in memory") {
    self.init(
      certificate: .bytes(bytes, label: label), password: password.isEmpty ? .none : .literal(Secret(password)))
  }
}

extension UserReference {
  /// A user name with its password in memory.
  public init(name: String, password: String) { self.init(name: name, password: .literal(Secret(password))) }
}

/// A message before the binding adds its own (System.ServiceModel.Channels.Message on its way out).
public struct RequestMessage: Sendable, Equatable {
  public var envelope: [UInt8]
  /// The caller's own headers (HttpRequestMessageProperty.Headers); those of the binding are added after. An empty value
  /// takes a header of the binding away.
  public var httpHeaders: [HTTPHeader]
  /// Added to those that the envelope has (Message.Headers.Add), before the binding's own To and Security.
  public var soapHeaders: [SOAPHeader]
  /// SOAP action. Nil sends none; the empty string sends an empty one.
  public var action: String?
  /// Where it goes.
  public let address: String
  /// As `SOAPRequest.actionName` in a callback.
  public let operationName: String?

  /// Gives an HTTP header its value, in place of one of the same name (RFC 9110 section 5.1: whatever its case).
  public mutating func setHTTPHeader(_ name: String, _ value: String) {
    httpHeaders.removeAll { $0.name.lowercased() == name.lowercased() }
    httpHeaders.append(HTTPHeader(name, value))
  }
}
