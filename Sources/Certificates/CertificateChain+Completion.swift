internal import Basics

extension CertificateChain {
  /// The command that would put the missing issuer into the intermediate store: fetching it when the last certificate
  /// says where it can be had over HTTP, else adding its file. Nil when nothing is missing.
  ///
  /// - Parameter source: the identity's file, or its name in the private identities file.
  public func completionCommand(source: String) -> String? {
    missingIssuer == nil ? nil : certificates.last?.issuerCommand(source: source)
  }
}

extension CertificateFacts {
  /// The command that puts this certificate's issuer into the intermediate store.
  public func issuerCommand(source: String) -> String {
    fetchableIssuerURL == nil ? "signet intermediates add FILE" : "signet intermediates fetch \(source.shellQuoted)"
  }

  /// Where the issuer's certificate can be had over HTTP.
  public var fetchableIssuerURL: String? {
    issuerURLs.first { $0.lowercased().hasPrefix("http://") || $0.lowercased().hasPrefix("https://") }
  }
}
