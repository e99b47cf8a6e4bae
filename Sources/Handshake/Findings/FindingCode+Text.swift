extension FindingCode {
  /// For a terminal: a paragraph a fact.
  public var text: String {
    var lines = [
      "\(code): \(title)", "  blames: " + blames.map(\.rawValue).joined(separator: ", "), "", "  " + meaning,
    ]
    lines += ["", "  Typical causes:"] + causes.map { "  - " + $0 }
    lines += ["", "  What to do:"] + remedies.map { "  - \($0.who.rawValue): \($0.text)" }
    if !sources.isEmpty { lines += ["", "  Sources: " + sources.joined(separator: "; ")] }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The page of all codes, in Markdown.
  public static var page: String {
    let families = Family.allCases.map { family in
      "## \(family.rawValue)\n\n" + all.filter { $0.family == family }.map(\.section).joined(separator: "\n")
    }
    return introduction + families.joined(separator: "\n")
  }

  private static let introduction = """
    # Findings

    Every code that a finding in a report can carry: what it says, on which side the cause is, what usually causes it, and
    what each side does about it. `signet findings CODE` prints one, `signet findings --markdown` this page.

    A finding compares the values of one exchange; what stands here is what its kind has in common. Findings are ranked:
    errors before warnings before notes, a cause before its consequences, so the first is the verdict. Where the wire does
    not tell, a finding names the possible causes and says that it is a guess; `signet diagnose` asks on. Errors of usage,
    bindings and files explain themselves and are not listed here.

    Signet never resumes TLS sessions, so a server's failures with resumption, and an identity that a resumed session
    carries over, cannot occur. An answer that came is an answer: a server that asks for the certificate after the request
    has a limit for the body it must hold (Apache: HTTP 413), but Signet sends `Expect: 100-continue` with large bodies, so
    that such a call usually works; it then ends with status 0 and the note `client-certificate-asked-late`.


    """

  private var section: String {
    let blame = blames.map(\.rawValue).joined(separator: ", ")
    var lines = ["### \(code)", "**\(title).** Blames: \(blame).", "", meaning, ""]
    lines += causes.map { "- " + $0 }
    lines += [""] + remedies.map { "- **\($0.who.rawValue)**: \($0.text)" }
    if !sources.isEmpty { lines += ["", "Sources: " + sources.joined(separator: "; ")] }
    return lines.joined(separator: "\n") + "\n"
  }
}
