public import Bindings
internal import XML

extension BindingLint.Subject {
  /// Takes from an envelope what the rules compare with the binding.
  public mutating func look(at envelope: [UInt8]) {
    declaredEncoding = XMLDeclaration.encoding(of: envelope)
    guard case .envelope(let outline) = EnvelopeOutline.read(envelope) else { return }
    envelopeVersion = outline.version
    envelopeAddressing = Set(outline.addressing.map(\.version))
    envelopeActions = [:]
    for headers in outline.addressing { envelopeActions[headers.version] = headers.action }
  }
}
