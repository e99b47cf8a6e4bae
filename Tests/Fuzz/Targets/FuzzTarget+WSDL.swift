import Basics
import WSDL
import XML

extension FuzzTarget {
  static let wsdl = FuzzTarget(
    name: "wsdl", story: "service descriptions: loading with what they import, reading, bindings, sample envelopes"
  ) { bytes in
    // A zero byte stands between the description and what every import of it finds.
    let parts = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
    let description: ServiceDescription
    do {
      description = try DescriptionReader.read(
        ["a.wsdl"], limits: DescriptionLimits(documents: 20, bytes: 1 << 20, nodes: 50_000)
      ) { location in
        location == "a.wsdl" || parts.count < 2 ? Array(parts[0]) : Array(parts[1])
      }
    } catch {
      return try promiseRemediable(error)
    }
    for problem in description.problems {
      try promiseNeutral(problem.summary, "a problem")
      try promiseNeutral(problem.detail, "a problem's detail", keepingLines: true)
      try promise((problem.line ?? 1) >= 1, "line \(problem.line ?? 0)")
    }
    try promiseEnvelopes(description)
  }

  /// Every SOAP operation has a binding and an envelope that is well-formed.
  private static func promiseEnvelopes(_ description: ServiceDescription) throws {
    let envelopes = SampleEnvelopes(description)
    let ports = description.services.flatMap(\.ports) + description.unusedBindings
    for port in ports.prefix(4) where port.kind.isSOAP {
      for operation in port.operations.prefix(8) {
        let text = try envelopes.envelope(of: operation, at: port).text
        try promise(WellFormedness.check(Array(text.utf8)) == nil, "an envelope that is none: \(text.prefix(400))")
        try promise(ServiceDescription.binding(of: operation, at: port) != nil, "no binding")
      }
    }
  }
}
