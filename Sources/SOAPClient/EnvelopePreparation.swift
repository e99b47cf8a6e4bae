internal import Basics
internal import Bindings
internal import Exchange
internal import SOAP
internal import XML

/// The body of a request, exactly as it will be sent.
enum EnvelopePreparation {
  /// - Throws: a refusal when the envelope is no well-formed SOAP envelope: no WCF client can send one.
  static func body(_ envelope: [UInt8], plan: WirePlan) throws(Refusal) -> [UInt8] {
    switch EnvelopeOutline.read(envelope, completely: true) {
    case .envelope: return EnvelopeBuilder.encoded(envelope, as: plan.textEncoding)
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
