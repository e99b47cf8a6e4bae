internal import Basics
public import Bindings
internal import Certificates
public import Exchange
public import Handshake

/// Where a call goes and how: address, binding and behaviors (System.ServiceModel.Description.ServiceEndpoint).
public struct Endpoint: Sendable {
  public var address: String
  public var binding: Binding
  /// Run in this order, after the callbacks and before the message is sent.
  public var behaviors: [any EndpointBehavior]

  public init(address: String, binding: Binding, behaviors: [any EndpointBehavior] = []) {
    self.address = address
    self.binding = binding
    self.behaviors = behaviors
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

/// Changes a message on its way out (System.ServiceModel.Dispatcher.IClientMessageInspector.BeforeSendRequest).
public protocol EndpointBehavior: Sendable {
  func beforeSendRequest(_ message: inout RequestMessage) throws
}

/// A message just before it is sent.
public struct RequestMessage: Sendable, Equatable {
  public var envelope: [UInt8]
  /// The caller's own headers; those of the binding are added after.
  public var httpHeaders: [HTTPHeader]
  public let action: String?
}
