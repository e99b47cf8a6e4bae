/// System.ServiceModel.Channels.MessageVersion: a SOAP version with an addressing version.
///
/// Raw values are WCF's names in lower case, as `--message-version` takes them.
public enum MessageVersion: String, Sendable, Hashable, CaseIterable {
  case soap11
  case soap12
  case soap11WSAddressing10 = "soap11wsaddressing10"
  /// WCF's default for a custom binding.
  case soap12WSAddressing10 = "soap12wsaddressing10"
  case soap11WSAddressingAugust2004 = "soap11wsaddressingaugust2004"
  case soap12WSAddressingAugust2004 = "soap12wsaddressingaugust2004"
  /// MessageVersion.None: the body's element alone, without an envelope.
  case noEnvelope = "none"

  public init(_ envelope: EnvelopeVersion, _ addressing: AddressingVersion = .none) {
    switch (envelope, addressing) {
    case (.soap11, .none): self = .soap11
    case (.soap12, .none): self = .soap12
    case (.soap11, .wsAddressing10): self = .soap11WSAddressing10
    case (.soap12, .wsAddressing10): self = .soap12WSAddressing10
    case (.soap11, .wsAddressingAugust2004): self = .soap11WSAddressingAugust2004
    case (.soap12, .wsAddressingAugust2004): self = .soap12WSAddressingAugust2004
    }
  }

  /// Nil when there is no envelope.
  public var envelope: EnvelopeVersion? {
    switch self {
    case .soap11, .soap11WSAddressing10, .soap11WSAddressingAugust2004: .soap11
    case .soap12, .soap12WSAddressing10, .soap12WSAddressingAugust2004: .soap12
    case .noEnvelope: nil
    }
  }

  public var addressing: AddressingVersion {
    switch self {
    case .soap11, .soap12, .noEnvelope: .none
    case .soap11WSAddressing10, .soap12WSAddressing10: .wsAddressing10
    case .soap11WSAddressingAugust2004, .soap12WSAddressingAugust2004: .wsAddressingAugust2004
    }
  }

  /// Media type of the message as text.
  public var mediaType: String { envelope?.mediaType ?? "application/xml" }

  /// `SOAP 1.2 with WS-Addressing 1.0`.
  public var title: String {
    guard let envelope else { return "plain XML without an envelope" }
    return addressing == .none ? envelope.title : "\(envelope.title) with \(addressing.title)"
  }

  /// As an element writes it: `soap12wsa10`.
  public var shortName: String {
    switch addressing {
    case .none: rawValue
    case .wsAddressing10: "\(envelope?.rawValue ?? "")wsa10"
    case .wsAddressingAugust2004: "\(envelope?.rawValue ?? "")wsa2004"
    }
  }
}
