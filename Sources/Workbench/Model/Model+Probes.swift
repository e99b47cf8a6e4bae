internal import Basics
internal import Collections
internal import Exchange
internal import Handshake
internal import Screen

// Why a call does not work: probes, one after the other, in a window of their own.
extension Model {
  /// The diagnosis of the current request.
  var diagnosis: DiagnosisState? {
    get { currentPath.flatMap { diagnoses[$0] } }
    set { if let currentPath { diagnoses[currentPath] = newValue } }
  }

  /// Shows the probes of the current request: those that run, or those that were made of it as it is; else makes them.
  ///
  /// - Parameter anew: makes them again.
  mutating func probe(anew: Bool = false) -> [Effect] {
    guard let request = current, let collection else {
      say("There is no request to probe: press a in the tree of requests to make one.", .bad)
      return []
    }
    if diagnosis?.isRunning == true { return open(Popup(.probes)) }
    do {
      var draft = try collection.draft(of: request.toStore, identities: identities, choice: variableChoice)
      let source = draft
      if !anew, diagnosis?.source == source { return open(Popup(.probes)) }
      if let question = try settleIdentity(of: &draft, then: .probe) { return saveAll() + open(question) }
      if let question = programQuestion(draft, of: request.path, then: .probe) { return saveAll() + open(question) }
      if let question = settleSecrets(of: &draft, then: .probe) { return saveAll() + open(question) }
      return saveAll() + begin(draft, source)
    } catch {
      return show(Problem(error))
    }
  }

  private mutating func begin(_ draft: Draft, _ source: Draft) -> [Effect] {
    lastExchangeNumber += 1
    diagnosis = DiagnosisState(number: lastExchangeNumber, source: source, startedAtMilliseconds: milliseconds)
    isTyping = false
    notice = nil
    return [.diagnose(number: lastExchangeNumber, draft)] + open(Popup(.probes))
  }

  mutating func take(_ event: DiagnosisEvent, ofDiagnosis number: Int) -> [Effect] {
    guard let path = diagnoses.first(where: { $0.value.number == number })?.key else { return [] }
    diagnoses[path]?.take(event)
    guard case .finished(let report) = event else { return [] }
    forgetUser(refusedBy: report.first)
    if report.first.refusal?.code == "wrong-password", path == currentPath, let entry = currentIdentity {
      // So that p asks for it again.
      secrets[entry.name] = nil
      diagnoses[path] = nil
      if case .probes? = popups.last?.purpose { _ = popups.popLast() }
      return askPassword(of: entry, then: .probe, isRetry: true)
    }
    if path == currentPath, popups.isEmpty { say("The probes have ended; p shows the verdict.", .good) }
    return []
  }

  /// - Returns: nil when none runs for the current request.
  func stopProbes() -> [Effect]? {
    guard let diagnosis, diagnosis.isRunning else { return nil }
    return [.stopDiagnosis(number: diagnosis.number)]
  }

  // MARK: Keys in the window

  mutating func handleInProbes(_ command: Command?) -> [Effect] {
    let height = probesHeight
    switch command {
    case .back, .open: return closePopup()
    case .cancel: return stopProbes() ?? []
    case .copy: return copy(.probes)
    case .writeBody: return promptForReportFile()
    case .help: return perform(.help)
    case .probe where diagnosis?.isRunning == false: return closePopup() + probe(anew: true)
    case .up: scrollProbes(by: -1)
    case .down: scrollProbes(by: 1)
    case .pageUp: scrollProbes(by: -height)
    case .pageDown: scrollProbes(by: height)
    case .top: scrollProbes(by: -probesRows.count)
    case .bottom: scrollProbes(by: probesRows.count)
    default: break
    }
    return []
  }

  mutating func scrollProbes(by rows: Int) {
    let (count, height) = (probesRows.count, probesHeight)
    diagnosis?.scroll.move(by: rows, of: count, height: height)
  }

  // MARK: The report

  /// Markdown for a ticket; nil while the probes run.
  var probesReport: String? { diagnosis?.report?.markdown }

  mutating func promptForReportFile() -> [Effect] {
    guard probesReport != nil else {
      say("There is no report yet: p makes the probes.")
      return []
    }
    return promptForNewFile(
      .writeReport, "Write the report to", suggestedFile("-diagnosis.md"), "Markdown, without secrets")
  }

  mutating func writeReport(to path: String) -> [Effect] {
    guard !path.isEmpty else { return [] }
    guard let report = probesReport else {
      say("There is no report yet: p makes the probes.", .bad)
      return []
    }
    return [.write(bytes: Array((report + "\n").utf8), path: path)]
  }
}
