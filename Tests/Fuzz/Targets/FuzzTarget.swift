import Basics

/// One decoder under fire: any bytes go in, and what it promises about every input is checked.
struct FuzzTarget: Sendable {
  var name: String
  /// What it feeds, in one line.
  var story: String
  /// Throws `BrokenPromise` when the decoder does what it must not; a trap is libFuzzer's to report.
  var check: @Sendable (_ bytes: [UInt8]) throws -> Void

  static let all: [FuzzTarget] = [
    .handshake, .transcript, .staple, .certificate, .certificateFile, .request, .answer, .multipart, .xml, .input,
    .yaml, .binding,
    .address, .dotNetConfiguration, .dotNetCode, .soapUI, .curl, .postman, .httpArchive, .insomnia, .httpFile, .wsdl,
    .schema, .archive, .record, .elements, .advice, .keymap,
  ]

  static func named(_ name: String) -> FuzzTarget? { all.first { $0.name == name } }
}

struct BrokenPromise: Error, CustomStringConvertible {
  var description: String
}

func promise(_ holds: Bool, _ text: @autoclosure () -> String) throws {
  guard holds else { throw BrokenPromise(description: text()) }
}

/// What may be printed on one line: no character that steers a terminal.
func promiseNeutral(_ text: String, _ what: @autoclosure () -> String, keepingLines: Bool = false) throws {
  let isSteering = text.unicodeScalars.contains { scalar in
    scalar.neutralised != scalar && !(keepingLines && (scalar == "\n" || scalar == "\t"))
  }
  try promise(!isSteering, "\(what()) has control characters: \(Array(text.utf8))")
}

/// What every error that leaves a room promises: words, none of which steers a terminal.
func promiseRemediable(_ error: any Error) throws {
  guard let error = error as? any Remediable else { throw BrokenPromise(description: "no remedy for \(error)") }
  try promise(!error.code.isEmpty && !error.summary.isEmpty && !error.remedy.isEmpty, "an error without words")
  for line in [error.code, error.summary, error.remedy] + error.values { try promiseNeutral(line, error.code) }
}
