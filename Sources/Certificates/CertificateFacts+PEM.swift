extension CertificateFacts {
  /// The certificate as a PEM block with its final line end (RFC 7468 section 5).
  public var pem: String { String(decoding: PEMBlock.text("CERTIFICATE", of: der), as: UTF8.self) }
}
