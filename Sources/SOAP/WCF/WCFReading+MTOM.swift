internal import Bindings

extension WCFReading {
  /// A multipart answer to a client whose binding writes MTOM (System.Xml.XmlMtomReader); nil when it goes on reading.
  static func ofPackage(_ package: MultipartMessage?, _ type: ContentType, _ plan: MTOMPlan) -> WCFReading? {
    let refusal =
      ofType(type) ?? package?.problems.lazy.filter { !isAboutReferences($0) }.compactMap(\.wcf).first
      ?? ofRoot(package?.root, startInfo: type["start-info"])
    if let refusal {
      return WCFReading(
        outcome: "CommunicationException",
        message: "Error creating a reader for the MTOM message (inner exception: \(refusal)).")
    }
    let body =
      package?.problems.lazy.filter(isAboutReferences).compactMap(\.wcf).first
      ?? package?.attachments.lazy.filter(\.isInEnvelope).compactMap { ofIncluded($0.part) }.first
    return body.map {
      WCFReading(
        outcome: "CommunicationException",
        message: "There was an error deserializing the body of the reply (inner XmlException: \($0)).")
    }
  }

  /// Noticed when the body is read, after the message was taken.
  private static func isAboutReferences(_ problem: MIMEProblem) -> Bool {
    problem.code.hasPrefix("xop-") || problem.code == "multipart-encoded-part"
      || problem.code == "multipart-damaged-part"
      || problem.code == "multipart-transfer-encoding"
  }

  private static func ofType(_ type: ContentType) -> String? {
    if type["type"]?.lowercased() != "application/xop+xml" { return "MtomMessageNotApplicationXopXml" }
    return nil
  }

  private static func ofRoot(_ root: MIMEPart?, startInfo: String?) -> String? {
    guard let root else { return "MtomPartNotFound" }
    guard let type = root.contentType else { return "MtomRootContentTypeNotFound" }
    if type.mediaType != "application/xop+xml" { return "MtomRootNotApplicationXopXml" }
    guard let charset = type.charset, let inner = type["type"] else { return "MtomRootRequiredParamNotSpecified" }
    if !["utf-8", "utf-16", "utf-16le", "utf-16be"].contains(charset) { return "MtomRootUnexpectedCharset" }
    if let startInfo, startInfo.lowercased() != inner.lowercased() { return "MtomRootUnexpectedType" }
    return nil
  }

  private static func ofIncluded(_ part: MIMEPart) -> String? {
    guard let encoding = part.header("Content-Transfer-Encoding") else {
      return "MtomContentTransferEncodingNotPresent"
    }
    return encoding.lowercased() == "binary" ? nil : "MtomInvalidTransferEncodingForMimePart"
  }
}
