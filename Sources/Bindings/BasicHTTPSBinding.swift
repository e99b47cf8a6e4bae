/// WCF's BasicHttpsBinding: BasicHttpBinding that is always HTTPS.
public struct BasicHTTPSBinding: Sendable, Hashable {
  public var transport: HTTPTransportSecurity
  public var textEncoding: TextEncoding
  public var maxReceivedMessageSize: Int

  public init(
    transport: HTTPTransportSecurity = HTTPTransportSecurity(), textEncoding: TextEncoding = .utf8,
    maxReceivedMessageSize: Int = 65536
  ) {
    self.transport = transport
    self.textEncoding = textEncoding
    self.maxReceivedMessageSize = maxReceivedMessageSize
  }
}
