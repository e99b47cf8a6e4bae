public import Handshake

/// A reply before the caller sees it (System.ServiceModel.Channels.Message on its way in).
public struct ReplyMessage: Sendable, Equatable {
  /// What is put here is what the report tells of, as `Response.inspectedEnvelope`; `Response.body` stays as received.
  public var envelope: [UInt8]
  public let isFault: Bool
  public let httpStatus: Int
  public let httpHeaders: [HTTPHeader]
}
