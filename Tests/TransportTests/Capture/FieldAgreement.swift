import Basics
import Handshake

/// A field of the decoder and what tshark calls it. Values are compared in the order of the packets, one side at a time.
struct FieldAgreement: Sendable {
  enum Kind: Sendable {
    case number
    /// Behind a length of so many bytes.
    case bytes(lengthBytes: Int)
    case text(lengthBytes: Int)
    /// How long it is, without its own length of so many bytes.
    case size(lengthBytes: Int)
    /// As it is shown, in hexadecimal.
    case shown
  }

  var name: String
  /// tshark has several where the meaning depends on the message.
  var tshark: [String]
  var kind: Kind

  init(_ name: String, _ kind: Kind, _ tshark: String...) {
    self.name = name
    self.tshark = tshark
    self.kind = kind
  }

  static let all: [FieldAgreement] = [
    .init("Handshake Type", .number, "tls.handshake.type"),
    .init("Length", .number, "tls.handshake.length"),
    .init("Version", .number, "tls.handshake.version"),
    .init("Random", .bytes(lengthBytes: 0), "tls.handshake.random"),
    .init("Session ID", .bytes(lengthBytes: 1), "tls.handshake.session_id"),
    .init("Cipher Suite", .number, "tls.handshake.ciphersuite"),
    .init("Compression Method", .number, "tls.handshake.comp_method"),
    .init("Type", .number, "tls.handshake.extension.type"),
    .init("Data", .bytes(lengthBytes: 0), "tls.handshake.extension.data"),
    .init("Server Name Type", .number, "tls.handshake.extensions_server_name_type"),
    .init("Server Name", .text(lengthBytes: 2), "tls.handshake.extensions_server_name"),
    .init("Supported Group", .number, "tls.handshake.extensions_supported_group"),
    .init("EC point format", .number, "tls.handshake.extensions_ec_point_format"),
    .init("Signature Algorithm", .number, "tls.handshake.sig_hash_alg"),
    .init("ALPN Next Protocol", .text(lengthBytes: 1), "tls.handshake.extensions_alpn_str"),
    .init("Supported Version", .number, "tls.handshake.extensions.supported_version"),
    .init("PSK Key Exchange Mode", .number, "tls.extension.psk_ke_mode"),
    .init("Group", .number, "tls.handshake.extensions_key_share_group"),
    .init("Selected Group", .number, "tls.handshake.extensions_key_share_selected_group"),
    .init("Key Exchange", .bytes(lengthBytes: 2), "tls.handshake.extensions_key_share_key_exchange"),
    .init("Cookie", .bytes(lengthBytes: 2), "tls.handshake.extensions.cookie"),
    .init("Renegotiation info", .bytes(lengthBytes: 1), "tls.handshake.extensions_reneg_info"),
    .init("Padding Data", .bytes(lengthBytes: 0), "tls.handshake.extensions_padding_data"),
    .init("Certificate Status Type", .number, "tls.handshake.extensions_status_request_type"),
    .init("Responder ID list", .size(lengthBytes: 2), "tls.handshake.extensions_status_request_responder_ids_len"),
    .init("Request Extensions", .size(lengthBytes: 2), "tls.handshake.extensions_status_request_exts_len"),
    .init("Certificate", .bytes(lengthBytes: 3), "tls.handshake.certificate"),
    .init("Serial Number", .shown, "x509af.serialNumber"),
    .init("Certificate type", .number, "tls.handshake.cert_type"),
    .init("Distinguished Name", .size(lengthBytes: 2), "tls.handshake.dname_len"),
    .init(
      "Certificate Request Context", .bytes(lengthBytes: 1), "tls.handshake.certificate_request_context"),
    .init("Curve Type", .number, "tls.handshake.server_curve_type"),
    .init("Named Curve", .number, "tls.handshake.server_named_curve"),
    .init("p", .bytes(lengthBytes: 2), "tls.handshake.p"),
    .init("g", .bytes(lengthBytes: 2), "tls.handshake.g"),
    .init("Signature", .bytes(lengthBytes: 2), "tls.handshake.sig", "tls.handshake.client_cert_vrfy.sig"),
    .init("Encrypted PreMaster", .bytes(lengthBytes: 2), "tls.handshake.epms"),
    .init("Session Ticket Lifetime Hint", .number, "tls.handshake.session_ticket_lifetime_hint"),
    .init("Session Ticket Age Add", .number, "tls.handshake.session_ticket_age_add"),
    .init("Session Ticket Nonce", .bytes(lengthBytes: 1), "tls.handshake.session_ticket_nonce"),
    .init("Session Ticket", .bytes(lengthBytes: 2), "tls.handshake.session_ticket"),
    .init("Level", .number, "tls.alert_message.level"),
    .init("Description", .number, "tls.alert_message.desc"),
  ]
}

extension FieldAgreement {
  /// What the decoder found, in the form in which tshark's values are put as well.
  func ours(in messages: [Transcript.Message]) -> [String] {
    messages.flatMap { message in
      leaves(message.fields).filter { $0.name == name }.compactMap { value(of: $0, in: message.bytes) }
    }.filter { !$0.isEmpty }
  }

  private func value(of field: Transcript.Field, in bytes: [UInt8]) -> String? {
    if case .shown = kind { return Self.hexadecimal(field.value) }
    guard let range = field.range else { return nil }
    let content = bytes[range]
    switch kind {
    case .number: return "\(content.reduce(0) { $0 << 8 | UInt64($1) })"
    case .bytes(let lengthBytes): return content.dropFirst(lengthBytes).hexadecimal()
    case .text(let lengthBytes): return String(decoding: content.dropFirst(lengthBytes), as: UTF8.self)
    case .size(let lengthBytes): return "\(content.count - lengthBytes)"
    case .shown: return nil
    }
  }

  private func leaves(_ fields: [Transcript.Field]) -> [Transcript.Field] {
    fields.flatMap { $0.children.isEmpty ? [$0] : leaves($0.children) }
  }

  /// tshark's values in the same form.
  func theirs(_ values: [String: [String]]) -> [String] {
    tshark.flatMap { values[$0] ?? [] }.map { value in
      switch kind {
      case .number, .size:
        value.hasPrefix("0x") ? UInt64(value.dropFirst(2), radix: 16).map { "\($0)" } ?? value : value
      case .bytes, .shown: Self.hexadecimal(value)
      case .text: value
      }
    }
  }

  private static func hexadecimal(_ text: String) -> String {
    let digits = text.lowercased().filter { $0 != ":" }
    return String(digits.drop { $0 == "0" && digits.count % 2 == 1 })
  }
}
