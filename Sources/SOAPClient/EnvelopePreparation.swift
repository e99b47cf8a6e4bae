internal import Basics
internal import Bindings
internal import Exchange
internal import SOAP
internal import XML

/// The body of a request.
struct EnvelopePreparation: Sendable {
  /// Exactly as it will be sent.
  var body: [UInt8] = []
  /// The same with a password hidden.
  var shown: [UInt8] = []
  /// What the binding added and by which element, one sentence each.
  var additions: [String] = []
  /// Names of addressing headers that the envelope has itself.
  var kept: [String] = []
  /// As the message has it.
  var messageID: String?

  /// - Parameters:
  ///   - envelope: as `check` found it good.
  ///   - security: the last to add to it, because it may sign what others added; nil adds nothing.
  ///   - mtom: takes large contents out of what was signed; nil writes plain text.
  init(
    _ envelope: [UInt8], headers: MessageHeaders, plan: WirePlan, security: MessageSecurityPreparation?,
    mtom: MTOMPreparation?
  ) throws(Refusal) {
    let headed = try Self.headed(envelope, headers)
    messageID = try Self.messageID(headed.bytes, plan)
    let secured = try security?.secure(headed.bytes)
    additions =
      headed.addressed.map { "\($0) (\(plan.encoder))" } + headed.added.map { "\($0) (asked for by the call)" }
      + (secured?.additions ?? [])
    kept = headed.kept
    try write(secured?.bytes ?? headed.bytes, shown: secured?.shown, plan, mtom)
  }

  /// - Parameter shown: nil when it is the message itself.
  private mutating func write(
    _ message: [UInt8], shown secret: [UInt8]?, _ plan: WirePlan, _ mtom: MTOMPreparation?
  ) throws(Refusal) {
    guard let mtom else {
      body = try Self.written(message, in: plan.textEncoding)
      shown = if let secret { try Self.written(secret, in: plan.textEncoding) } else { body }
      if plan.textEncoding != .utf8 {
        additions.append("XML declaration, and the text written in \(plan.textEncoding.charset) (\(plan.encoder))")
      }
      return
    }
    let package = try mtom.package(message, encoding: plan.textEncoding)
    body = package.bytes
    shown = if let secret { try mtom.package(secret, encoding: plan.textEncoding).bytes } else { body }
    additions += mtom.words(package)
  }

  private static func written(_ envelope: [UInt8], in encoding: TextEncoding) throws(Refusal) -> [UInt8] {
    do throws(CharsetError) {
      return try EnvelopeBuilder.written(envelope, in: encoding)
    } catch {
      throw Refusal(error, stage: .usage)
    }
  }

  private static func headed(_ envelope: [UInt8], _ headers: MessageHeaders) throws(Refusal) -> MessageHeaders.Headed {
    do throws(SOAPHeaderError) { return try headers.add(to: envelope) } catch { throw Refusal(error, stage: .usage) }
  }

  /// - Throws: a refusal for a message that should be addressed by hand and is not.
  private static func messageID(_ envelope: [UInt8], _ plan: WirePlan) throws(Refusal) -> String? {
    guard plan.messageVersion.addressing != .none, case .envelope(let outline) = EnvelopeOutline.read(envelope) else {
      return nil
    }
    let headers = outline.addressing(plan.messageVersion.addressing)
    if plan.manualAddressing, headers?.to == nil { throw notAddressed(plan) }
    return headers?.messageID
  }

  private static func notAddressed(_ plan: WirePlan) -> Refusal {
    Refusal(
      stage: .binding, code: "manual-addressing-without-to",
      summary: "The binding leaves addressing to the message (ManualAddressing=true), which has no To header.",
      values: ["WCF: InvalidOperationException (ManualAddressingRequiresAddressedMessages) when the message is sent"],
      remedy: "Write To of \(plan.messageVersion.addressing.namespace ?? "") into the envelope, or leave "
        + "manualAddressing out.", exception: "InvalidOperationException")
  }

  /// A request without a message.
  init() {}

  /// - Throws: a refusal when the envelope is no well-formed SOAP envelope: no WCF client can send one. Without an
  ///   envelope (MessageVersion.None) any XML may go out.
  static func check(_ envelope: [UInt8], _ version: MessageVersion) throws(Refusal) {
    switch EnvelopeOutline.read(envelope, completely: true) {
    case .envelope: return
    case .notXML(let problem):
      throw Refusal(
        stage: .usage, code: problem.code, summary: "The envelope cannot be sent: \(problem.summary)",
        values: problem.values, remedy: problem.remedy)
    case .otherRoot(let name): if version != .noEnvelope { throw notAnEnvelope(name) }
    }
  }

  private static func notAnEnvelope(_ name: XMLName) -> Refusal {
    let known = EnvelopeVersion.allCases.map { "\($0.title): {\($0.envelopeNamespace)}Envelope" }
    return Refusal(
      stage: .usage, code: "not-an-envelope", summary: "The XML is no SOAP envelope.",
      values: ["its root is \(name.description.neutralised)"] + known,
      remedy: "Put it into an envelope's Body, or correct the namespace.")
  }
}
