internal import Basics

/// The extension block of a hello, an EncryptedExtensions, a CertificateRequest or a certificate entry (RFC 8446
/// section 4.2). `read` gets each extension's content and returns its text.
func readExtensionList(
  _ reader: inout FieldReader, _ read: (ExtensionType, inout FieldReader) -> String
) {
  reader.vector("Extensions", lengthBytes: 2) { list in
    list.elements { element in
      element.gather { reader in
        guard let number = reader.uint16("Type", { "\(ExtensionType(rawValue: $0)) (\($0))" }) else {
          return ("Extension", "")
        }
        let type = ExtensionType(rawValue: number)
        let text = reader.contents(reader.text(type.description), lengthBytes: 2) { read(type, &$0) }
        return (reader.text("Extension: \(type)"), text)
      }
    }
    return list.text("\(list.fields.count)")
  }
}

/// A list of 16-bit numbers behind its length.
func readNumbers(
  _ reader: inout FieldReader, lengthBytes: Int = 2, _ name: String, _ element: String, _ text: (UInt16) -> String
) -> [UInt16] {
  var numbers: [UInt16] = []
  reader.vector(name, lengthBytes: lengthBytes) { list in
    numbers.reserveCapacity(list.remaining / 2)
    list.elements { reader in
      if let number = reader.uint16(element, text) { numbers.append(number) }
    }
    return list.text("\(numbers.count)")
  }
  return numbers
}

/// RFC 6066 section 3; the server's acknowledgement is empty.
func readServerNames(_ reader: inout FieldReader) -> String? {
  guard !reader.isAtEnd else { return nil }
  var name: String?
  reader.vector("Server Name Indication extension", lengthBytes: 2) { list in
    list.elements { element in
      guard element.uint8("Server Name Type", { $0 == 0 ? "host_name (0)" : "\($0)" }) != nil else { return }
      let bytes = element.opaque("Server Name", lengthBytes: 2, wireText)
      name = name ?? bytes.map(wireText)
    }
    return name ?? ""
  }
  return name
}

/// RFC 7301 section 3.1.
func readProtocols(_ reader: inout FieldReader) -> [String] {
  var names: [String] = []
  reader.vector("ALPN Protocols", lengthBytes: 2) { list in
    list.elements { element in
      if let bytes = element.opaque("ALPN Next Protocol", lengthBytes: 1, wireText) { names.append(wireText(bytes)) }
    }
    return list.text(protocolsText(names))
  }
  return names
}

/// `h2, http/1.1`; of more than five names the number of the rest, because a peer may write hundreds.
func protocolsText(_ names: [String]) -> String {
  names.prefix(5).joined(separator: ", ") + (names.count > 5 ? " and \(names.count - 5) more" : "")
}

/// Extensions whose content nothing else depends on: read for their fields alone.
func readCommonExtension(_ type: ExtensionType, _ reader: inout FieldReader, from side: Side) -> String {
  guard reader.notesFields else { return "" }
  switch type {
  case .serverName where side == .server: return "acknowledged"
  case .maxFragmentLength: return reader.uint8("Maximum Fragment Length").map { "\($0)" } ?? ""
  case .recordSizeLimit: return reader.uint16("Record Size Limit").map { "\($0)" } ?? ""
  case .statusRequest: return readStatusRequest(&reader)
  case .ecPointFormats: return readPointFormats(&reader)
  case .pskKeyExchangeModes: return readExchangeModes(&reader)
  case .keyShare where side == .client: return readKeyShares(&reader)
  case .preSharedKey where side == .client: return readPreSharedKeys(&reader)
  case .cookie:
    reader.opaque("Cookie", lengthBytes: 2)
    return ""
  case .signatureAlgorithmsCert:
    return "\(readNumbers(&reader, "Signature Hash Algorithms", "Signature Algorithm", schemeText).count) algorithms"
  case .renegotiationInfo:
    let bytes = reader.opaque("Renegotiation info", lengthBytes: 1)
    return bytes?.isEmpty == true ? "initial handshake" : "renegotiation"
  case .oidFilters: return "\(readOIDFilters(&reader)) filters"
  case .earlyData where side == .server && !reader.isAtEnd:
    return reader.uint32("Maximum Early Data Size").map { "\($0) bytes" } ?? ""
  case .padding:
    return "\(reader.rest("Padding Data") { "\($0.count) bytes" }.count) bytes"
  default:
    let bytes = reader.rest("Data")
    return bytes.isEmpty ? "" : "\(bytes.count) bytes"
  }
}

private func readStatusRequest(_ reader: inout FieldReader) -> String {
  guard !reader.isAtEnd else { return "" }
  guard let type = reader.uint8("Certificate Status Type", { $0 == 1 ? "OCSP (1)" : "\($0)" }) else { return "" }
  guard type == 1 else {
    reader.rest("Request")
    return "\(type)"
  }
  reader.opaque("Responder ID list", lengthBytes: 2)
  reader.opaque("Request Extensions", lengthBytes: 2)
  return "OCSP"
}

/// RFC 8446 section 4.2.5.
private func readOIDFilters(_ reader: inout FieldReader) -> Int {
  var count = 0
  reader.vector("OID Filters", lengthBytes: 2) { list in
    list.elements { element in
      guard element.opaque("Certificate Extension OID", lengthBytes: 1) != nil else { return }
      element.opaque("Certificate Extension Values", lengthBytes: 2)
      count += 1
    }
    return "\(count)"
  }
  return count
}

private func readPointFormats(_ reader: inout FieldReader) -> String {
  let names: [UInt8: String] = [
    0: "uncompressed", 1: "ansiX962_compressed_prime", 2: "ansiX962_compressed_char2",
  ]
  reader.vector("Elliptic curves point formats", lengthBytes: 1) { list in
    list.elements { _ = $0.uint8("EC point format") { "\(names[$0] ?? "unknown") (\($0))" } }
    return "\(list.fields.count)"
  }
  return ""
}

private func readExchangeModes(_ reader: inout FieldReader) -> String {
  let names: [UInt8: String] = [0: "psk_ke", 1: "psk_dhe_ke"]
  reader.vector("PSK Key Exchange Modes", lengthBytes: 1) { list in
    list.elements { _ = $0.uint8("PSK Key Exchange Mode") { "\(names[$0] ?? "unknown") (\($0))" } }
    return "\(list.fields.count)"
  }
  return ""
}

private func readKeyShares(_ reader: inout FieldReader) -> String {
  var groups: [String] = []
  reader.vector("Client Key Share", lengthBytes: 2) { list in
    list.elements { element in
      guard let group = element.uint16("Group", groupText) else { return }
      groups.append(NamedGroup(rawValue: group).description)
      element.opaque("Key Exchange", lengthBytes: 2)
    }
    return "\(groups.count)"
  }
  return groups.joined(separator: ", ")
}

private func readPreSharedKeys(_ reader: inout FieldReader) -> String {
  var count = 0
  reader.vector("PSK Identities", lengthBytes: 2) { list in
    list.elements { element in
      guard element.opaque("Identity", lengthBytes: 2) != nil else { return }
      guard element.uint32("Obfuscated Ticket Age") != nil else { return }
      count += 1
    }
    return "\(count)"
  }
  reader.vector("PSK Binders", lengthBytes: 2) { list in
    list.elements { $0.opaque("PSK Binder", lengthBytes: 1) }
    return "\(list.fields.count)"
  }
  return "\(count) identities"
}
