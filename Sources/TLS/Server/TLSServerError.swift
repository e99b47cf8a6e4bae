public import Basics

/// Why a server cannot be made from its settings.
public enum TLSServerError: Remediable, Equatable {
  /// Nothing to show, or a certificate of the chain is not one. `position` counts from the leaf, 0.
  case unreadableCertificate(position: Int)
  case keyMismatch(library: String)
  case unknownCiphers(String)
  case library(step: String, text: String)

  public var code: String {
    switch self {
    case .unreadableCertificate: "server-certificate-unreadable"
    case .keyMismatch: "server-key-mismatch"
    case .unknownCiphers: "server-ciphers-unknown"
    case .library: "server-library"
    }
  }

  public var summary: String {
    switch self {
    case .unreadableCertificate(let position): "Certificate \(position) of the server's chain is not a certificate."
    case .keyMismatch: "The server's private key does not belong to its certificate."
    case .unknownCiphers: "OpenSSL knows no cipher of the server's list."
    case .library(let step, _): "OpenSSL could not \(step)."
    }
  }

  public var values: [String] {
    switch self {
    case .unreadableCertificate: []
    case .unknownCiphers(let list): ["list: \(list.neutralised)"]
    case .keyMismatch(let text), .library(_, let text): ["OpenSSL: \(text.neutralised)"]
    }
  }

  public var remedy: String {
    switch self {
    case .unreadableCertificate: "Give the chain as DER encodings, the server's own certificate first."
    case .keyMismatch: "Give the key that the certificate was made for."
    case .unknownCiphers: "Use names as `openssl ciphers -v ALL` prints them, separated by colons."
    case .library: "Check the server's settings against what this OpenSSL supports."
    }
  }
}
