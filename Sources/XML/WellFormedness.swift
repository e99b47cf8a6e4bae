/// Whether a text is well-formed XML without a document type.
public enum WellFormedness {
  /// The first problem, with its place; nil when all is well. Needs no memory beyond the text.
  public static func check(_ bytes: [UInt8], limits: XMLLimits = XMLLimits()) -> XMLProblem? {
    do throws(XMLProblem) {
      try XMLScan.check(bytes, limits: limits)
      return Scanner(limits: limits, visit: nil).run(bytes)
    } catch {
      return error
    }
  }
}
