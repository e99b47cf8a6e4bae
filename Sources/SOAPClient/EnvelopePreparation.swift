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

  /// - Parameters:
  ///   - envelope: as `check` found it good.
  ///   - security: the last to add to it, because it may sign what others added; nil adds nothing.
  init(_ envelope: [UInt8], plan: WirePlan, security: MessageSecurityPreparation?) throws(Refusal) {
    let secured = try security?.secure(envelope)
    body = EnvelopeBuilder.encoded(secured?.bytes ?? envelope, as: plan.textEncoding)
    shown = secured.map { EnvelopeBuilder.encoded($0.shown, as: plan.textEncoding) } ?? body
    additions = secured?.additions ?? []
  }

  /// A request without a message.
  init() {}

  /// - Throws: a refusal when the envelope is no well-formed SOAP envelope: no WCF client can send one.
  static func check(_ envelope: [UInt8]) throws(Refusal) {
    switch EnvelopeOutline.read(envelope, completely: true) {
    case .envelope: return
    case .notXML(let problem):
      throw Refusal(
        stage: .usage, code: problem.code, summary: "The envelope cannot be sent: \(problem.summary)",
        values: problem.values, remedy: problem.remedy)
    case .otherRoot(let name): throw notAnEnvelope(name)
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
